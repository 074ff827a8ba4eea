"""A person is offered, beside the answer, after words of danger, law or anger."""

from __future__ import annotations

import logging
from dataclasses import replace

from actions.alarm import Alarm, read_alarm
from actions.answer import Answer, Button, Outcome
from actions.context import Context
from actions.reach import PERSON, route
from actions.shop import Shop
from knowledge.errors import StoreError

logger = logging.getLogger(__name__)

HANDED_OVER = "handed_over"
BACK = Button("Back to the assistant", "/start_over")

# To somebody who is alarmed these would be an insult; the offer says more.
_NOT_UNDERSTOOD = frozenset(
    ["rephrase", "offer_readings", "still_unclear", "part_unclear", "out_of_scope"]
)
_OFFERING = frozenset(["complaint", HANDED_OVER, "handoff_failed"])
# Nobody in danger is told a price.
_IN_DANGER = _OFFERING | {"inform_policy"}


def with_person(outcome: Outcome, text: str) -> Outcome:
    """`outcome` with the offer of a person where `text` gives alarm.

    Danger comes first: the reply then begins with what to do at once.
    """
    alarm = read_alarm(text)
    if alarm is None:
        return outcome
    kept = tuple(answer for answer in outcome.answers if _may_be_said(answer, alarm))
    if not any(answer.act in _OFFERING for answer in kept):
        apology = not kept and alarm is not Alarm.SAFETY
        kept += (Answer("complaint" if apology else "offer_human", buttons=(PERSON,)),)
    if alarm is Alarm.SAFETY:
        kept = (Answer("safety"), *kept)
    return Outcome(kept, replace(outcome.context, offered="ask_human"))


def _may_be_said(answer: Answer, alarm: Alarm) -> bool:
    if alarm is Alarm.SAFETY:
        return answer.act in _IN_DANGER
    return answer.act not in _NOT_UNDERSTOOD


def discussed(shop: Shop, context: Context) -> list[str]:
    """The titles of the products in `context`; none where the records can't be read."""
    ids = dict.fromkeys([context.product or "", *context.products])
    try:
        return [product.title for product in shop.products([*ids])]
    except StoreError as error:
        logger.warning("a handoff goes without its products: %s", error)
        return []


def undelivered(shop: Shop, outcome: Outcome) -> Outcome:
    """`outcome` of a handoff that reached nobody: says so, and how people are reached."""
    try:
        known = route(shop)
    except StoreError as error:
        logger.warning("how people are reached can't be read: %s", error)
        known = ()
    failed = Answer("handoff_failed", known)
    # It says how people are reached itself.
    said = (one for one in outcome.answers if one.act != "inform_contact")
    answers = (failed if one.act == HANDED_OVER else one for one in said)
    return Outcome(tuple(answers), outcome.context)
