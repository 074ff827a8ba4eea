"""The items of a Google Merchant feed: RSS 2.0, Atom, or a table with tabs or commas.

https://support.google.com/merchants/answer/7052112 describes the attributes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.csv_table import read_table
from knowledge.importers.grids import Element
from knowledge.importers.report import RowError
from knowledge.importers.xml_elements import is_xml, local_name, read_elements

# Attributes of which a table holds several in one cell, with commas between them.
LISTS = ("additional_image_link", "product_detail", "product_highlight")


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `values` maps an attribute's name, such as "image_link", to its values.

    A product detail is a text "section:name:value", as in tables.
    """

    file: str
    line: int
    values: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> str:
        """The first value of an attribute; empty where there is none."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of an attribute."""
        return self.values.get(name, ())

    def error(self, name: str, reason: str) -> RowError:
        """An error in one attribute."""
        return RowError(self.file, self.line, name, reason)


def read_items(path: Path) -> Iterator[Item | RowError]:
    """The items of a feed in order, with an error in place of what cannot be read."""
    yield from _xml_items(path) if is_xml(path) else _table_items(path)


def attribute_name(written: str) -> str:
    """An attribute's name as the specification has it: "g:Image link" is "image_link"."""
    return written.strip().lower().removeprefix("g:").replace(" ", "_")


def _table_items(path: Path) -> Iterator[Item | RowError]:
    for row in read_table(path):
        if isinstance(row, RowError):
            yield row
            continue
        cells = ((attribute_name(name), cell) for name, cell in row.cells.items() if cell)
        values = {name: _listed(cell) if name in LISTS else (cell,) for name, cell in cells}
        yield Item(row.file, row.line, values)


def _listed(cell: str) -> tuple[str, ...]:
    parts = next(csv.reader([" ".join(cell.split())], skipinitialspace=True), [])
    return tuple(part.strip() for part in parts if part.strip())


def _xml_items(path: Path) -> Iterator[Item | RowError]:
    for found in read_elements(path, ("item", "entry")):
        if isinstance(found, RowError):
            yield found
        else:
            line, element = found
            yield Item(str(path), line, _values(element))


def _values(item: Element) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for child in item:
        name = local_name(child).lower()
        if len(child):
            text = _detail(child) if name == "product_detail" else ""
        else:
            # Atom has a link's address in an attribute.
            text = (child.text or child.get("href") or "").strip()
        if text:
            values[name] = (*values.get(name, ()), text)
    return values


def _detail(element: Element) -> str:
    parts = {local_name(part): (part.text or "").strip() for part in element}
    names = ("section_name", "attribute_name", "attribute_value")
    return ":".join(parts.get(name, "") for name in names)
