"""A part of a shelf that never changes once it is built: records, their vectors and words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from indexes.counts import Counts
from indexes.dense import Dense, DenseStore

ENTRIES, WORDS = "entries.jsonl", "words"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record: enough to name it, never a value to state.

    `digest` differs once a text changes that the record is found by.
    """

    id: str
    title: str
    brand: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The entries, the vectors and the words, row by row those of the same record."""

    entries: tuple[Entry, ...]
    dense: Dense
    words: Counts

    def save(self, directory: Path) -> None:
        """Make the folder and write everything into it."""
        (directory / WORDS).mkdir(parents=True)
        self.dense.save(directory)
        self.words.save(directory / WORDS)
        with (directory / ENTRIES).open("w", encoding="utf-8") as file:
            for entry in self.entries:
                file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")

    @classmethod
    def load(cls, directory: Path, store: DenseStore) -> Segment:
        """Raises OSError, ValueError or IndexUnusableError where files are gone or cut."""
        words = Counts.load(directory / WORDS)
        return cls(read_entries(directory), store.load(directory), words)


def read_entries(directory: Path) -> tuple[Entry, ...]:
    """The entries alone. Raises OSError or ValueError as `Segment.load` does."""
    with (directory / ENTRIES).open(encoding="utf-8") as file:
        return tuple(Entry(**json.loads(line)) for line in file)
