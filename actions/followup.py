"""A fragment that only makes sense after what was said before: "and in blue?", "to Spain?"."""

from __future__ import annotations

from dataclasses import replace

from actions import fit, focus, price, products, recommendations, shipping, sizes, stock, topics
from actions.answer import Answer, Outcome
from actions.base import ShopAction, Topic
from actions.context import Context
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "followup"
# Topics that take a size or colour as a limit on what they state.
_LIMITED = frozenset([price.TOPIC, sizes.TOPIC])


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer the topic under way, with what this fragment adds or changes."""
    chosen = focus.find(shop, turn, context).product if context.pending else None
    if chosen and (question := topics.waiting_for(chosen, turn, context)):
        return topics.resume(shop, question, context)
    return _topic(turn, context)(shop, turn, context)


def _topic(turn: Turn, context: Context) -> Topic:
    """Who answers: what the fragment holds decides first, then the topic under way."""
    option = turn.first("size") or turn.first("color")
    if turn.first("country") or turn.first("shipping_method"):
        return shipping.answer
    if turn.first("measure") or (turn.first("size") and context.topic == fit.TOPIC):
        return fit.answer
    if turn.first("money"):
        return shipping.answer if context.topic == shipping.TOPIC else _refined
    if option and context.product and context.topic not in _LIMITED:
        return stock.answer
    if context.topic == recommendations.TOPIC:
        return _refined
    return _about_product if topics.about_a_product(context.topic) else _new


def _new(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Nothing is under way: a product can still be meant ("got the Dash in 43?")."""
    if not focus.find(shop, turn, context).product:
        return Outcome(Answer("rephrase"), context)
    option = turn.first("size") or turn.first("color")
    return stock.answer(shop, turn, context) if option else products.answer(shop, turn, context)


def _refined(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """New wishes narrow the last list; "the blue one" of it is chosen, not searched for."""
    chosen = focus.find(shop, turn, replace(context, product=None))
    if chosen.product and not turn.first("money"):
        return products.answer(shop, turn, context)
    return recommendations.refine(shop, turn, context)


def _about_product(shop: Shop, turn: Turn, context: Context) -> Outcome:
    # "Which sizes?" – "and in 42?": now it is about that one size.
    if context.topic == sizes.TOPIC and turn.first("size"):
        return stock.answer(shop, turn, context)
    return topics.named(context.topic or products.TOPIC)(shop, turn, context)


class ActionFollowup(ShopAction):
    """Answers `refine`."""

    topic = TOPIC
    answer = staticmethod(answer)
