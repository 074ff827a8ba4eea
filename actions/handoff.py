"""A person is asked for, or something went wrong."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from actions import contact, policies
from actions.alarm import read_alarm
from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.offer import BACK, HANDED_OVER
from actions.reach import PERSON
from actions.shop import Shop
from actions.turn import Turn
from knowledge.errors import StoreError
from knowledge.model import Fact

logger = logging.getLogger(__name__)

TOPIC = "handoff"
_COMPLAINTS = policies.Subject("complaints")
_ASKS = re.compile(r"\b(?:who|whom|where|how (?:do|can))\b", re.IGNORECASE)
_THANKS = re.compile(
    r"\b(?:thank(?:s| you)|thx|ty|cheers),? (?:anyways?|though|all the same)\b", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Hand over at once to whoever asks for it; apologise for a complaint and offer it.

    The act `handed_over` is what makes `ShopAction` tell a person.
    """
    if turn.intent == "complain" and _thanks(turn):
        return Outcome(Answer("thank"), context)
    if turn.intent == "complain":
        said = Answer("complaint", buttons=(PERSON,))
        return Outcome((said, *_where(shop, turn)), replace(context, offered="ask_human"))
    quiet = replace(context, pending=None)
    told = Answer(HANDED_OVER, buttons=(BACK,))
    ways = _ways(shop)
    return Outcome((told, Answer("inform_contact", ways)) if ways else told, quiet)


def _where(shop: Shop, turn: Turn) -> tuple[Answer, ...]:
    """The page on complaints, where the message asks for more than to be heard."""
    if not _ASKS.search(turn.text):
        return ()
    page = policies.find_section(shop, turn.text, _COMPLAINTS)
    return (policies.quoted(page, turn.text, shop.encoder),) if page else ()


def _ways(shop: Shop) -> tuple[Fact, ...]:
    """How people are reached, and when: the assistant itself is silent from here on.

    Whoever asks for a person gets one though the records can't be read.
    """
    try:
        return contact.ways(shop)
    except StoreError as error:
        logger.warning("how people are reached can't be read: %s", error)
        return ()


def _thanks(turn: Turn) -> bool:
    """Whether no more than bad luck is meant: "damn, thanks anyway"."""
    return bool(_THANKS.search(turn.text)) and not read_alarm(turn.text)


class ActionHandoff(ShopAction):
    """Answers `ask_human` and `complain`."""

    topic = TOPIC
    answer = staticmethod(answer)
