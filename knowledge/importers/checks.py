"""What a schema cannot say of a row's values.

Rows whose form is wrong are tolerated, so that all errors of a row are listed at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.importers.interface import RawRow
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
        for field, reason in _prices(variant):
            yield f"variants[{i}].{field}", reason


def _prices(variant: dict[str, Any]) -> Found:
    code = variant.get("currency")
    currency = code.strip().upper() if isinstance(code, str) else ""
    known = is_currency(currency)
    if currency and not known:
        yield "currency", f"{shown(code)} is not an ISO 4217 currency"
    amounts = [("price", variant.get("price"), currency if known else None)]
    if variant.get("list_price") != "":
        amounts.append(("list_price", variant.get("list_price"), currency if known else None))
    others = variant.get("prices")
    seen: set[str] = set()
    for name, amount in others.items() if isinstance(others, dict) else ():
        other = name.strip().upper()
        if not is_currency(other):
            yield f"prices.{name}", f"{shown(name)} is not an ISO 4217 currency"
        elif other in seen:
            yield f"prices.{name}", f"{other} has a price already"
        else:
            amounts.append((f"prices.{name}", amount, other))
        seen.add(other)
    for field, amount, of in amounts:
        if isinstance(amount, (str, int, Decimal)) and not isinstance(amount, bool):
            reason = _price(amount, of)
            if reason:
                yield field, reason


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
