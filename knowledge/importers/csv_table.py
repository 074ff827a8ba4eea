"""Tables as shops export them: comma, semicolon or tab, quoted, with a header row.

Each row knows the line where it begins, also where a quoted text runs over several lines.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from knowledge.importers.report import RowError
from knowledge.importers.text_files import text_lines

DELIMITERS = ",;\t|"

# Whole web pages are pasted into descriptions; Python's own limit is 128 KiB.
csv.field_size_limit(16 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `cells` maps each column, lower-cased, to its text without outer spaces."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of `column`, in any case; empty where the table has no such column."""
        return self.cells.get(column.lower(), "")

    def error(self, column: str, reason: str) -> RowError:
        """An error in one cell."""
        return RowError(self.file, self.line, column, reason)


class _UnreadableError(Exception):
    """What follows in the file cannot be read; carries the error of the row."""

    def __init__(self, error: RowError) -> None:
        super().__init__(error)
        self.error = error


def header_of(text: str) -> tuple[str, ...]:
    """The columns of a table that begins with `text`, lower-cased."""
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text))
    try:
        return tuple(name.strip().lower() for name in next(lines, []))
    except csv.Error:
        return ()


def delimiter_of(text: str) -> str:
    """The delimiter of a table that begins with `text`: the most frequent in its header."""
    outside_quotes = "".join(text.partition("\n")[0].split('"')[::2])
    return max(DELIMITERS, key=outside_quotes.count)


def read_table(path: Path) -> Iterator[TableRow | RowError]:
    """The rows of a table in order, with an error in place of each that cannot be read.

    Rows of empty cells are no rows. A header that is missing, repeated or followed by
    nothing is an error.
    """
    try:
        yield from _rows(path, _decoded(path))
    except _UnreadableError as broken:
        yield broken.error


def grouped(
    rows: Iterable[TableRow | RowError], key: Callable[[TableRow], str]
) -> Iterator[RowError | list[TableRow]]:
    """Rows that follow each other under one key; errors come before the group they stand in."""
    group: list[TableRow] = []
    for row in rows:
        if isinstance(row, RowError):
            yield row
        elif group and key(row) != key(group[0]):
            yield group
            group = [row]
        else:
            group.append(row)
    if group:
        yield group


def _decoded(path: Path) -> Iterator[str]:
    for line in text_lines(path):
        if isinstance(line, RowError):
            raise _UnreadableError(line)
        yield line


def _rows(path: Path, lines: Iterator[str]) -> Iterator[TableRow | RowError]:
    first = next(lines, "")
    numbered = _numbered(path, chain([first], lines), delimiter_of(first))
    line, header = next(numbered, (0, []))
    columns = [name.strip() for name in header]
    if error := _header_error(path, line, columns):
        yield error
        return
    keys = [name.lower() for name in columns]
    empty = True
    for line, cells in numbered:
        empty = False
        row = TableRow(str(path), line, dict(zip(keys, map(str.strip, cells), strict=False)))
        yield _length_error(row, columns, cells) or row
    if empty:
        yield RowError(str(path), line, "", "holds a header and no rows")


def _numbered(path: Path, lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with the line where it begins."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"is broken CSV: {error}; nothing after it was read"
        raise _UnreadableError(RowError(str(path), line, "", reason)) from error


def _header_error(path: Path, line: int, columns: Sequence[str]) -> RowError | None:
    if not columns:
        return RowError(str(path), 0, "", "is empty")
    named = [name.lower() for name in columns if name]
    twice = next((name for name in columns if name and named.count(name.lower()) > 1), "")
    return RowError(str(path), line, twice, "is a column twice: rename one") if twice else None


def _length_error(row: TableRow, columns: Sequence[str], cells: Sequence[str]) -> RowError | None:
    if len(cells) < len(columns):
        reason = f"is missing: the row has {len(cells)} cells, the header {len(columns)}"
        return row.error(columns[len(cells)], reason)
    beyond = [cell for name, cell in zip(columns, cells, strict=False) if not name and cell.strip()]
    if len(cells) > len(columns) or beyond:
        reason = f"has {len(cells)} cells, the header {len([c for c in columns if c])}"
        return RowError(row.file, row.line, columns[-1], f"is followed by more: the row {reason}")
    return None
