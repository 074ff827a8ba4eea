"""What was not understood, or is none of the shop's business."""

from __future__ import annotations

from dataclasses import replace

from actions import focus, followup
from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "fallback"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Say what can be asked instead; a message that names a product is answered about it."""
    if turn.intent != "out_of_scope" and focus.named(shop, turn):
        return followup.answer(shop, turn, replace(context, topic=None, pending=None))
    act = "out_of_scope" if turn.intent == "out_of_scope" else "rephrase"
    return Outcome(Answer(act), context)


class ActionFallback(ShopAction):
    """Answers `out_of_scope` and what no intent was found for."""

    topic = TOPIC
    answer = staticmethod(answer)
