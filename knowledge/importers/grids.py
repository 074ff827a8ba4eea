"""Tables of HTML as rows of plain cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

Element = etree._Element  # noqa: SLF001 - the class has no public name

# Where a tree was not parsed from the user's own file, its rows carry their lines in this.
LINE = "data-source-line"
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row as plain text; `line` counts from 1, 0 where it is not known."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `header` is its first row, which names the columns where it `is_headed`."""

    header: TableRow
    rows: tuple[TableRow, ...]
    is_headed: bool = True

    def lines(self) -> Iterator[str]:
        """Each row as a line: "Spain: method Express, cost €24.90"."""
        names = self.header.cells[1:] if self.is_headed else ()
        for row in self.rows if self.is_headed else (self.header, *self.rows):
            cells = [
                f"{names[i].lower() if i < len(names) else ''} {cell}".strip()
                for i, cell in enumerate(row.cells[1:])
                if not is_blank(cell)
            ]
            first, rest = row.cells[0] if row.cells else "", ", ".join(cells)
            if first or rest:
                yield f"{first}: {rest}" if first and rest else first or rest


def is_blank(cell: str) -> bool:
    """Whether a cell is empty or holds a dash for nothing."""
    return cell.strip() in {"", "-", "–", "—"}


def read_table(element: Element, text_of: Callable[[Element], str]) -> Table | None:
    """The table of a `<table>`; ``None`` for one that only lays out a page."""
    rows = list(element.iter("tr"))
    if next(element.iterdescendants("table", "h1", "h2", "h3"), None) is not None:
        return None
    first, *body = _grid(rows, text_of) or [TableRow(0, ())]
    if len(first.cells) < 2:
        return None
    return Table(first, tuple(body), bool(body) and _is_header(rows[0], first, body))


def _is_header(row: Element, first: TableRow, body: Sequence[TableRow]) -> bool:
    """Whether the first row names the columns: it is marked so, or alone without figures."""
    parent = row.getparent()
    if (parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in row):
        return True
    texts = [" ".join(cells.cells[1:]) for cells in (first, *body)]
    has_figures = [any(char.isdigit() for char in text) for text in texts]
    return len(first.cells) > 2 and not has_figures[0] and all(has_figures[1:])


def _grid(rows: list[Element], text_of: Callable[[Element], str]) -> list[TableRow]:
    """Rows with a cell in each column: one that spans rows is in all of them.

    Rows that are too short, as broken pages have them, end with empty cells.
    """
    grid: list[TableRow] = []
    below: dict[int, tuple[int, str]] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _take(below, cells)
            height, width = _span(cell, "rowspan"), min(_span(cell, "colspan"), MOST_COLUMNS)
            for text in [text_of(cell), *[""] * (width - 1)]:
                if height > 1:
                    below[len(cells)] = (height - 1, text)
                cells.append(text)
        _take(below, cells)
        grid.append(TableRow(_line(row), tuple(cells)))
    width = max((len(row.cells) for row in grid), default=0)
    return [TableRow(row.line, row.cells + ("",) * (width - len(row.cells))) for row in grid]


def _take(below: dict[int, tuple[int, str]], cells: list[str]) -> None:
    """Put in what reaches down from the rows above, up to the next free column."""
    while (column := len(cells)) in below:
        height, text = below.pop(column)
        if height > 1:
            below[column] = (height - 1, text)
        cells.append(text)


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "").strip()
    return max(1, int(written)) if written.isdecimal() else 1


def _line(row: Element) -> int:
    written = row.get(LINE, "")
    if written.isdecimal():
        return int(written)
    return row.sourceline if isinstance(row.sourceline, int) else 0
