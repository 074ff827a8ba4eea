"""Rows of one product, by a mapping, as rows of the native form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from knowledge.importers import cells
from knowledge.importers.interface import Options, RawRow
from knowledge.importers.mapped_values import AMOUNTS, MISSING, amount_of, fields_of, lookup
from knowledge.importers.mapping_file import FieldMap, MappingFile
from knowledge.importers.records import text
from knowledge.importers.report import RowError


def product_rows(
    group: Sequence[RawRow], mapping: MappingFile, options: Options
) -> Iterator[RawRow]:
    """The product of rows that belong together, then the reviews within them."""
    first = group[0]
    value = fields_of(mapping.product, first.value)
    identifier = text(value.get("id"))
    errors: list[RowError] = []
    records = [row.value for row in group]
    if mapping.variants.list:
        records = [each for row in group for each in _items(row, mapping.variants, errors)]
    value["variants"] = [
        _variant(record, first.value, identifier, mapping, options) for record in records
    ]
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
    record: Mapping[str, Any],
    row: Mapping[str, Any],
    identifier: str,
    mapping: MappingFile,
    options: Options,
) -> dict[str, Any]:
    """A variant; what its own record does not say of prices, the product's row may say."""
    variant = fields_of(mapping.variants, record)
    currency = text(variant.get("currency") or mapping.currency or options.currency).upper()
    for name in AMOUNTS:
        if source := mapping.variants.fields.get(name):
            within = any(lookup(record, column) is not MISSING for column in source.columns)
            amount, signed = amount_of(source, record if within else row, mapping, currency)
            variant |= {name: amount} if amount != "" or name == "price" else {}
            currency = signed
    others = mapping.variants.groups.get("prices", {})
    prices = {code: amount_of(source, record, mapping, code)[0] for code, source in others.items()}
    variant.setdefault("sku", cells.sku_of(identifier, variant.get("options", {}).values()))
    return variant | cells.filled(prices=cells.filled(**prices)) | {"currency": currency}


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
