"""The items of a Google Merchant feed: RSS 2.0, Atom, or a table with tabs or commas.

https://support.google.com/merchants/answer/7052112 describes the attributes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from knowledge.importers.csv_table import read_table
from knowledge.importers.grids import Element
from knowledge.importers.report import RowError

# Some feeds are one line of many megabytes.
LONGEST_READ = 1024 * 1024

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
    yield from _xml_items(path) if _is_xml(path) else _table_items(path)


def attribute_name(written: str) -> str:
    """An attribute's name as the specification has it: "g:Image link" is "image_link"."""
    return written.strip().lower().removeprefix("g:").replace(" ", "_")


def _is_xml(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            # UTF-16, which XML allows too, has its mark and a zero byte around the sign.
            return file.read(64).lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")
    except OSError:
        return False


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
    """Element by element, so that a large feed needs little memory."""
    found, line = False, 0
    try:
        for number, event, element in _events(path):
            if event == "start":
                if element.getparent() is None and element.getroottree().docinfo.internalDTD:
                    reason = "declares a DOCTYPE, which feeds have not: remove it"
                    yield RowError(str(path), 1, "", reason)
                    return
                line = number if _is_item(element) else line
            elif _is_item(element):
                found = True
                yield Item(str(path), line, _values(element))
                _forget(element)
    except (etree.XMLSyntaxError, OSError) as error:
        yield _broken(path, error)
        return
    if not found:
        yield RowError(str(path), 0, "", "holds no <item> and no <entry>")


def _events(path: Path) -> Iterator[tuple[int, str, Element]]:
    """Each element's start and end with the line; lxml's own numbers end at 65,535.

    Entities are never expanded and nothing is loaded.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    line = 1
    with path.open("rb") as file:
        while data := file.readline(LONGEST_READ):
            parser.feed(data)
            for event, element in parser.read_events():
                if isinstance(element, Element):
                    yield line, str(event), element
            line += data.endswith(b"\n")
    parser.close()


def _is_item(element: Element) -> bool:
    return etree.QName(element).localname in {"item", "entry"}


def _values(item: Element) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for child in item:
        name = etree.QName(child).localname.lower()
        if len(child):
            text = _detail(child) if name == "product_detail" else ""
        else:
            # Atom has a link's address in an attribute.
            text = (child.text or child.get("href") or "").strip()
        if text:
            values[name] = (*values.get(name, ()), text)
    return values


def _detail(element: Element) -> str:
    parts = {etree.QName(part).localname: (part.text or "").strip() for part in element}
    names = ("section_name", "attribute_name", "attribute_value")
    return ":".join(parts.get(name, "") for name in names)


def _forget(element: Element) -> None:
    """Drop an element that was read and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _broken(path: Path, error: Exception) -> RowError:
    if isinstance(error, etree.XMLSyntaxError):
        line = error.lineno or 0
        reason = " ".join((error.msg or "empty").split())
        return RowError(str(path), line, "", f"is broken XML: {reason}; nothing after it was read")
    return RowError(str(path), 0, "", f"cannot be read: {error}")
