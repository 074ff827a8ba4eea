"""What a schema cannot say of a row's values.

Rows whose form is wrong are tolerated, so that all errors of a row are listed at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.importers.files import RawRow
from knowledge.importers.report import RowError
from knowledge.importers.schema import shown
from knowledge.money import decimals, is_currency

PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# No shop sells anything for more, in any currency's major units that we know of; a slip
# of the decimal point does.
HIGHEST_PRICE = 1_000_000

Found = Iterator[tuple[str, str]]


def value_errors(row: RawRow, kind: str) -> list[RowError]:
    """What is wrong with the values of `row`."""
    check = CHECKS[kind]
    return [RowError(row.file, row.line, field, reason) for field, reason in check(row.value)]


def number(value: object) -> Decimal | None:
    """A number, or a text that is one; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None
    if isinstance(value, str):
        return Decimal(value.strip()) if PLAIN_NUMBER.fullmatch(value.strip()) else None
    return Decimal(value)


def variants_of(value: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The variants of a row that are objects, with their positions."""
    variants = value.get("variants")
    for i, variant in enumerate(variants if isinstance(variants, list) else ()):
        if isinstance(variant, dict):
            yield i, variant


def _product(value: dict[str, Any]) -> Found:
    rating = value.get("rating")
    if isinstance(rating, (str, int, Decimal)) and not isinstance(rating, bool):
        stars = number(rating)
        # 0 is how shops write "not rated yet".
        if stars is None or (stars != 0 and not 1 <= stars <= 5):
            yield "rating", f"is {shown(rating)}, must be a number from 1 to 5"
    for i, variant in variants_of(value):
        price, currency = variant.get("price"), variant.get("currency")
        known = isinstance(currency, str) and is_currency(currency.strip().upper())
        if isinstance(currency, str) and currency.strip() and not known:
            yield f"variants[{i}].currency", f"{shown(currency)} is not an ISO 4217 currency"
        if isinstance(price, (str, int, Decimal)) and not isinstance(price, bool):
            reason = _price(price, str(currency).strip().upper() if known else None)
            if reason:
                yield f"variants[{i}].price", reason


def _price(price: str | int | Decimal, currency: str | None) -> str:
    """Why `price` is none, or an empty text."""
    amount = number(price)
    if amount is None:
        return "is empty" if price == "" else f"{shown(price)} is not a price such as 89.90"
    if amount < 0:
        return f"is negative: {shown(price)}"
    if amount > HIGHEST_PRICE:
        return f"is more than {HIGHEST_PRICE:,}"
    if currency and amount != round(amount, decimals(currency)):
        return f"is {shown(price)}, but {currency} has {decimals(currency)} decimals"
    return ""


def _size_chart(value: dict[str, Any]) -> Found:
    rows = value.get("rows")
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        measures = row.get("measures") if isinstance(row, dict) else None
        for name, ends in measures.items() if isinstance(measures, dict) else ():
            numbers = [number(end) for end in ends] if isinstance(ends, list) else []
            if len(numbers) == 2 and None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]
                yield f"rows[{i}].measures.{name}", "ends below its beginning"


def _review(value: dict[str, Any]) -> Found:
    written = value.get("date")
    if isinstance(written, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        try:
            date.fromisoformat(written)
        except ValueError:
            yield "date", f"{written} is not a day of the calendar"


CHECKS: dict[str, Callable[[dict[str, Any]], Found]] = {
    "product": _product,
    "size_chart": _size_chart,
    "review": _review,
}
