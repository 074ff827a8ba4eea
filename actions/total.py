"""What several things cost together: the sum of prices that the records state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from actions import compare
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.context import Context
from actions.options import asked_of, matching
from actions.phrases import WORD, join, stem_set
from actions.shop import Shop
from actions.turn import Turn, blank
from knowledge.model import Money, Product
from knowledge.money import format_money

TOPIC = "price"
_TOGETHER = re.compile(
    r"\b(?:together|altogether|combined|total|all in|(?:come|comes|add|adds|amount|amounts) "
    r"(?:up )?to|sum|pay|for (?:both|all|the (?:two|three|lot|pair))|both)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"\b(?:how much|costs?|prices?|what\b.*\bpay|total|sum|comes? to|set me back)\b",
    re.IGNORECASE,
)
_NO_COST = re.compile(r"\b(?:weigh\w*|heavy|ship\w*|deliver\w*|postage|discount)\b", re.IGNORECASE)
# Where one thing is found, what these join to it is not.
_MORE = re.compile(r"\b(?:and|plus|with)\b|[+&]", re.IGNORECASE)
_NUMBERS = "one two three four five six seven eight nine ten".split()  # noqa: SIM905
_COUNT = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})(?: ?x| pairs? of| of)?(?: (?:the|those|these))?\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Item:
    """So many of one product, each at one price."""

    product: Product
    price: Money
    count: int = 1

    @property
    def text(self) -> str:
        price = format_money(self.price)
        return f"{self.count} × {price}" if self.count > 1 else price


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The sum that `turn` asks for; ``None`` where it asks for none, or a price is open."""
    if turn.pressed or not _COSTS.search(turn.text) or _NO_COST.search(turn.text):
        return None
    items = _items(shop, turn, context)
    if not items or (len(items) > 1 and not _TOGETHER.search(turn.text)):
        return None
    if len(items) == 1 and (items[0].count == 1 or _MORE.search(turn.text)):
        return None
    products = [item.product for item in items]
    cost = sum((item.count * item.price.amount for item in items), Decimal(0))
    total = format_money(replace(items[0].price, amount=cost))
    said = facts(
        ", ".join(product.source for product in products),
        product=join(dict.fromkeys([products[0].title, *(f"the {p.title}" for p in products[1:])])),
        text=f"{' + '.join(item.text for item in items)} = {total}",
    )
    cards = tuple(ProductCard.of(item.product, item.price) for item in items)
    one = products[0].id if len(products) == 1 else None
    ids = tuple(product.id for product in products)
    asked = replace(context, product=one, topic=TOPIC, options={}, pending=None, asked=None)
    return Outcome(
        Answer("inform_detail", said, cards), asked if one else replace(asked, products=ids)
    )


def _items(shop: Shop, turn: Turn, context: Context) -> list[_Item]:
    """What is named with how many of it; none at all where the price of one is not certain."""
    places = _places(shop, turn, context)
    items: list[_Item] = []
    for position, (product, start, end) in enumerate(places):
        after = places[position + 1][1] if position + 1 < len(places) else len(turn.text)
        before = places[position - 1][2] if position else 0
        own = turn.without([(0, before), (start, end), (after, len(turn.text))])
        size, color = asked_of(shop, product, own)
        variants = matching(product, size.values, color.values) or product.variants
        prices = {variant.price for variant in variants}
        if len(prices) != 1:
            return []
        said = _COUNT.search(turn.text[before:start])
        items.append(_Item(product, prices.pop(), _value(said["n"]) if said else 1))
    return items if len({item.price.currency for item in items}) == 1 else []


def _places(shop: Shop, turn: Turn, context: Context) -> Sequence[tuple[Product, int, int]]:
    """The products that are named and where: by title, or of the last list by a word of it."""
    named = compare.places(shop, turn)
    listed = shop.products(context.products)
    if len(named) < 2 and len(listed) > 1:
        rest = blank(turn.text, [(start, end) for _, start, end in named])
        others = [p for p in listed if all(p.id != one.id for one, _, _ in named)]
        of_list = [place for p in others if (place := _place_of(p, others, rest))]
        named = [*named, *of_list]
        if not named:
            named = [(product, 0, 0) for product in listed]
    return sorted(named, key=lambda place: place[1])


def _place_of(
    product: Product, others: Sequence[Product], text: str
) -> tuple[Product, int, int] | None:
    """Where a word of this title alone stands in `text`."""
    alone = stem_set([product.title]) - stem_set(o.title for o in others if o.id != product.id)
    found = next((m for m in WORD.finditer(text) if stem_set([m.group()]) & alone), None)
    return (product, *found.span()) if found else None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1
