"""A question asked of no one product: answered for each of two or three that were shown.

Of more, or of none, the shopper is asked which one is meant.
"""

from __future__ import annotations

from dataclasses import replace

from actions import focus, topics
from actions.answer import Outcome
from actions.context import Context
from actions.focus import Focus
from actions.shop import Shop
from actions.turn import Entity

MOST = 3
_SEVERAL = "several"
# What can be asked of several at once.
TOPICS = frozenset("details fit price reviews sizes stock".split())  # noqa: SIM905


def answer(shop: Shop, found: Focus, context: Context, topic: str) -> Outcome:
    """Answer the question of `found` for all that it may mean, or ask back."""
    # What several questions of one message wait for is asked once.
    waits = context.topic == _SEVERAL
    if topic not in TOPICS or not _are_shown(found, context) or waits:
        return focus.ask_back(found, context, topic)
    return of_all(shop, found, context, topic)


def of_all(shop: Shop, found: Focus, context: Context, topic: str) -> Outcome:
    """Answer the question of `found` for all its candidates, which `context` lists."""
    shown = found.candidates
    if topic == "details":
        # What is stated of each, in one sentence.
        return topics.named("compare")(shop, found.turn, context)
    outcomes = []
    for one in shown:
        about_it = replace(found.turn, entities=(*found.turn.entities, Entity("product", one.id)))
        outcomes.append(topics.named(topic)(shop, about_it, context))
    last = replace(outcomes[0].context, product=context.product, products=context.products)
    # What all of them need to know is asked once.
    asked = [one for one in outcomes if one.answer.act == "ask_measurement"]
    told = [one for one in outcomes if one not in asked[1:]]
    return Outcome(tuple(said for one in told for said in one.answers), last)


def _are_shown(found: Focus, context: Context) -> bool:
    ids = [product.id for product in found.candidates]
    return 2 <= len(ids) <= MOST and ids == list(context.products)
