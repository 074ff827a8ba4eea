"""The columns and fields of review exports under one name each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.importers.csv_table import TableRow, read_table
from knowledge.importers.files import read_rows
from knowledge.importers.interface import RawRow
from knowledge.importers.records import text
from knowledge.importers.report import RowError
from knowledge.importers.text_files import text_lines
from knowledge.importers.xml_elements import is_xml, local_name, read_elements

# Some APIs put the list into an object.
WRAPPED = re.compile(r'\s*\{\s*"reviews"\s*:\s*\[')
TABLES = (".csv", ".tsv", ".txt")

# Per name of ours: what Judge.me, Loox, Yotpo, Okendo, Stamped, Shopify and WordPress call it,
# in lower case without signs. "reviewer.name" in JSON is "reviewername".
NAMES: Mapping[str, tuple[str, ...]] = {
    name: tuple(aliases.split())
    for name, aliases in {
        "id": "reviewid id commentid",
        "rating": "overall rating reviewrating reviewscore starrating ratingvalue stars score",
        "title": "title reviewtitle headline reviewheadline subject summary",
        "text": (
            "body text review reviewbody reviewcontent reviewtext reviewmessage content comment"
            " commentcontent message"
        ),
        "author": (
            "author reviewername nickname displayname reviewerdisplayname commentauthor name"
            " fullname customername reviewer username"
        ),
        "date": (
            "date reviewdate createdat datecreated commentdate reviewcreatedat submittedat"
            " datesubmitted publishedat timestamp reviewtimestamp"
        ),
        "product id": "productid producthandle handle productslug commentpostid itemid",
        "product sku": "sku productsku variantsku",
        "product barcode": "gtin productgtin ean barcode productbarcode",
        "product url": "producturl productlink link",
        "product title": "producttitle productname product posttitle itemname",
        "status": "status state reviewstatus curated commentapproved approved isapproved published",
        "hidden": "hidden ishidden archived isspam",
        "kind": "commenttype",
        "parent": "commentparent",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One review as its file has it. `cells` maps plain names to texts, `labels` to columns."""

    file: str
    line: int
    cells: Mapping[str, str]
    labels: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The first text that one of our names has."""
        return next(self.all(name), "")

    def all(self, name: str) -> Iterator[str]:
        """Every text that one of our names has, the surest first."""
        return (self.cells[alias] for alias in NAMES[name] if self.cells.get(alias))

    def label(self, name: str) -> str:
        """What the file calls one of our names."""
        present = [alias for alias in NAMES[name] if alias in self.cells]
        filled = [alias for alias in present if self.cells[alias]]
        return self.labels[(filled or present)[0]] if present else name

    def error(self, name: str, reason: str) -> RowError:
        """An error in the column of one of our names."""
        return RowError(self.file, self.line, self.label(name), reason)


def plain(column: str) -> str:
    """A column's name in lower case without signs."""
    return re.sub(r"[\W_]+", "", column.lower())


def has(columns: Iterable[str], *names: str) -> bool:
    """Whether there is a column for each of our `names`."""
    present = {plain(column) for column in columns}
    return all(present & set(NAMES[name]) for name in names)


def read_entries(path: Path) -> Iterator[Entry | RowError]:
    """The reviews of a table, a file of JSON or YAML objects, or Google's XML."""
    if is_xml(path):
        yield from _xml_entries(path)
        return
    is_table = path.suffix.lower() in TABLES
    for row in read_table(path) if is_table else read_rows(path, _keys(path)):
        if isinstance(row, RawRow):
            yield _entry(row.file, row.line, dict(_flat(row.value)))
        elif isinstance(row, TableRow):
            yield _entry(row.file, row.line, row.cells)
        elif isinstance(row, RowError):
            yield row


def _xml_entries(path: Path) -> Iterator[Entry | RowError]:
    for found in read_elements(path, ("review",)):
        if isinstance(found, RowError):
            yield found
            continue
        line, review = found
        cells: dict[str, str] = {}
        for leaf in review.iter():
            if not len(leaf) and (words := (leaf.text or "").strip()):
                # A rating says which scale it is on.
                scale = f"/{leaf.get('max')}" if leaf.get("max") else ""
                cells.setdefault(local_name(leaf), words + scale)
        yield _entry(str(path), line, cells)


def names_within(head: str) -> frozenset[str]:
    """Every field's name in the beginning of a JSON file; that of "reviewer.name" is "name"."""
    return frozenset(re.findall(r'"([^"\\]{1,60})"\s*:', head))


def _keys(path: Path) -> tuple[str, ...]:
    """Where the list is in a JSON file that holds one object."""
    begin = "".join(line for line in islice(text_lines(path), 3) if isinstance(line, str))
    return ("reviews",) if WRAPPED.match(begin) else ()


def _entry(file: str, line: int, cells: Mapping[str, str]) -> Entry:
    by_name = {plain(column): cell for column, cell in cells.items()}
    return Entry(file, line, by_name, {plain(column): column for column in cells})


def _flat(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Fields as texts; those of an object within one are "reviewer.name"."""
    for name, item in value.items():
        if isinstance(item, dict) and not prefix:
            yield from _flat(item, f"{name}.")
        elif isinstance(item, str):
            yield prefix + name, item.strip()
        elif not isinstance(item, (list, dict)):
            yield prefix + name, text(item)
