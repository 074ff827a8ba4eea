"""Orders that were placed: the assistant cannot look into them yet, and says so.

What looks an order up will answer here, before the sentence that says it cannot be done.
"""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.policies import Subject, find_section, quoted
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "orders"
_STATUS = Subject("tracking a parcel that was sent, late or lost parcels", usual=False)
_CHANGES = Subject("cancelling or changing an order that was placed", usual=False)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Say that orders can't be seen from here and who can; what the pages say of it beside that."""
    changing = turn.intent == "cancel_order"
    act = "no_order_changes" if changing else "no_order_status"
    said = Answer(act, route(shop), buttons=(PERSON,))
    section = find_section(shop, turn.text, _CHANGES if changing else _STATUS)
    page = (quoted(section, turn.text, shop.encoder),) if section else ()
    return Outcome((said, *page), replace(context, topic=TOPIC, pending=None, asked=turn))


class ActionOrders(ShopAction):
    """Answers `ask_order` and `cancel_order`."""

    topic = TOPIC
    answer = staticmethod(answer)
