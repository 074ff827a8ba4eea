"""Rows of one product, by a mapping, as rows of the native form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.importers import cells
from knowledge.importers.interface import Options, RawRow
from knowledge.importers.mapped_values import AMOUNTS, MISSING, amount_of, fields_of, lookup
from knowledge.importers.mapping_file import FieldMap, MappingFile, Source
from knowledge.importers.records import text
from knowledge.importers.report import RowError


@dataclass(frozen=True, slots=True)
class _Context:
    """What every value of one product is read with; `errors` collects what is wrong."""

    mapping: MappingFile
    currency: str
    errors: list[RowError]


def product_rows(
    group: Sequence[RawRow], mapping: MappingFile, options: Options
) -> Iterator[RawRow]:
    """The product of rows that belong together, then the reviews within them."""
    first, errors = group[0], list[RowError]()
    context = _Context(mapping, mapping.currency or options.currency, errors)
    value = fields_of(mapping.product, first.value)
    identifier = text(value.get("id"))
    sold: list[tuple[RawRow, Mapping[str, Any]]] = [(row, row.value) for row in group]
    if mapping.variants.list:
        sold = [(row, item) for row in group for item in _items(row, mapping.variants, errors)]
    value["variants"] = [_variant(record, row, identifier, context) for row, record in sold]
    yield RawRow(
        first.file,
        first.line,
        value,
        rows=len(group),
        variant_lines=() if mapping.variants.list else tuple(row.line for row in group),
        columns={
            name: ", ".join(columns) for name, columns in mapping.columns().items() if columns
        },
        errors=tuple(errors),
    )
    if mapping.reviews:
        for row in group:
            yield from _reviews(row, mapping.reviews, identifier)


def _variant(
    record: Mapping[str, Any], row: RawRow, identifier: str, context: _Context
) -> dict[str, Any]:
    """A variant; what its own record does not say of prices, the product's row may say."""
    fields = context.mapping.variants
    variant = fields_of(fields, record)
    currency = text(variant.get("currency") or context.currency).upper()
    for name in AMOUNTS:
        if source := fields.fields.get(name):
            within = any(lookup(record, column) is not MISSING for column in source.columns)
            amount, currency = _amount(
                source, record if within else row.value, row, currency, context
            )
            variant |= {name: amount} if amount or name == "price" else {}
    prices = {
        code: _amount(source, record, row, code, context)[0]
        for code, source in fields.groups.get("prices", {}).items()
    }
    variant.setdefault("sku", cells.sku_of(identifier, variant.get("options", {}).values()))
    return variant | cells.filled(prices=cells.filled(**prices)) | {"currency": currency}


def _amount(
    source: Source, record: Mapping[str, Any], row: RawRow, currency: str, context: _Context
) -> tuple[str, str]:
    try:
        return amount_of(source, record, context.mapping, currency)
    except ValueError as error:
        columns = ", ".join(source.columns)
        context.errors.append(RowError(row.file, row.line, columns, str(error)))
        # The row is refused; no second error for the same cell.
        return "0", currency


def _reviews(row: RawRow, reviews: FieldMap, product: str) -> Iterator[RawRow]:
    errors: list[RowError] = []
    for number, record in enumerate(_items(row, reviews, errors), start=1):
        review = fields_of(reviews, record)
        rating, written = review.get("rating"), text(review.get("date"))
        if isinstance(rating, (Decimal, str)) and isinstance(cells.whole(str(rating)), int):
            review["rating"] = cells.whole(str(rating))
        # A time of day follows the date in what computers export.
        review |= cells.filled(id=f"{product}/{number}", product_id=product, date=written[:10])
        yield RawRow(row.file, row.line, review, kind="review", rows=0)


def _items(row: RawRow, fields: FieldMap, errors: list[RowError]) -> list[Mapping[str, Any]]:
    """The records in a list of `row`; what is no list is an error."""
    found = lookup(row.value, fields.list)
    if found is MISSING or found is None:
        return []
    if isinstance(found, list) and all(isinstance(item, dict) for item in found):
        return found
    errors.append(RowError(row.file, row.line, fields.list, "must be a list of objects"))
    return []
