"""What an import changes, and the least writing that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from knowledge.errors import StoreError

T = TypeVar("T")

# Databases take a limited number of parameters in one statement.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records an import added, altered, left as they were and removed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """`values` in lists short enough for one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def insert(connection: Any, table: Any, values: list[dict[str, Any]]) -> None:
    """Insert rows, if any."""
    if values:
        connection.execute(sa.insert(table), values)


def update(connection: Any, table: Any, values: list[dict[str, Any]]) -> None:
    """Overwrite the rows with these ids, if any, in the columns given."""
    if values:
        change = {name: sa.bindparam(f"new_{name}") for name in values[0]}
        statement = sa.update(table).where(table.c.id == sa.bindparam("new_id")).values(change)
        connection.execute(statement, [{f"new_{k}": v for k, v in row.items()} for row in values])


def delete(connection: Any, column: Any, values: Iterable[str]) -> None:
    """Delete the rows whose `column` is one of `values`."""
    for chunk in chunks(values):
        connection.execute(sa.delete(column.table).where(column.in_(chunk)))


def compare(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """What the step from `before` to `after`, both by id, changes."""
    common = before.keys() & after.keys()
    unchanged = sum(before[key] == after[key] for key in common)
    return Changes(
        new=len(after) - len(common),
        changed=len(common) - unchanged,
        unchanged=unchanged,
        deleted=len(before) - len(common),
    )


class Ledger:
    """Which of a table's records an import has seen, and which of them changed.

    Holds an id and a hash for each record of the table, and nothing else of it.
    """

    def __init__(self, connection: Any, table: Any) -> None:
        self._connection, self._table = connection, table
        query = sa.select(table.c.id, table.c.record)
        self._stored: dict[str, str] = dict(connection.execute(query).all())
        self._seen: set[str] = set()
        self._new = self._changed = self._unchanged = self._deleted = 0

    @property
    def known(self) -> frozenset[str]:
        """The ids that were there before."""
        return frozenset(self._stored)

    @property
    def seen(self) -> frozenset[str]:
        """The ids that this import has brought."""
        return frozenset(self._seen)

    @property
    def changes(self) -> Changes:
        """What has been done so far."""
        return Changes(self._new, self._changed, self._unchanged, self._deleted)

    def write(self, given: Iterable[dict[str, Any]]) -> tuple[list[str], list[str]]:
        """Bring rows in; the ids of the new and of the changed ones.

        Raises StoreError for an id that this import has brought already.
        """
        new, changed = [], []
        for row in given:
            if row["id"] in self._seen:
                raise StoreError(f"{row['id']!r} occurs twice among the {self._table.name}")
            self._seen.add(row["id"])
            record = self._stored.get(row["id"])
            if record is None:
                new.append(row)
            elif record != row["record"]:
                changed.append(row)
            else:
                self._unchanged += 1
        insert(self._connection, self._table, new)
        update(self._connection, self._table, changed)
        self._new += len(new)
        self._changed += len(changed)
        return [row["id"] for row in new], [row["id"] for row in changed]

    def delete_unseen(self) -> None:
        """Delete what this import has not brought."""
        gone = self._stored.keys() - self._seen
        delete(self._connection, self._table.c.id, gone)
        self._deleted += len(gone)
