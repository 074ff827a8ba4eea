"""Products whose variants are rows of their own, anywhere in the file.

The file is read twice: first to learn who belongs together, then to hand out each family as
soon as it is complete, so that only families whose rows are far apart are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from knowledge.importers.csv_table import TableRow

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Family(Generic[C]):
    """A product's row with its children, in the order of the file."""

    parent: TableRow
    children: tuple[C, ...]


class Families(Generic[C]):
    """Collects families; `expected` says how many children each parent's key has."""

    def __init__(self, expected: Mapping[str, int]) -> None:
        self._missing = Counter(expected)
        self._parents: dict[str, TableRow] = {}
        self._children: dict[str, list[C]] = {}

    def add_parent(self, key: str, row: TableRow) -> Family[C] | None:
        """The family, if this was the last of it."""
        self._parents[key] = row
        return self._complete(key)

    def add_child(self, key: str, child: C | None) -> Family[C] | None:
        """The family, if this was the last of it; ``None`` is a child that does not count."""
        self._missing[key] -= 1
        if child is not None:
            self._children.setdefault(key, []).append(child)
        return self._complete(key)

    def _complete(self, key: str) -> Family[C] | None:
        if self._missing[key] > 0 or key not in self._parents:
            return None
        return self._family(key)

    def _family(self, key: str) -> Family[C]:
        return Family(self._parents.pop(key), tuple(self._children.pop(key, ())))
