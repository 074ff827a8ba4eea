"""A person is asked for, or something went wrong."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.offer import BACK
from actions.reach import PERSON
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "handoff"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:  # noqa: ARG001
    """Hand over at once to whoever asks for it; apologise for a complaint and offer it.

    The act `handed_over` is what makes `ShopAction` tell a person.
    """
    if turn.intent == "complain":
        said = Answer("complaint", buttons=(PERSON,))
        return Outcome(said, replace(context, offered="ask_human"))
    return Outcome(Answer("handed_over", buttons=(BACK,)), replace(context, pending=None))


class ActionHandoff(ShopAction):
    """Answers `ask_human` and `complain`."""

    topic = TOPIC
    answer = staticmethod(answer)
