"""What things cost that are asked for together: the price of each.

Their sum is not told: it would be a figure that no record states.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import compare
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.context import Context
from actions.options import asked_of, matching
from actions.phrases import WORD, stem_set
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


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The price of each thing that `turn` adds up; ``None`` where it does not, or one is open."""
    if turn.pressed or not _TOGETHER.search(turn.text):
        return None
    if not _COSTS.search(turn.text) or _NO_COST.search(turn.text):
        return None
    priced = _priced(shop, turn, context)
    if len(priced) < 2:
        return None
    answers = tuple(_told(product, price) for product, price in priced)
    ids = tuple(product.id for product, _ in priced)
    asked = replace(context, product=None, topic=TOPIC, options={}, pending=None, asked=None)
    return Outcome(answers, replace(asked, products=ids))


def _told(product: Product, price: Money) -> Answer:
    said = facts(product.source, product=product.title, price=format_money(price))
    return Answer("inform_price", said, (ProductCard.of(product, price),))


def _priced(shop: Shop, turn: Turn, context: Context) -> list[tuple[Product, Money]]:
    """What is named, with its price; nothing at all where the price of one is not certain."""
    places = _places(shop, turn, context)
    priced: list[tuple[Product, Money]] = []
    for position, (product, start, end) in enumerate(places):
        after = places[position + 1][1] if position + 1 < len(places) else len(turn.text)
        before = places[position - 1][2] if position else 0
        own = turn.without([(0, before), (start, end), (after, len(turn.text))])
        size, color = asked_of(shop, product, own)
        variants = matching(product, size.values, color.values) or product.variants
        prices = {variant.price for variant in variants}
        if len(prices) != 1:
            return []
        priced.append((product, prices.pop()))
    return priced


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
