"""A product as a whole, and choosing one of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions import focus, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price, price_text
from actions.base import ShopAction
from actions.context import Context
from actions.options import buyable, chosen_in
from actions.phrases import words
from actions.reasons import reason
from actions.shop import Shop
from actions.turn import Entity, Turn
from knowledge.model import Product, Variant

TOPIC = "products"
_BESIDES_A_NAME = frozenset(["a", "an", "the", "and", "or", "oh", "ok", "please", "pls", "then"])


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Present the product meant; a question that waited for the choice is answered instead."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    if turn.intent == "ask_product" and set(words(found.turn.text)) <= _BESIDES_A_NAME:
        # No more than its name chooses it.
        turn = replace(turn, intent="select_item")
    if question := topics.waiting_for(found.product, turn, context):
        return topics.resume(shop, question, context)
    product = found.product
    if chosen_in(shop, product, found.turn):
        return _variant(shop, product, found.turn, context)
    offered = buyable(product.variants) or product.variants
    said = facts(
        product.source,
        product=product.title,
        price=price_text(_from(product, offered)),
        reason=reason(product, context.criteria.need),
    )
    remembered = context.about(product.id, TOPIC)
    return Outcome(
        Answer("inform_product", said, (ProductCard.of(product, lowest_price(offered)),)),
        remembered,
    )


def _variant(shop: Shop, product: Product, turn: Turn, context: Context) -> Outcome:
    """What the size or colour that is named costs, and whether it can be had."""
    asked = turn.plus(Turn("", entities=(Entity("product", product.id),)))
    priced = topics.named("price")(shop, asked, context)
    stocked = topics.named("stock")(shop, asked, context)
    return Outcome((priced.answer, stocked.answer), stocked.context)


def _from(product: Product, offered: Sequence[Variant]) -> Sequence[Variant]:
    """All variants where the cheapest can be had: "from" tells that others cost more."""
    cheapest = lowest_price(offered) == lowest_price(product.variants)
    return product.variants if cheapest else offered


class ActionProducts(ShopAction):
    """Answers `ask_product` and `select_item`."""

    topic = TOPIC
    answer = staticmethod(answer)
