"""Medusa's product export (CSV): one row a variant, of version 2 and of version 1.

Version 2 exports whole currency units, version 1 exports cents, while its import template
has whole units: there, a price with a decimal point says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from knowledge.importers import cells
from knowledge.importers.csv_table import TableRow, grouped, read_table
from knowledge.importers.currencies import Offer, in_currency, main_currency
from knowledge.importers.html import to_text
from knowledge.importers.interface import Options, RawRow, Row, Sample
from knowledge.importers.medusa_columns import Columns, price_columns, read_columns
from knowledge.importers.report import LeftOut, Remark, RowError
from knowledge.money import decimals

ATTRIBUTES = {
    "subtitle": "Product Subtitle",
    "material": "Product Material",
    "origin country": "Product Origin Country",
    "type": "Product Type",
    "collection": "Product Collection Title",
}


@dataclass(frozen=True, slots=True)
class _File:
    """What is the same for all rows of a file."""

    columns: Columns
    options: Options
    is_in_cents: bool
    has_published: bool


def recognises(sample: Sample) -> bool:
    """Whether the columns are those of a Medusa export."""
    return {"product handle", "product title", "variant title"} <= set(sample.columns)


def read(path: Path, options: Options) -> Iterator[Row]:
    """One row a product. Drafts are left out, unless the file has nothing else."""
    columns = read_columns(path)
    if isinstance(columns, RowError):
        yield columns
        return
    if columns.errors:
        yield from columns.errors
        return
    file = _look(path, columns, options)
    yield from _remarks(path, file)
    for rows in grouped(read_table(path), _handle):
        if isinstance(rows, RowError):
            yield rows
        elif not _handle(rows[0]):
            yield from (row.error("Product Handle", "is missing") for row in rows)
        else:
            yield from _product(rows, file)


def _handle(row: TableRow) -> str:
    return row["Product Handle"] or row["Product Id"]


def _look(path: Path, columns: Columns, options: Options) -> _File:
    """Read the file once for what only all its rows together tell."""
    whole, published = True, "product status" not in columns.lowered
    for row in read_table(path):
        if isinstance(row, TableRow):
            whole = whole and not any("." in row[column.name] for column in columns.prices)
            published = published or row["Product Status"].lower() == "published"
    return _File(columns, options, columns.is_version_1 and whole, published)


def _remarks(path: Path, file: _File) -> Iterator[Row]:
    columns = file.columns
    for name in columns.unknown:
        yield Remark(str(path), 1, name, "is no column of Medusa's and was not read")
    for column in columns.prices:
        if column.region and any(c.currency == column.currency for c in price_columns(columns)):
            reason = f"is for one region: the price in {column.currency} for all others is used"
            yield Remark(str(path), 1, column.name, reason)
    if file.is_in_cents:
        reason = "are whole numbers in an export of Medusa 1: 1990 was read as 19.90"
        yield Remark(str(path), 1, "Price", reason)
    if not file.has_published:
        reason = "is never 'published': drafts were imported, as there is nothing else"
        yield Remark(str(path), 1, "Product Status", reason)
    if "variant inventory quantity" not in columns.lowered:
        reason = "is no column of Medusa 2's export: stock is unknown"
        yield Remark(str(path), 1, "Variant Inventory Quantity", reason)


def _product(rows: Sequence[TableRow], file: _File) -> Iterator[Row]:
    first = rows[0]
    status = first["Product Status"].lower()
    if file.has_published and status not in {"", "published"}:
        yield LeftOut(first.file, first.line, "Product Status", f"is {status}", rows=len(rows))
        return
    if first["Product Deleted At"]:
        yield LeftOut(first.file, first.line, "Product Deleted At", "is set", rows=len(rows))
        return
    sold: list[tuple[TableRow, dict[str, Offer]]] = []
    errors: list[RowError] = []
    for row in rows:
        offers = _offers(row, file)
        if isinstance(offers, RowError):
            errors.append(offers)
        elif row["Variant Deleted At"]:
            yield LeftOut(row.file, row.line, "Variant Deleted At", "is set")
        elif not offers:
            yield LeftOut(row.file, row.line, "Variant Price", "is empty in every currency")
        else:
            sold.append((row, offers))
    if sold:
        yield _row(sold, errors, file)
    else:
        yield from errors


def _row(
    sold: Sequence[tuple[TableRow, dict[str, Offer]]], errors: Sequence[RowError], file: _File
) -> RawRow:
    first = sold[0][0]
    currency = main_currency([offers for _, offers in sold], file.options.currency)
    images = [first["Product Thumbnail"], *_numbered(first, "Product Image {}", "Image {} Url")]
    images = list(dict.fromkeys(filter(None, images)))
    value = cells.filled(
        id=_handle(first),
        title=first["Product Title"],
        # The import template writes line ends as a backslash with an n.
        description=to_text(first["Product Description"].replace("\\n", "\n")),
        category=" > ".join(_numbered(first, "Product Category {} Name")[:1]),
        image=next(iter(images), ""),
        images=images[1:],
        tags=[*_numbered(first, "Product Tag {}"), *cells.split(first["Product Tags"])],
        attributes=cells.attributes({name: first[column] for name, column in ATTRIBUTES.items()}),
    )
    value["variants"] = [_variant(row) | in_currency(offers, currency) for row, offers in sold]
    price = next((c.name for c in file.columns.prices if c.currency == currency), "")
    return RawRow(
        first.file,
        first.line,
        value,
        rows=len(sold) + len(errors),
        variant_lines=tuple(row.line for row, _ in sold),
        columns={
            "id": "Product Handle",
            "title": "Product Title",
            "image": "Product Thumbnail",
            "images": "Product Image",
            "variants.sku": "Variant Sku",
            "variants.price": price,
            "variants.currency": price,
            "variants.stock": "Variant Inventory Quantity",
            "variants.image": "Variant Image 1",
        },
        errors=tuple(errors),
    )


def _variant(row: TableRow) -> dict[str, Any]:
    options = _options(row)
    return cells.filled(
        sku=row["Variant Sku"] or row["Variant Id"] or cells.sku_of(_handle(row), options.values()),
        options=options,
        stock=_stock(row),
        barcode=row["Variant Barcode"] or row["Variant Ean"] or row["Variant Upc"],
        image=row["Variant Thumbnail"] or row["Variant Image 1"],
    )


def _options(row: TableRow) -> dict[str, str]:
    options: dict[str, str] = {}
    for prefix in ("Variant Option", "Option"):
        for name in takewhile(partial(_has, row), (f"{prefix} {n} Name" for n in count(1))):
            options[row[name]] = row[name.removesuffix("Name") + "Value"]
    # What Medusa gives a product that has no options.
    return {n: v for n, v in options.items() if n and v and n.lower() != "default option"}


def _has(row: TableRow, column: str) -> bool:
    return column.lower() in row.cells


def _numbered(row: TableRow, *patterns: str) -> list[str]:
    """The cells of "Product Image 1", "Product Image 2" and so on that hold something."""
    found = []
    for pattern in patterns:
        names = takewhile(partial(_has, row), map(pattern.format, count(1)))
        found += [row[name] for name in names if row[name]]
    return found


def _stock(row: TableRow) -> int | str | None:
    if row["Variant Manage Inventory"].lower() == "false":
        return None
    quantity = cells.whole(row["Variant Inventory Quantity"])
    return cells.in_stock(quantity, orderable=row["Variant Allow Backorder"].lower() == "true")


def _offers(row: TableRow, file: _File) -> dict[str, Offer] | RowError:
    """The prices by currency; that of a region only where its currency has no other."""
    offers: dict[str, Offer] = {}
    regional: dict[str, str] = {}
    for column in file.columns.prices:
        amount = _amount(row[column.name], column.currency, file)
        if amount and not column.region:
            offers[column.currency] = Offer(amount)
        elif amount and regional.setdefault(column.currency, amount) != amount:
            regional[column.currency] = ""
    for currency, amount in regional.items():
        if currency not in offers and not amount:
            reason = f"in {currency} differs between regions, and there is none for all others"
            return row.error("Variant Price", reason)
        offers.setdefault(currency, Offer(amount))
    return offers


def _amount(text: str, currency: str, file: _File) -> str:
    if not file.is_in_cents or not text.isdecimal():
        return text
    return str(Decimal(text).scaleb(-decimals(currency)))
