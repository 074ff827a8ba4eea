"""What a build takes over from the version in use: parts, and vectors of unchanged records."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from indexes.dense import Dense, DenseStore, Rows
from indexes.encoder import Vectors
from indexes.entry import Entry, read_entries
from indexes.errors import IndexUnusableError
from indexes.manifest import Manifest
from indexes.shelf import ADDED, BASE, GONE
from indexes.sources import recipe
from indexes.versions import current

# A place of a record: the part that it is in and its row there.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Previous:
    """One kind's shelf in the version in use; without entries where there is none."""

    directory: Path
    store: DenseStore
    base: tuple[Entry, ...] = ()
    added: tuple[Entry, ...] = ()
    gone: frozenset[int] = frozenset()
    _dense: dict[str, Dense] = field(default_factory=dict)

    @classmethod
    def read(cls, directory: Path, store: DenseStore) -> Previous:
        """Raises OSError or ValueError where a file is gone or cut."""
        if not directory.is_dir():
            return cls(directory, store)
        added = read_entries(directory / ADDED) if (directory / ADDED).is_dir() else ()
        path = directory / GONE
        gone = frozenset(np.load(path).tolist() if path.is_file() else ())
        return cls(directory, store, read_entries(directory / BASE), added, gone)

    def places(self, wanted: Mapping[str, str]) -> dict[str, Place]:
        """Where those records are whose digest is still the one `wanted`."""
        base = {entry.id: (BASE, row) for row, entry in self._live_base if _same(entry, wanted)}
        added = {e.id: (ADDED, row) for row, e in enumerate(self.added) if _same(e, wanted)}
        return base | added

    def vectors(self, places: Sequence[Place]) -> Vectors:
        """The vectors at these places, at least one, shape (places, dimension)."""
        taken: dict[int, Vectors] = {}
        for part in (BASE, ADDED):
            at = [i for i, (name, _) in enumerate(places) if name == part]
            if at:
                rows: Rows = np.array([places[i][1] for i in at], dtype=np.int64)
                taken.update(zip(at, self._loaded(part).vectors(rows), strict=True))
        return np.stack([taken[i] for i in range(len(places))])

    def link_base(self, directory: Path) -> None:
        """Give a new version the base as it is, without copying where that can be."""
        for path in (self.directory / BASE).rglob("*"):
            target = directory / BASE / path.relative_to(self.directory / BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                _link(path, target)

    @property
    def _live_base(self) -> list[tuple[int, Entry]]:
        return [(row, entry) for row, entry in enumerate(self.base) if row not in self.gone]

    def _loaded(self, part: str) -> Dense:
        if part not in self._dense:
            self._dense[part] = self.store.load(self.directory / part)
        return self._dense[part]


def usable(directory: Path, encoder: str, store: DenseStore) -> tuple[Path, Manifest] | None:
    """The version in use, if it is whole, and made by this program with an encoder of this name."""
    try:
        version = current(directory)
        manifest = Manifest.load(version)
        manifest.check_files(version)
    except IndexUnusableError:
        return None
    made_so = (manifest.encoder, manifest.recipe) == (encoder, recipe())
    held = made_so and all(map(store.holds, parts_of(version)))
    return (version, manifest) if held else None


def parts_of(version: Path) -> list[Path]:
    """The folders of the parts of all shelves."""
    return [path for name in (BASE, ADDED) for path in sorted(version.glob(f"*/{name}"))]


def _same(entry: Entry, wanted: Mapping[str, str]) -> bool:
    return wanted.get(entry.id) == entry.digest


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:
        # Not every file system has hard links.
        shutil.copy2(path, target)
