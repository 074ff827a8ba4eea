"""How and when the shop's people can be reached."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, Outcome, facts
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import content_words, stem_set
from actions.policies import Subject, find_section, quoted, unknown
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import Fact

TOPIC = "contact"
_CONTACT = Subject("contact by e-mail or phone", usual=False)
_ADDRESS = Subject("the address of our shop, where it is, how to get there and visit it")
_HOURS = Subject("opening hours of customer service")
_PLACE = re.compile(
    r"\b(?:where|add?ress|located|location|visit|directions|street|city|get to|find you|come by)\b",
    re.IGNORECASE,
)
# A question of these words alone asks for the way to get in touch, whichever.
_ANY_WAY = stem_set(
    """
    contact reach call phone telephone number email e-mail mail write talk speak touch team
    customer service support details info information someone hotline question questions
    """.split()  # noqa: SIM905
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """State how the shop is reached or when it is open; what its pages say of the rest."""
    said = _hours(shop, turn) if turn.intent == "ask_opening_hours" else _contact(shop, turn)
    return Outcome(said, replace(context, topic=TOPIC, pending=None, asked=turn))


def _contact(shop: Shop, turn: Turn) -> Answer:
    known = ways(shop)
    place = _PLACE.search(turn.text)
    any_way = stem_set(content_words(turn.text)) <= _ANY_WAY and not place
    subject = _ADDRESS if place else _CONTACT
    section = None if known and any_way else find_section(shop, turn.text, subject)
    if section:
        return quoted(section, turn.text, shop.encoder)
    if not known:
        return unknown(shop)
    return Answer("inform_contact", known, buttons=(PERSON,))


def ways(shop: Shop) -> tuple[Fact, ...]:
    """How the shop's people are reached, and when; nothing where no record says how."""
    known = route(shop)
    return (*known, *_opening_hours(shop)) if known else ()


def _hours(shop: Shop, turn: Turn) -> Answer:
    """The page says more than the record does: holidays, time zones."""
    if section := find_section(shop, turn.text, _HOURS):
        return quoted(section, turn.text, shop.encoder)
    hours = _opening_hours(shop)
    return Answer("inform_hours", hours) if hours else unknown(shop)


def _opening_hours(shop: Shop) -> tuple[Fact, ...]:
    info = shop.store.shop_info()
    return facts("shop", hours=str(info.details.get("opening_hours") or "")) if info else ()


class ActionContact(ShopAction):
    """Answers `ask_contact` and `ask_opening_hours`."""

    topic = TOPIC
    answer = staticmethod(answer)
