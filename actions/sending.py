"""What goes before the shipping table: when one product is sent, and rules for its kind.

Furniture, fresh food and vehicles seldom travel as parcels do, and what is made to order is
not sent today.
"""

from __future__ import annotations

import logging
import re

from actions import terms
from actions.answer import Answer, Outcome
from actions.context import Context
from actions.current import vocabulary
from actions.phrases import QUESTION_WORDS, stem_set, words
from actions.policies import (
    USUAL,
    Subject,
    find_sections,
    kinds_asked,
    product_meant,
    quoted,
    ranking,
)
from actions.shop import Shop
from actions.turn import Turn

logger = logging.getLogger(__name__)

TOPIC = "shipping"
_WHEN = re.compile(
    r"\b(?:when|how (?:long|fast|soon|quick\w*)|leaves?|dispatch\w*|ready)\b", re.IGNORECASE
)
_PARCELS = frozenset(["ask_shipping", "ask_shipping_policy"])
_FREE = Subject("free delivery from a basket value, express", usual=False)
_SENDING = Subject("when an order is sent", usual=False)
# Words of titles that name no goods: the "one" of a "CK One".
_NO_GOODS = stem_set(QUESTION_WORDS)
_RULES = "shipping rules for large, heavy, fresh or fragile goods"


def own_term(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """When one product is sent, where its record says so, with the page on that."""
    if turn.intent not in _PARCELS or not _WHEN.search(turn.text):
        return None
    own = terms.asked(shop, turn, context, TOPIC)
    if own is None:
        return None
    pages = find_sections(shop, turn.text, _SENDING)[:1]
    answers = (terms.said(*own), *(quoted(page, turn.text, shop.encoder) for page in pages))
    return Outcome(answers, context.about(own[0].id, TOPIC))


def rule(shop: Shop, turn: Turn, context: Context) -> Answer | None:
    """What a page says of sending such a product, or of free express; ``None`` for the rest."""
    if turn.intent not in _PARCELS | {"ask_shipping_countries"}:
        return None
    if _asks_for_free_express(shop, turn) and (pages := find_sections(shop, turn.text, _FREE)):
        return quoted(pages[0], turn.text, shop.encoder)
    try:
        return _rule_of_kind(shop, turn, context)
    except Exception:
        logger.exception("the shipping pages cannot be compared: going by the table")
        return None


def _asks_for_free_express(shop: Shop, turn: Turn) -> bool:
    """Whether express is asked to be free, of which the table has its price alone."""
    asked = any(one.value == "express" for one in turn.all("shipping_method"))
    rates = shop.store.all_shipping_rates()
    never = not any(rate.free_from for rate in rates if rate.method == "express")
    return asked and "free" in words(turn.text) and never


def _rule_of_kind(shop: Shop, turn: Turn, context: Context) -> Answer | None:
    product = product_meant(shop, turn, context)
    kinds = kinds_asked(turn.text, product, vocabulary(shop.store))
    rated = {rate.section_id for rate in shop.store.all_shipping_rates()}
    pages = {section.partition("#")[0] for section in rated}
    goods = (kinds | stem_set([product.title] if product else [])) - _NO_GOODS
    fitting = (
        one
        for one in (ranking(shop, turn.text, _RULES, product) if goods and rated else ())
        if one.section.policy in pages and one.section.id not in rated
        if goods & stem_set([one.section.title, one.section.text])
    )
    best = next(fitting, None)
    if best is None or best.score < USUAL:
        return None
    return quoted(best.section, turn.text, shop.encoder)
