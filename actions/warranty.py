"""What happens when something breaks: warranty and repairs."""

from __future__ import annotations

from actions.answer import Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject, quote
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "warranty"
_WARRANTY = Subject("warranty on faulty items")
_SUBJECTS = {"ask_repair": Subject("repairing damaged items, repair prices")}


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Quote what the shop's pages say of it."""
    return quote(shop, turn, context, TOPIC, _SUBJECTS.get(turn.intent, _WARRANTY))


class ActionWarranty(ShopAction):
    """Answers `ask_warranty` and `ask_repair`."""

    topic = TOPIC
    answer = staticmethod(answer)
