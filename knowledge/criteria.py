"""Hard conditions on products, and what satisfies them.

`Store.matching` asks the same of the whole catalogue in SQL; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.model import Availability, Money, Product, Variant


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a product has to satisfy; a field that is empty or ``None`` asks for nothing.

    `options`, the prices, `currency`, `in_stock` and `reduced` have to hold on one and the same
    variant: blue in some other size is not "42 in blue". `options` maps an option's name to the
    values that will do ({"color": ("Navy", "Ocean Blue")}). Prices are in `currency`, or, without
    one, in whatever currency the variant's `price` is. `in_stock` leaves out what is known to
    be sold out; stock that is not tracked passes. `reduced` asks for a list price above the
    price. `categories` include all that is below them, and one of them will do, as one of
    `brands` will. A product without ratings fails `min_rating`. Texts are compared without case
    and surplus spaces.
    """

    options: Mapping[str, Collection[str]] = field(default_factory=dict)
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    currency: str | None = None
    in_stock: bool = False
    categories: Collection[str] = ()
    brands: Collection[str] = ()
    min_rating: Decimal | None = None
    reduced: bool = False


def satisfying(product: Product, criteria: Criteria) -> tuple[Variant, ...]:
    """The variants of `product` that satisfy `criteria`; none where the product itself fails."""
    if criteria.categories and not within([product.category], criteria.categories):
        return ()
    if criteria.brands and not alike([product.brand], criteria.brands):
        return ()
    rating, least = product.rating, criteria.min_rating
    if least is not None and (rating is None or rating < least):
        return ()
    return tuple(variant for variant in product.variants if _passes(variant, criteria))


def alike(known: Iterable[str], wanted: Collection[str]) -> tuple[str, ...]:
    """Those of `known` that are one of `wanted`; nothing is asked for by an empty text."""
    plain = {_plain(text) for text in wanted} - {""}
    return tuple(text for text in known if _plain(text) in plain)


def within(known: Iterable[str], wanted: Collection[str]) -> tuple[str, ...]:
    """Those of the category paths `known` that are one of `wanted` or below it."""
    paths = {_path(path) for path in wanted} - {("",)}
    return tuple(
        path
        for path in known
        if any(_path(path)[:depth] in paths for depth in range(1, len(_path(path)) + 1))
    )


def _passes(variant: Variant, criteria: Criteria) -> bool:
    if criteria.in_stock and variant.availability is Availability.SOLD_OUT:
        return False
    if criteria.reduced and variant.list_price is None:
        return False
    for name, values in criteria.options.items():
        if name not in variant.options or not alike([variant.options[name]], values):
            return False
    prices = (variant.price, *(variant.other_prices if criteria.currency else ()))
    return any(_in_budget(price, criteria) for price in prices)


def _in_budget(price: Money, criteria: Criteria) -> bool:
    low, high = criteria.min_price, criteria.max_price
    if criteria.currency and price.currency != criteria.currency:
        return False
    return (low is None or price.amount >= low) and (high is None or price.amount <= high)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _path(category: str) -> tuple[str, ...]:
    return tuple(_plain(part) for part in category.split(">"))
