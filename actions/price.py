"""What a product costs, as a whole or in one size or colour."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import discounts, each, focus, stock, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.context import Context
from actions.naming import described_words
from actions.options import Wanted, buyable, carried, matching, wanted
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Turn
from actions.values import COLOR, SIZE
from knowledge.money import format_money

TOPIC = "price"
_SHIPPING = "shipping"
_OF_SHIPPING = frozenset("free ship shipped shipping delivery delivered postage".split())  # noqa: SIM905
# What is asked of a price that has changed.
_CHANGED = re.compile(
    r"\b(?:was|were|before|used to|reduced|reduction|cheaper|instead|dropped|original\w*|old)\b",
    re.IGNORECASE,
)
_PRODUCT = frozenset(["product", "ordinal", SIZE, COLOR])


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """State the price of the variants asked about, or from which to which price they go."""
    if shipping := _of_shipping(shop, turn, context):
        return topics.ask(shop, shipping, context)
    found = focus.find(shop, turn, context)
    if found.product is None:
        return each.answer(shop, found, context, TOPIC)
    product = found.product
    if _CHANGED.search(found.turn.text) and (reduced := discounts.reduction(product)):
        return Outcome(reduced, context.about(product.id, TOPIC))
    size = wanted(product, SIZE, found.turn, shop.store.option_values(SIZE), shop.chart(product))
    color = wanted(product, COLOR, found.turn, shop.store.option_values(COLOR))
    if product.id == context.product or turn.intent == "refine":
        size = size or carried(context.options, product, SIZE)
        color = color or carried(context.options, product, COLOR)
    variants = matching(product, size.values, color.values)
    options = {SIZE: join(size.values), COLOR: join(color.values)}
    if size.unknown or color.unknown or not variants:
        # The price of something that is not made would be an invented figure.
        variants, options = product.variants, {}
    prices = sorted({variant.price for variant in variants})
    if len(prices) == 1:
        act, values = "inform_price", {"price": format_money(prices[0]), **options}
    else:
        act = "inform_price_range"
        values = {"price_from": format_money(prices[0]), "price_to": format_money(prices[-1])}
    said = facts(product.source, product=product.title, **values)
    card = ProductCard.of(product, lowest_price(variants))
    kept = {name: value for name, value in options.items() if value}
    told = [Answer(act, said, (card,))]
    if not buyable(variants):
        told.append(stock.sold_out(product, *((size, color) if kept else (Wanted(), Wanted()))))
    return Outcome(tuple(told), context.about(product.id, TOPIC, kept))


def _of_shipping(shop: Shop, turn: Turn, context: Context) -> Turn | None:
    """The question about shipping that this one goes on with: "how much is it?" after it.

    Not where anything that the shop sells is named.
    """
    asked = topics.asked_last(context)
    if asked is None or context.topic != _SHIPPING or turn.intent != "ask_price":
        return None
    if set(described_words(shop, turn)) - _OF_SHIPPING or not _PRODUCT.isdisjoint(
        entity.name for entity in turn.entities
    ):
        return None
    return replace(asked.plus(turn), text=f"{asked.text} {turn.text}")


class ActionPrice(ShopAction):
    """Answers `ask_price`."""

    topic = TOPIC
    answer = staticmethod(answer)
