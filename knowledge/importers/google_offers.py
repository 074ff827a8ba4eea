"""What an item of a Google Merchant feed costs now, and whether there is any."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from decimal import Decimal

from knowledge.importers.cells import whole
from knowledge.importers.google_feed import Item
from knowledge.importers.interface import Options
from knowledge.model import Money
from knowledge.money import parse_money

AMOUNT = re.compile(r"(\d+\.\d+) ?([A-Z]{3})")

SOLD_OUT = "out of stock"
WAITING = {"preorder": "on pre-order", "pre order": "on pre-order", "backorder": "on back-order"}
AVAILABILITIES = {"", "in stock", "available for order", SOLD_OUT, *WAITING}


class ItemError(ValueError):
    """What is wrong with one attribute of an item."""

    def __init__(self, attribute: str, reason: str) -> None:
        super().__init__(reason)
        self.attribute = attribute


def price_of(item: Item, options: Options) -> tuple[Money, Money | None]:
    """What a buyer pays now, and the price before the sale where one is running.

    Raises ItemError for what cannot be read.
    """
    regular = _money(item, "price", options)
    if not item["sale_price"] or not _is_running(item, options.now):
        return regular, None
    sale = _money(item, "sale_price", options)
    if sale.currency != regular.currency or sale.amount > regular.amount:
        raise ItemError("sale_price", f"is {item['sale_price']}, the price {item['price']}")
    return sale, regular


def _money(item: Item, name: str, options: Options) -> Money:
    if not item[name]:
        raise ItemError(name, "is missing")
    try:
        # The point is always the decimal sign: "19.900 USD" is not nineteen thousand.
        if exact := AMOUNT.fullmatch(item[name]):
            money = parse_money(f"0 {exact[2]}")
            return Money(Decimal(exact[1]), money.currency)
        return parse_money(item[name], options.currency or None)
    except ValueError as error:
        reason = str(error)
        shown = "" if item[name] in reason else f"{item[name]!r}: "
        raise ItemError(name, shown + reason) from error


def _is_running(item: Item, now: datetime) -> bool:
    """Whether `now` is within the sale's time; a sale without one runs always."""
    written = item["sale_price_effective_date"]
    if not written:
        return True
    try:
        begin, end = (part.strip() for part in written.split("/"))
        return _moment(begin) <= now <= _moment(end, time.max)
    except ValueError as error:
        reason = f"{written!r} is not two dates such as 2026-03-01T00:00Z/2026-03-31T23:59Z"
        raise ItemError("sale_price_effective_date", reason) from error


def _moment(written: str, at: time = time.min) -> datetime:
    """A date's time is `at`; without a zone it is UTC, as Google reads it."""
    moment = datetime.fromisoformat(written)
    if len(written) <= len("2026-03-01"):
        moment = datetime.combine(moment.date(), at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def wait_for(item: Item) -> str:
    """How an item that is not in the shop yet can be had, or an empty text."""
    return WAITING.get(_availability(item), "")


def _availability(item: Item) -> str:
    return " ".join(re.split(r"[\s_-]+", item["availability"].lower()))


def stock_of(item: Item) -> int | None:
    """Pieces in stock: 0 where sold out, ``None`` where the feed says no number.

    Raises ItemError for what cannot be read.
    """
    availability = _availability(item)
    if availability not in AVAILABILITIES:
        known = "in_stock, out_of_stock, preorder, backorder"
        raise ItemError("availability", f"{item['availability']!r} is none of {known}")
    if availability == SOLD_OUT:
        return 0
    quantity = item["quantity"] or item["inventory"]
    if not quantity or availability in WAITING:
        return None
    stock = whole(quantity)
    if isinstance(stock, str):
        raise ItemError("quantity", f"{quantity!r} is not a whole number")
    return stock
