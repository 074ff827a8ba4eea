"""One kind of records (products or policy sections) as it is searched: vectors and words.

A shelf is a large part, the base, and a small one with what was added since: a new record
is searchable without writing all others again. Rows of both are numbered one after the
other; rows of records that changed or went away stay where they are and are not found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexes.counts import Flags
from indexes.dense import Joined, Rows
from indexes.entry import Entry
from indexes.lexical import Lexical
from indexes.segment import Segment
from indexes.title_words import TitleWords

BASE, ADDED, GONE = "base", "added", "gone.npy"


class Shelf:
    """The entries of one kind with both ways to search them, row by row the same."""

    def __init__(self, segments: Sequence[Segment], gone: Rows) -> None:
        """`gone` are rows of records that are no longer there."""
        self.segments = tuple(segments)
        self.entries = tuple(entry for segment in segments for entry in segment.entries)
        self.live: Flags = np.ones(len(self.entries), dtype=np.bool_)
        self.live[gone] = False
        self.dense = Joined([segment.dense for segment in segments], self.live)
        self.lexical = Lexical([segment.words for segment in segments], self.live)
        self._row_of = {self.entries[row].id: int(row) for row in np.flatnonzero(self.live)}

    @property
    def size(self) -> int:
        """How many records can be found."""
        return len(self._row_of)

    @property
    def live_entries(self) -> list[Entry]:
        """The entries that can be found."""
        return [self.entries[row] for row in self._row_of.values()]

    def titles(self) -> TitleWords:
        """The words of the titles that can be found, row by row."""
        return TitleWords.joined([segment.titles for segment in self.segments], self.live)

    def rows(self, ids: Sequence[str]) -> list[int]:
        """The rows of those ids that are here."""
        return [self._row_of[key] for key in ids if key in self._row_of]
