"""The topics that a follow-up or a choice can lead back to, by name."""

from __future__ import annotations

from dataclasses import replace

from actions import fit, price, recommendations, shipping, sizes, stock
from actions.base import Topic
from actions.context import Context
from actions.turn import Entity, Turn
from knowledge.model import Product

BY_NAME: dict[str, Topic] = {
    module.TOPIC: module.answer for module in (fit, price, recommendations, shipping, sizes, stock)
}

_ABOUT_A_PRODUCT = frozenset(module.TOPIC for module in (fit, price, sizes, stock))
_CHOOSING = frozenset(["select_item", "refine"])


def waiting_for(product: Product, turn: Turn, context: Context) -> Turn | None:
    """The question that waited to hear which product is meant, if `turn` says this one.

    What `turn` adds ("the parka, in L") goes before what was asked.
    """
    asked = not context.products or product.id in context.products or context.product is None
    if context.pending is None or turn.intent not in _CHOOSING or not asked:
        return None
    if context.topic not in _ABOUT_A_PRODUCT:
        return None
    kept = tuple(e for e in context.pending.entities if e.name not in {"product", "ordinal"})
    question = replace(context.pending, entities=(Entity("product", product.id),))
    added = replace(turn, entities=tuple(e for e in turn.entities if e.name != "ordinal"))
    return question.plus(added).plus(replace(turn, entities=kept))
