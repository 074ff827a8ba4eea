"""What happens when something breaks: warranty and repairs."""

from __future__ import annotations

from actions.answer import Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject
from actions.shop import Shop
from actions.terms import quote_after
from actions.turn import Turn

TOPIC = "warranty"
_WARRANTY = Subject("warranty on faulty items")
_SUBJECTS = {"ask_repair": Subject("repairing damaged items, repair prices")}


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Tell the product's own terms, and quote what the shop's pages say of it."""
    subject = _SUBJECTS.get(turn.intent, _WARRANTY)
    return quote_after(shop, turn, context, TOPIC, subject)


class ActionWarranty(ShopAction):
    """Answers `ask_warranty` and `ask_repair`."""

    topic = TOPIC
    answer = staticmethod(answer)
