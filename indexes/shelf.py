"""One kind of records (products or policy sections) as it is searched: vectors and words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from indexes.dense import Dense
from indexes.encoder import Vectors
from indexes.fields import Fields
from indexes.lexical import Lexical

ENTRIES = "entries.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record: enough to name it, never a value to state."""

    id: str
    title: str
    brand: str = ""


class Shelf:
    """The entries of one kind with both ways to search them, row by row the same."""

    def __init__(self, entries: Sequence[Entry], dense: Dense, lexical: Lexical) -> None:
        self.entries = tuple(entries)
        self.dense = dense
        self.lexical = lexical
        self._row_of = {entry.id: row for row, entry in enumerate(self.entries)}

    @classmethod
    def build(cls, entries: Sequence[Entry], texts: Sequence[Fields], vectors: Vectors) -> Shelf:
        """Index `entries`, at least one, by the words of `texts` and by unit `vectors`."""
        return cls(entries, Dense.build(vectors), Lexical.build(texts))

    def save(self, directory: Path) -> None:
        directory.mkdir()
        self.dense.save(directory)
        self.lexical.save(directory)
        entries = json.dumps([asdict(entry) for entry in self.entries], ensure_ascii=False)
        (directory / ENTRIES).write_text(entries, "utf-8")

    @classmethod
    def load(cls, directory: Path) -> Shelf:
        entries = [Entry(**entry) for entry in json.loads((directory / ENTRIES).read_text("utf-8"))]
        return cls(entries, Dense.load(directory), Lexical.load(directory))

    def rows(self, ids: Sequence[str]) -> list[int]:
        """The rows of those ids that are here."""
        return [self._row_of[key] for key in ids if key in self._row_of]
