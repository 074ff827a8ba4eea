"""Magento 2's product export (CSV).

A configurable product names its variants' rows in `configurable_variations`; they mostly come
before it. Rows with a `store_view_code` only translate another row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.importers.csv_table import TableRow, read_table
from knowledge.importers.families import Families
from knowledge.importers.interface import Options, Row, Sample
from knowledge.importers.magento_rows import product_row, variations
from knowledge.importers.report import LeftOut

SOLD_ALONE = {"simple", "virtual", "downloadable"}
LEFT_OUT = {
    "bundle": "is a bundle of products that are imported one by one",
    "grouped": "is a group of products that are imported one by one",
}


@dataclass(slots=True)
class _Outline:
    """What a first reading tells.

    `lines` is the line of each SKU's own row, `parents` the SKU of the configurable product
    that a variant belongs to.
    """

    lines: dict[str, int] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def expected(self) -> Counter[str]:
        """How many variants of each configurable product have rows."""
        return Counter(parent for child, parent in self.parents.items() if child in self.lines)


def recognises(sample: Sample) -> bool:
    """Whether the columns are those of a Magento export."""
    columns = set(sample.columns)
    return columns >= {"sku", "product_type", "name", "price"} and bool(
        columns & {"attribute_set_code", "product_websites", "configurable_variations"}
    )


def read(path: Path, options: Options) -> Iterator[Row]:
    """One row a product with its variants; what is disabled or hidden is left out."""
    outline = _outline(path)
    families = Families[TableRow](outline.expected())
    for row in read_table(path):
        if isinstance(row, TableRow):
            yield from _placed(row, outline, families, options)
        else:
            yield row


def _outline(path: Path) -> _Outline:
    outline, translated = _Outline(), set[str]()
    for row in read_table(path):
        if not isinstance(row, TableRow) or (
            row["store_view_code"] and row["sku"] in outline.lines
        ):
            continue
        # Some files hold no row without a store view: then the first one counts.
        if row["sku"] not in outline.lines or row["sku"] in translated:
            outline.lines[row["sku"]] = row.line
        (translated.add if row["store_view_code"] else translated.discard)(row["sku"])
        if row["product_type"] == "configurable" and not _left_out(row):
            for child in variations(row):
                outline.parents.setdefault(child, row["sku"])
    return outline


def _placed(
    row: TableRow, outline: _Outline, families: Families[TableRow], options: Options
) -> Iterator[Row]:
    """What can be told as soon as `row` is read."""
    sku, family = row["sku"], None
    translates = row["store_view_code"] and outline.lines[sku] != row.line
    reason = f"translates {sku!r} for another store view" if translates else _left_out(row)
    if sku in outline.parents and not translates:
        family = families.add_child(outline.parents[sku], None if reason else row)
    elif row["product_type"] == "configurable" and not reason:
        family = families.add_parent(sku, row)
    elif not reason and row["visibility"].lower() == "not visible individually":
        reason = "is not visible by itself, and no configurable product names it"
    elif not reason:
        yield product_row(row, (), options)
    if reason:
        yield LeftOut(row.file, row.line, "", reason)
    if family is None:
        return
    missing = [child for child in variations(family.parent) if child not in outline.lines]
    if family.children or missing:
        yield product_row(family.parent, family.children, options, missing=missing)
    else:
        parent = family.parent
        yield LeftOut(parent.file, parent.line, "", "has no variants that are for sale")


def _left_out(row: TableRow) -> str:
    """Why the row is not for sale, or an empty text."""
    if row["product_online"] in {"0", "2"}:
        return "is disabled"
    of_type = row["product_type"].lower()
    if of_type in SOLD_ALONE | {"configurable"}:
        return ""
    return LEFT_OUT.get(of_type) or f"is of type {of_type!r}, which is not read"
