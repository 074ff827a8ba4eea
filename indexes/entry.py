"""What the index keeps of one record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

FILE = "entries.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record: enough to name it, never a value to state.

    `digest` differs once a text changes that the record is found by.
    """

    id: str
    title: str
    brand: str = ""
    digest: str = ""


def save_entries(directory: Path, entries: Iterable[Entry]) -> None:
    """Write them, in order, into a folder that is there."""
    names = [field.name for field in fields(Entry)]
    with (directory / FILE).open("w", encoding="utf-8") as file:
        for entry in entries:
            values = {name: getattr(entry, name) for name in names}
            file.write(json.dumps(values, ensure_ascii=False) + "\n")


def read_entries(directory: Path) -> tuple[Entry, ...]:
    """What `save_entries` wrote. Raises OSError or ValueError where it is gone or cut."""
    with (directory / FILE).open(encoding="utf-8") as file:
        return tuple(Entry(**json.loads(line)) for line in file)
