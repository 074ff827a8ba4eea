"""Personal data: what the shop and this assistant keep, and having it deleted."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import words
from actions.policies import Subject, find_section, quoted
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import PolicySection

TOPIC = "privacy"
_STORED = Subject("what personal data we store and who receives it")
_DELETING = Subject("delete my personal data")
_THIS_CHAT = frozenset(["chat", "conversation", "conversations", "messages", "bot", "assistant"])


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Say what is kept. Asked to delete it, forget the conversation and say who does the rest."""
    deleting = turn.intent == "delete_data"
    section = find_section(shop, turn.text, _DELETING if deleting else _STORED)
    page = (quoted(section, turn.text, shop.encoder),) if section else ()
    remembered = replace(context, topic=TOPIC, pending=None, asked=turn)
    if deleting and _is_deleting(shop, section):
        # What was remembered goes at once; the written conversation is the shop's to delete.
        forgotten = Answer("forget_conversation", route(shop), buttons=(PERSON,))
        return Outcome((forgotten, *page), Context(topic=TOPIC))
    if deleting:
        return Outcome(page, remembered)
    kept = Answer("inform_chat_data", () if page else route(shop))
    about_chat = not _THIS_CHAT.isdisjoint(words(turn.text))
    return Outcome((kept, *page) if about_chat else (*page, kept), remembered)


def _is_deleting(shop: Shop, section: PolicySection | None) -> bool:
    """Whether data is to be deleted, and the pages lead nowhere else: to "unsubscribe?"."""
    usual = find_section(shop, _DELETING.about, _DELETING)
    return section is None or usual is None or section.id == usual.id


class ActionPrivacy(ShopAction):
    """Answers `ask_privacy` and `delete_data`."""

    topic = TOPIC
    answer = staticmethod(answer)
