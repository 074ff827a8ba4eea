"""Sending things back: returns, exchanges and refunds."""

from __future__ import annotations

from actions.answer import Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject
from actions.shop import Shop
from actions.terms import quote_after
from actions.turn import Turn

TOPIC = "returns"
_RETURNS = Subject(
    "return period and how to return something", cost="cost of a return, who pays the return label"
)
_SUBJECTS = {
    "ask_exchange": Subject("exchanging for another size or colour"),
    "ask_refund": Subject("refunds: when and how money comes back"),
}


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Tell the product's own terms, and quote what the shop's pages say of it."""
    subject = _SUBJECTS.get(turn.intent, _RETURNS)
    return quote_after(shop, turn, context, TOPIC, subject)


class ActionReturns(ShopAction):
    """Answers `ask_returns`, `ask_exchange` and `ask_refund`."""

    topic = TOPIC
    answer = staticmethod(answer)
