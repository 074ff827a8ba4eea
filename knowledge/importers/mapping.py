"""Any table or JSON by a mapping file, which the user writes (`shopbot catalog map` starts one)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.importers import native
from knowledge.importers.csv_table import TableRow, read_table
from knowledge.importers.files import read_rows
from knowledge.importers.interface import Options, RawRow, Row, Sample
from knowledge.importers.mapped_rows import product_rows
from knowledge.importers.mapped_values import MISSING, lookup
from knowledge.importers.mapping_file import MappingFile, load_mapping
from knowledge.importers.records import text
from knowledge.importers.report import LeftOut, RowError

Record = RawRow | RowError


def recognises(_sample: Sample) -> bool:
    """Never by itself: what a column means is what the mapping file says."""
    return False


def read(path: Path, options: Options) -> Iterator[Row]:
    """One row a product, and one a review that it holds."""
    if options.mapping is None:
        reason = (
            f"needs a mapping file: start one with `shopbot catalog map {path}`, give it by --map"
        )
        yield RowError(str(path), 0, "", reason)
        return
    mapping = load_mapping(options.mapping)
    if not isinstance(mapping, MappingFile):
        yield from mapping
        return
    if errors := list(_unknown_columns(path, options.mapping, mapping)):
        yield from errors
        return
    counts = _group_sizes(path, mapping)
    waiting: dict[str, list[RawRow]] = {}
    for number, record in enumerate(read_records(path, mapping.rows)):
        if isinstance(record, RowError):
            yield record
            continue
        key = _group(record, mapping) or f"row {number}"
        if reason := _unwanted(record, mapping):
            counts[key] -= 1
            yield LeftOut(record.file, record.line, "", reason)
        else:
            waiting.setdefault(key, []).append(record)
        if counts[key] <= len(waiting.get(key, ())) and (group := waiting.pop(key, None)):
            product, *reviews = product_rows(group, mapping, options)
            if any(not variant["currency"] for variant in product.value["variants"]):
                reason = (
                    "is not in the mapping file: write it there, or give it with --currency EUR"
                )
                yield RowError(str(path), 0, "currency", reason)
                return
            yield from (product, *reviews)


def read_records(path: Path, keys: Sequence[str] = ()) -> Iterator[Record]:
    """The rows of a table or of JSON as they are; a table's columns in lower case."""
    if path.suffix.lower() in native.SUFFIXES:
        yield from (row for row in read_rows(path, keys) if isinstance(row, (RawRow, RowError)))
        return
    for row in read_table(path):
        yield RawRow(row.file, row.line, dict(row.cells)) if isinstance(row, TableRow) else row


def _unknown_columns(path: Path, file: Path, mapping: MappingFile) -> Iterator[RowError]:
    """Columns that the mapping names and the table does not have; in JSON fields may be absent."""
    first = next(iter(read_records(path, mapping.rows)), None)
    if path.suffix.lower() in native.SUFFIXES or not isinstance(first, RawRow):
        return
    named = [(field, column) for field, columns in mapping.columns().items() for column in columns]
    named += [("variants.group_by", mapping.group_by)] if mapping.group_by else []
    for field, column in [*named, *((f"only.{name}", name) for name in mapping.only)]:
        if lookup(first.value, column) is MISSING:
            reason = f"names the column {column!r}; {path} has {', '.join(first.value)}"
            yield RowError(str(file), 0, field, reason)


def _group_sizes(path: Path, mapping: MappingFile) -> Counter[str]:
    """How many rows each product has: one reading more, so that few rows need to be kept."""
    if not mapping.group_by:
        return Counter()
    records = read_records(path, mapping.rows)
    return Counter(_group(record, mapping) for record in records if isinstance(record, RawRow))


def _group(record: RawRow, mapping: MappingFile) -> str:
    """What the rows of one product share; a row without it stands alone."""
    found = lookup(record.value, mapping.group_by) if mapping.group_by else MISSING
    return "" if found is MISSING else text(found)


def _unwanted(record: RawRow, mapping: MappingFile) -> str:
    """Why the mapping leaves this row out, or an empty text."""
    for column, wanted in mapping.only.items():
        found = lookup(record.value, column)
        value = "" if found is MISSING else text(found)
        if value.lower() not in wanted:
            return f"has {column} {value!r}"
    return ""
