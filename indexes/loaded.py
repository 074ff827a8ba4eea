"""One version of an index in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from indexes.build import OPTION_WORDS
from indexes.encoder import Encoder
from indexes.errors import IndexDamagedError
from indexes.manifest import Manifest
from indexes.shelf import Shelf
from indexes.titles import TitleLinker


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a search needs of one version. `shelves` by kind, without those that are empty."""

    manifest: Manifest
    shelves: dict[str, Shelf]
    titles: TitleLinker

    @classmethod
    def read(cls, version: Path, encoder: Encoder) -> Loaded:
        """Raises IndexUnusableError where the version is damaged or of another encoder."""
        manifest = Manifest.load(version)
        manifest.check_encoder(encoder)
        manifest.check_files(version)
        try:
            shelves = {kind: Shelf.load(version / kind) for kind, n in manifest.counts.items() if n}
            option_words = json.loads((version / OPTION_WORDS).read_text("utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            # The files were whole a moment ago: a newer version has replaced this one.
            raise IndexDamagedError(f"The index in {version} cannot be read") from error
        products = shelves.get("product")
        titles = TitleLinker(
            products.entries if products else (),
            option_words=frozenset(option_words),
            known_words=products.lexical.vocabulary if products else frozenset(),
        )
        return cls(manifest, shelves, titles)
