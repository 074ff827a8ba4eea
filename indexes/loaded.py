"""One version of an index in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexes.build import OPTION_WORDS
from indexes.dense import DenseStore
from indexes.encoder import Encoder
from indexes.errors import IndexDamagedError
from indexes.manifest import Manifest
from indexes.segment import Segment
from indexes.shelf import ADDED, BASE, GONE, Shelf
from indexes.title_words import TitleWords
from indexes.titles import TitleLinker

PARTS = tuple(f"{kind}/{part}" for kind in ("product", "policy") for part in (BASE, ADDED))
NOTHING = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a search needs of one version.

    `shelves` by kind, without those that are empty; `parts` are theirs, by folder.
    """

    manifest: Manifest
    shelves: dict[str, Shelf]
    parts: dict[str, Segment]
    titles: TitleLinker

    @classmethod
    def read(
        cls, version: Path, encoder: Encoder, store: DenseStore, before: Loaded | None = None
    ) -> Loaded:
        """Read a version; parts that `before` has in memory already are shared with it.

        Raises IndexUnusableError where the version is damaged or of another encoder.
        """
        manifest = Manifest.load(version)
        manifest.check_encoder(encoder)
        parts = {} if before is None else _shared(manifest, before)
        manifest.check_files(version, parts)

        try:
            for name in PARTS:
                if manifest.part(name) and name not in parts:
                    parts[name] = Segment.load(version / name, store)
            kinds = [kind for kind, records in manifest.counts.items() if records]
            shelves = {kind: _shelf(version, manifest, kind, parts) for kind in kinds}
            option_words = json.loads((version / OPTION_WORDS).read_text("utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            # The files were whole a moment ago: a newer version has replaced this one.
            raise IndexDamagedError(f"The index in {version} cannot be read") from error
        products = shelves.get("product")
        titles = TitleLinker(
            products.entries if products else (),
            products.titles() if products else TitleWords.build(()),
            option_words=frozenset(option_words),
            known_words=products.lexical.vocabulary if products else frozenset(),
        )
        return cls(manifest, shelves, parts, titles)


def _shared(manifest: Manifest, before: Loaded) -> dict[str, Segment]:
    same = (name for name in PARTS if manifest.part(name) == before.manifest.part(name))
    return {name: before.parts[name] for name in same if name in before.parts}


def _shelf(version: Path, manifest: Manifest, kind: str, parts: dict[str, Segment]) -> Shelf:
    names = [f"{kind}/{part}" for part in (BASE, ADDED)]
    gone = NOTHING
    if f"{kind}/{GONE}" in manifest.files:
        gone = np.load(version / kind / GONE)
    return Shelf([parts[name] for name in names if name in parts], gone)
