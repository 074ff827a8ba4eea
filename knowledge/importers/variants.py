"""What is wrong between the variants of one product, each of which may be right by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.importers.checks import number, variants_of
from knowledge.importers.interface import RawRow
from knowledge.importers.records import options
from knowledge.importers.report import RowError
from knowledge.importers.schema import shown


def variant_errors(row: RawRow) -> list[RowError]:
    """Variants of `row` in another currency than the first."""
    return [RowError(row.file, row.line, *found) for found in _currencies(row.value)]


def variant_warnings(row: RawRow) -> list[RowError]:
    """Variants with the options of an earlier one at another price.

    Not an error: what tells them apart may be something that the export left out, and a
    reply then states the range.
    """
    return [RowError(row.file, row.line, *found) for found in _prices(row.value)]


def _currencies(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    first = ""
    for i, variant in variants_of(value):
        currency = _currency(variant)
        first = first or currency
        if currency and currency != first:
            reason = f"is {currency}, but this product's first price is in {first}"
            yield f"variants[{i}].currency", reason


def _prices(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    seen: dict[frozenset[tuple[str, str]], int] = {}
    variants = dict(variants_of(value))
    for i, variant in variants.items():
        price, earlier = number(variant.get("price")), seen.setdefault(_options(variant), i)
        expected = number(variants[earlier].get("price"))
        if price is not None and expected is not None and price != expected:
            reason = f"is {shown(variant['price'])}, but variants[{earlier}] has the same options"
            yield f"variants[{i}].price", f"{reason} at {expected:f}"


def _currency(variant: dict[str, Any]) -> str:
    currency = variant.get("currency")
    return currency.strip().upper() if isinstance(currency, str) else ""


def _options(variant: dict[str, Any]) -> frozenset[tuple[str, str]]:
    values = variant.get("options")
    return frozenset(options(values).items()) if isinstance(values, dict) else frozenset()
