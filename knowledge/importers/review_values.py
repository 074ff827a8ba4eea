"""Stars and dates as review apps write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_DOWN, Decimal

SIGNS = re.compile(r"([★⭐]️?)+[☆✩]*")
FIGURE = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:(?:/|of|out of)\s*(\d{1,3})|stars?)?", re.IGNORECASE
)

# With slashes some countries write the month first; elsewhere the day is.
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,T].*)?")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ ,].*)?")
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?")
EPOCH = re.compile(r"\d{10}|\d{13}")
WORDED = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
DAY_FIRST, MONTH_FIRST = "day first", "month first"


def stars(text: str) -> Decimal:
    """Stars from 1 to 5: "4", "4.5", "4/5", "4 stars" or "★★★★☆".

    Raises ValueError for anything else, another scale included.
    """
    if SIGNS.fullmatch(text.replace(" ", "")):
        return _on_scale(Decimal(len(re.findall("[★⭐]", text))), text)
    match = FIGURE.fullmatch(text.strip())
    if match is None or match[2] not in {None, "5"}:
        raise ValueError(f"{text!r} is no number of stars from 1 to 5")
    return _on_scale(Decimal(match[1].replace(",", ".")), text)


def _on_scale(value: Decimal, text: str) -> Decimal:
    if not 1 <= value <= 5:
        raise ValueError(f"is {text}, must be from 1 to 5")
    return value


def whole_stars(value: Decimal) -> int:
    """The nearest whole number, of two the lower: nobody's praise is made greater."""
    return int(value.quantize(Decimal(1), ROUND_HALF_DOWN))


def order_of(texts: Iterable[str]) -> str:
    """How a file orders day and month, if its dates leave only one way; else empty."""
    orders = {DAY_FIRST, MONTH_FIRST}
    for text in texts:
        if match := SLASHED.fullmatch(text.strip()):
            orders -= {order for order in orders if _slashed(match, order) is None}
    return orders.pop() if len(orders) == 1 else ""


def day(text: str, order: str) -> date:
    """The day of a date. `order` is that of its file, as `order_of` tells it.

    Raises ValueError for what is no date, and where day and month may be either.
    """
    plain = text.strip()
    if match := ISO.fullmatch(plain):
        return date.fromisoformat(match[1])
    if EPOCH.fullmatch(plain):
        return datetime.fromtimestamp(int(plain[:10]), UTC).date()
    if match := DOTTED.fullmatch(plain):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := SLASHED.fullmatch(plain):
        found = {_slashed(match, way) for way in ([order] if order else [DAY_FIRST, MONTH_FIRST])}
        found -= {None}
        if len(found) > 1:
            raise ValueError(f"{text!r} may be two different days: write it as 2026-03-31")
        if only := next(iter(found), None):
            return only
    return _worded(plain)


def _slashed(match: re.Match[str], order: str) -> date | None:
    first, second, year = map(int, match.groups())
    day_of_month, month = (first, second) if order == DAY_FIRST else (second, first)
    with suppress(ValueError):
        return date(year, month, day_of_month)
    return None


def _worded(text: str) -> date:
    words = " ".join(re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", " ", text).split()[:3])
    for form in WORDED:
        with suppress(ValueError):
            return datetime.strptime(words, form).replace(tzinfo=UTC).date()
    raise ValueError(f"{text!r} is no date such as 2026-03-31")
