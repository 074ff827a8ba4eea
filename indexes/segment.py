"""A part of a shelf that never changes once it is built: records, their vectors and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from indexes.counts import Counts
from indexes.dense import Dense, DenseStore
from indexes.entry import Entry, read_entries, save_entries
from indexes.title_words import TitleWords

WORDS = "words"


@dataclass(frozen=True, eq=False)
class Segment:
    """The entries, the vectors and the words, row by row those of the same record."""

    entries: tuple[Entry, ...]
    dense: Dense
    words: Counts

    @cached_property
    def titles(self) -> TitleWords:
        """The words of the entries' titles; kept, because versions share their parts."""
        return TitleWords.build(self.entries)

    def save(self, directory: Path) -> None:
        """Make the folder and write everything into it."""
        (directory / WORDS).mkdir(parents=True)
        self.dense.save(directory)
        self.words.save(directory / WORDS)
        save_entries(directory, self.entries)

    @classmethod
    def load(cls, directory: Path, store: DenseStore) -> Segment:
        """Raises OSError, ValueError or IndexUnusableError where files are gone or cut."""
        words = Counts.load(directory / WORDS)
        return cls(read_entries(directory), store.load(directory), words)
