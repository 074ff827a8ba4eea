"""Shopify's product export (CSV), with the columns of before and after their renaming.

A product's rows follow each other under one handle: the first has the product and its first
variant, the others a further variant, a further picture, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.importers import cells
from knowledge.importers.csv_table import TableRow, grouped, read_table
from knowledge.importers.html import to_text
from knowledge.importers.interface import Options, RawRow, Row, Sample
from knowledge.importers.metafields import RATING, RATING_COUNT, read_metafields
from knowledge.importers.report import LeftOut, Remark, RowError

# The columns of each native field, and of what decides about it: old name, new name.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("Handle", "URL handle"),
    "title": ("Title",),
    "description": ("Body (HTML)", "Description"),
    "brand": ("Vendor",),
    "category": ("Product Category",),
    "type": ("Type",),
    "tags": ("Tags",),
    "image": ("Image Src", "Product image URL"),
    "position": ("Image Position",),
    "published": ("Published", "Published on online store"),
    "status": ("Status",),
    "variants.sku": ("Variant SKU", "SKU"),
    "variants.price": ("Variant Price", "Price"),
    "variants.list_price": ("Variant Compare At Price", "Compare-at price"),
    "variants.stock": ("Variant Inventory Qty", "Inventory quantity"),
    "variants.tracker": ("Variant Inventory Tracker", "Inventory tracker"),
    "variants.policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "variants.barcode": ("Variant Barcode", "Barcode"),
    "variants.image": ("Variant Image", "Variant image URL"),
    "variants.grams": ("Variant Grams", "Weight value (grams)"),
}
ATTRIBUTES = ("Google Shopping / Gender", "Google Shopping / Age Group")
LEFT_OUT = {"draft": "is a draft", "archived": "is archived"}


def recognises(sample: Sample) -> bool:
    """Whether the columns are those of a Shopify export."""
    columns = set(sample.columns)
    old = columns >= {"handle", "title", "variant price"}
    return old or columns >= {"url handle", "title", "option1 name", "price"}


def read(path: Path, options: Options) -> Iterator[Row]:
    """One row a product; drafts and what is not published are left out."""
    names: Mapping[str, str] = {}
    for rows in grouped(read_table(path), _handle):
        if isinstance(rows, RowError):
            yield rows
            continue
        if not names:
            names = _columns(rows[0])
            yield from _remarks(rows[0], names)
        first = rows[0]
        if not _handle(first):
            yield from (row.error(names["id"], "is missing") for row in rows)
        elif reason := _left_out(first, names):
            yield LeftOut(first.file, first.line, names["id"], reason, rows=len(rows))
        else:
            yield _product(rows, names, options)


def _handle(row: TableRow) -> str:
    return row["Handle"] or row["URL handle"]


def _columns(row: TableRow) -> dict[str, str]:
    """What this file calls each field."""
    return {
        field: next((name for name in names if name.lower() in row.cells), names[0])
        for field, names in NAMES.items()
    }


def _remarks(row: TableRow, names: Mapping[str, str]) -> Iterator[Remark]:
    if names["variants.stock"].lower() not in row.cells:
        reason = "is no column of this export (it has several locations): stock is unknown"
        yield Remark(row.file, 1, names["variants.stock"], reason)
    if any(column.startswith("price / ") for column in row.cells):
        reason = "name no currency: prices of further markets were not read"
        yield Remark(row.file, 1, "Price / …", reason)


def _left_out(row: TableRow, names: Mapping[str, str]) -> str:
    """Why the product is not for sale, or an empty text."""
    status, published = row[names["status"]].lower(), row[names["published"]].lower()
    return LEFT_OUT.get(status) or ("is not published" if published == "false" else "")


def _product(rows: Sequence[TableRow], names: Mapping[str, str], options: Options) -> RawRow:
    first, handle = rows[0], _handle(rows[0])
    sold = [row for row in rows if row is first or row[names["variants.price"]] or _values(row)]
    option_names = {n: first[f"Option{n} Name"] for n in "123"}
    pictures = sorted(
        (row for row in rows if row[names["image"]]), key=lambda row: _place(row, names)
    )
    images = list(dict.fromkeys(row[names["image"]] for row in pictures))
    category = first[names["category"]]
    fields = read_metafields(first)
    rating, count = fields.pop(RATING, ("", ""))[1], fields.pop(RATING_COUNT, ("", ""))[1]
    value = cells.filled(
        id=handle,
        title=first[names["title"]],
        description=to_text(first[names["description"]]),
        brand=first[names["brand"]],
        category=category or first[names["type"]],
        url=f"/products/{handle}",
        image=images[0] if images else "",
        images=images[1:],
        tags=cells.split(first[names["tags"]]),
        attributes=cells.attributes(_attributes(rows, names) | dict(fields.values())),
        rating=rating,
        rating_count=cells.whole(str(count)),
    )
    value["variants"] = [_variant(row, option_names, names, options) for row in sold]
    lines = tuple(row.line for row in sold)
    return RawRow(first.file, first.line, value, "product", len(rows), lines, names)


def _variant(
    row: TableRow, option_names: Mapping[str, str], names: Mapping[str, str], options: Options
) -> dict[str, Any]:
    values = _values(row)
    return cells.filled(
        sku=_unquoted(row[names["variants.sku"]]) or cells.sku_of(_handle(row), values.values()),
        options={option_names[n] or f"option {n}": value for n, value in values.items()},
        list_price=row[names["variants.list_price"]],
        stock=_stock(row, names),
        barcode=_unquoted(row[names["variants.barcode"]]),
        image=row[names["variants.image"]],
    ) | {"price": row[names["variants.price"]], "currency": options.currency}


def _values(row: TableRow) -> dict[str, str]:
    """The values of the three options; a product without options has a single dummy."""
    values = {n: row[f"Option{n} Value"] for n in "123"}
    return {n: value for n, value in values.items() if value and value != "Default Title"}


def _stock(row: TableRow, names: Mapping[str, str]) -> int | str | None:
    """What is left, ``None`` where Shopify does not count or sells on."""
    tracker, policy = names["variants.tracker"], row[names["variants.policy"]].lower()
    if tracker.lower() in row.cells and not row[tracker]:
        return None
    quantity = cells.whole(row[names["variants.stock"]])
    return cells.in_stock(quantity, orderable=policy in {"continue", "true", "yes"})


def _attributes(rows: Sequence[TableRow], names: Mapping[str, str]) -> dict[str, Any]:
    first = rows[0]
    found = {column.rpartition("/ ")[2].lower(): first[column] for column in ATTRIBUTES}
    if first[names["category"]]:
        found["type"] = first[names["type"]]
    grams = {row[names["variants.grams"]] for row in rows} - {""}
    if len(grams) == 1 and cells.is_amount(weight := grams.pop()) and float(weight) > 0:
        found["weight"] = f"{weight} g"
    return found


def _place(row: TableRow, names: Mapping[str, str]) -> int:
    position = row[names["position"]]
    return int(position) if position.isdigit() else 0


def _unquoted(text: str) -> str:
    """A number without the apostrophe that keeps spreadsheets from changing it."""
    return text[1:] if re.fullmatch(r"'\d.*", text) else text
