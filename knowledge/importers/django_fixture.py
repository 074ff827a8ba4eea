"""A Django fixture, as `dumpdata` writes it: a JSON array of objects of many models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.importers.files import read_rows
from knowledge.importers.interface import RawRow, Row
from knowledge.importers.report import RowError


@dataclass(frozen=True, slots=True)
class Record:
    """One object. `pk` is its primary key, by which others refer to it."""

    file: str
    line: int
    pk: Hashable
    fields: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """A field's value, ``None`` where the object has no such field."""
        return self.fields.get(name)

    def error(self, name: str, reason: str) -> RowError:
        """An error in one field."""
        return RowError(self.file, self.line, name, reason)


@dataclass(slots=True)
class Fixture:
    """The objects of a file by model ("product.product") and primary key."""

    tables: dict[str, dict[Hashable, Record]] = field(default_factory=dict)

    def table(self, model: str) -> dict[Hashable, Record]:
        """All objects of a model in the order of the file."""
        return self.tables.get(model, {})

    def get(self, model: str, pk: object) -> Record | None:
        """The object that a reference names."""
        return self.table(model).get(pk) if isinstance(pk, Hashable) else None

    def by(self, model: str, name: str) -> dict[object, list[Record]]:
        """The objects of a model by what their field `name` refers to, in their sort order."""
        found: dict[object, list[Record]] = defaultdict(list)
        for record in self.table(model).values():
            if isinstance(record[name], Hashable):
                found[record[name]].append(record)
        for records in found.values():
            records.sort(key=_sort_order)
        return found


def read_fixture(
    path: Path, models: frozenset[str], keys: Collection[str]
) -> tuple[Fixture, list[Row]]:
    """The objects of `models` in a file, and what of it cannot be read.

    `keys` are the fields by which objects are looked up: theirs are single values.
    """
    fixture, problems = Fixture(), list[Row]()
    for row in read_rows(path):
        record = _record(row, keys) if isinstance(row, RawRow) else row
        if not isinstance(record, Record):
            problems.append(record)
        elif isinstance(row, RawRow) and (model := str(row.value["model"]).lower()) in models:
            fixture.tables.setdefault(model, {})[record.pk] = record
    return fixture, problems


def _record(row: RawRow, keys: Collection[str]) -> Record | RowError:
    value = row.value
    missing = [name for name in ("model", "pk", "fields") if name not in value]
    if missing:
        return RowError(row.file, row.line, missing[0], "is missing")
    pk, fields = value["pk"], value["fields"]
    if not isinstance(fields, dict) or not isinstance(pk, (str, int)):
        return RowError(row.file, row.line, "", "is no object of a Django fixture")
    for name in keys:
        if isinstance(fields.get(name), (list, dict)):
            return RowError(row.file, row.line, name, "must be a single value")
    return Record(row.file, row.line, pk, fields)


def _sort_order(record: Record) -> tuple[bool, int]:
    order = record["sort_order"]
    return (not isinstance(order, int), order if isinstance(order, int) else 0)


def chain(record: Record, fixture: Fixture, model: str) -> Iterator[Record]:
    """`record` and the objects above it, by their field `parent`."""
    seen: set[Hashable] = set()
    above: Record | None = record
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        yield above
        above = fixture.get(model, above["parent"])
