"""What the shop's policy pages say, in the shop's own words."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, Outcome, facts
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import content_words
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "policies"
# What each intent is about, for messages that are shorter than their meaning ("returns?").
_ABOUT = {
    "ask_returns": "returns exchanges refunds",
    "ask_payment": "payment methods",
    "ask_warranty": "warranty and repair",
    "ask_contact": "contact by e-mail or phone",
    "ask_shipping_policy": "shipping and delivery",
}
_ENOUGH = 2
# Sections that answered the demo shop's questions had cosines from .44, others up to .39.
_NEAR = 0.4
_LONGEST = 420
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Quote the section that answers best; the wording around it says whose words they are."""
    short = len(content_words(turn.text)) < _ENOUGH
    query = f"{turn.text} {_ABOUT.get(turn.intent, '')}" if short else turn.text
    hits = shop.searcher.search(query, k=1, kind="policy")
    near = hits and hits[0].similarity >= _NEAR
    section = shop.store.policy_section(hits[0].id) if near else None
    remembered = replace(context, topic=TOPIC, pending=None)
    if section is None:
        return Outcome(Answer("no_policy"), remembered)
    said = facts(section.source, title=section.title, text=excerpt(section.text))
    return Outcome(Answer("inform_policy", said), remembered)


def excerpt(text: str, longest: int = _LONGEST) -> str:
    """Whole sentences from the start of `text`, at most `longest` characters of them."""
    flat = " ".join(text.split())
    kept = ""
    for sentence in _SENTENCE_END.split(flat):
        if kept and len(kept) + len(sentence) >= longest:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


class ActionPolicies(ShopAction):
    """Answers the questions about returns, payment, warranty, contact and shipping rules."""

    topic = TOPIC
    answer = staticmethod(answer)
