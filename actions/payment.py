"""How a shopper can pay."""

from __future__ import annotations

from actions.answer import Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject, quote
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "payment"
_SUBJECT = Subject("ways to pay, payment methods")


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Quote what the shop's pages say of it."""
    return quote(shop, turn, context, TOPIC, _SUBJECT)


class ActionPayment(ShopAction):
    """Answers `ask_payment`."""

    topic = TOPIC
    answer = staticmethod(answer)
