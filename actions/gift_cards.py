"""Gift cards and vouchers: buying them, using them, how long they last."""

from __future__ import annotations

from actions.answer import Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject, quote
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "gift_cards"
_SUBJECT = Subject("buying and redeeming gift cards")


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Quote what the shop's pages say of it."""
    return quote(shop, turn, context, TOPIC, _SUBJECT)


class ActionGiftCards(ShopAction):
    """Answers `ask_gift_card`."""

    topic = TOPIC
    answer = staticmethod(answer)
