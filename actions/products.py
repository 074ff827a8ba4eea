"""A product as a whole, and choosing one of several."""

from __future__ import annotations

from dataclasses import replace

from actions import focus, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.context import Context
from actions.reasons import reason
from actions.shop import Shop
from actions.turn import Entity, Turn
from knowledge.money import format_money

TOPIC = "products"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Present the product meant; a question that waited for the choice is answered instead."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    if context.pending and context.topic in topics.BY_NAME:
        question = _about(context.pending, found.product.id)
        return topics.BY_NAME[context.topic](shop, question, replace(context, pending=None))
    product = found.product
    said = facts(
        product.source,
        product=product.title,
        price=format_money(lowest_price(product.variants)),
        reason=reason(product, context.criteria.need),
    )
    remembered = context.about(product.id, TOPIC, context.options)
    return Outcome(Answer("inform_product", said, (ProductCard.of(product),)), remembered)


def _about(pending: Turn, product: str) -> Turn:
    """The waiting question, settled on the product that was chosen."""
    kept = tuple(e for e in pending.entities if e.name not in {"product", "ordinal"})
    return replace(pending, entities=(*kept, Entity("product", product)))


class ActionProducts(ShopAction):
    """Answers `ask_product` and `select_item`."""

    topic = TOPIC
    answer = staticmethod(answer)
