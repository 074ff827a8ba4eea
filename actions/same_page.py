"""A message that goes on with what the shop's pages were asked: "and if I break it myself?"."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from actions import focus, policies, readings, topics
from actions.answer import Outcome
from actions.context import NOT_UNDERSTOOD, Context
from actions.current import vocabulary
from actions.phrases import POINTING, content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Turn
from knowledge.countries import country_names
from knowledge.model import PolicySection

logger = logging.getLogger(__name__)

TOPIC = policies.TOPIC
ON_PAGES = frozenset(
    "contact discounts gift_cards orders payment privacy returns shipping warranty".split()  # noqa: SIM905
)
"""The topics that the shop's pages answer."""

# What only makes sense after what was said before.
_FRAGMENTS = frozenset(["refine", NOT_UNDERSTOOD])
# Questions of things, which may be asked of a service as well: "how long does it last?"
_OF_THINGS = frozenset(["details", "price", "stock", "fit"])
BY_TABLE = frozenset(["ask_shipping", "ask_shipping_countries"])
"""Questions that the table of rates answers."""
# Their short questions make sense alone: "phone number?"
_ALONE = frozenset(["contact"])
_NAMES = ("product", "size", "color", "money", "ordinal", "shipping_method")
# A question that points back or has no more words of its own than this needs the one before.
FEW = 2
# The score from which it then does, where it was understood as a question of its own.
CLEAR = policies.CLEAR
_COUNTRY = re.compile(
    rf"\b(?:EU|European Union|{'|'.join(map(re.escape, country_names()))})\b", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What the pages say to `turn` after the question before; ``None`` where it doesn't go on."""
    before = _before(context)
    if before is None:
        return None
    try:
        if not _goes_on(shop, turn, before, context):
            return None
        bar = CLEAR if topics.BY_INTENT.get(turn.intent) in ON_PAGES else policies.USUAL
        sections = policies.going_on(shop, turn.text, before.text, bar)
    except Exception:
        logger.exception("the policy pages cannot be compared: the message is taken by itself")
        return None
    if not sections or (turn.first("country") and not _tells_countries(sections)):
        return None
    said = tuple(policies.quoted(one, turn.text, shop.encoder) for one in sections)
    return Outcome(said, replace(context, pending=None))


def _before(context: Context) -> Turn | None:
    """The question that a page answered last, if nothing else was asked since."""
    if context.topic == TOPIC:
        return context.asked
    return topics.asked_last(context) if context.topic in ON_PAGES else None


def _goes_on(shop: Shop, turn: Turn, before: Turn, context: Context) -> bool:
    """Whether `turn` may ask more of what `before` asked, for it asks nothing of its own."""
    if turn.pressed or any(turn.first(name) for name in _NAMES):
        return False
    unsure = turn.intent in _FRAGMENTS or (
        turn.intent == "out_of_scope" and readings.is_doubtful(turn.readings)
    )
    topic = topics.BY_INTENT.get(turn.intent)
    if unsure:
        return not _names_goods(shop, turn, before)
    if topic in _OF_THINGS:
        return context.product is None and not _names_goods(shop, turn, before)
    if topic not in ON_PAGES - _ALONE or not _points_back(turn):
        return False
    if turn.intent in BY_TABLE and (turn.first("country") or before.intent in BY_TABLE):
        return False
    return policies.sure(shop, turn) is None


def _names_goods(shop: Shop, turn: Turn, before: Turn) -> bool:
    """Whether it names a product, or a kind of them that was not spoken of."""
    kinds = vocabulary(shop.store).kinds & stem_set(words(turn.text))
    new = kinds - stem_set(words(before.text))
    return (bool(new) and turn.intent not in _FRAGMENTS) or focus.named(shop, turn) is not None


def _points_back(turn: Turn) -> bool:
    said = content_words(turn.text)
    return len(said) <= FEW or bool(POINTING & set(words(turn.text)))


def _tells_countries(sections: Sequence[PolicySection]) -> bool:
    """Whether the answer depends on the country: "I'm in France" asks for nothing else."""
    return any(_COUNTRY.search(section.text) for section in sections)
