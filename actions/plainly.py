"""What the records plainly say to a message that no intent was found for.

A model knows the questions of its examples; what a record states of exactly what is asked
answers any. Nothing here guesses: what the records hold no word of is left to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions import details, focus, plight, policies, readings, recommendations, topics
from actions.answer import Outcome
from actions.attributes import stated_exactly
from actions.audience import ASIDE
from actions.context import NOT_UNDERSTOOD, Context
from actions.current import vocabulary
from actions.focus import Focus
from actions.naming import definite_kind
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.statements import evidence
from actions.turn import Turn
from actions.wanted import wanted
from knowledge.model import Product

# The bars were measured on 270 messages of shoppers to two shops and on the thousand of
# CLINC150 that are out of scope (Larson et al., 2019): of these, the records of a product that
# happens to be in hand answer 0.5 %, and 0.5 % find a page's section of this relevance.
IN_HAND, IN_LIST = 0.7, 0.9
SECTION = 0.45
# Relevance of the nearest section from which the topic under way may be asked about on; and
# that of a product to be of the kind that a message names.
GOES_ON, GOODS = 0.04, 0.1
# From this confidence on, what is likeliest a wish is taken for one where something meets it.
LEAST = {readings.WISH: 0.25, "ask_gift": 0.15}
_OPTIONS = frozenset(["size", "color", "money"])
# The words that a fragment has at most.
FRAGMENT = 10

_ASKS = re.compile(r"\W*(?:is|are|does|do|can|could|will|would|has|have|how|what)\b", re.IGNORECASE)

# Pages about these go on to be asked about in fragments: "and how long is it valid?"
_ON_PAGES = frozenset("gift_cards payment privacy returns warranty".split())  # noqa: SIM905


def answer(shop: Shop, turn: Turn, context: Context, named: Focus | None) -> Outcome | None:
    """The answer to `turn`, which names the product `named`; ``None`` where none is plain."""
    ways: tuple[Callable[[], Outcome | None], ...] = (
        lambda: _of_product(shop, turn, context, named),
        lambda: _of_page(shop, turn, context, named),
        lambda: None if named else _of_topic(shop, turn, context),
        lambda: None if named else _of_kind(shop, turn, context),
        lambda: None if named else _of_need(shop, turn, context),
        lambda: of_plight(shop, turn, context, named),
    )
    return next((found for way in ways if (found := way())), None)


def about(shop: Shop, turn: Turn, context: Context, named: Focus | None) -> Outcome | None:
    """What its own record states of the one product that is named, if by its kind alone.

    A size or a colour asks for other things than properties.
    """
    meant = named or definite(shop, turn, context)
    if meant is None or meant.product is None or _OPTIONS & {e.name for e in turn.entities}:
        return None
    said = _stated(shop, meant.product, meant.turn, context, 0)
    return said if said and said.answer.act != "inform_policy" else None


def definite(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    """The only product of a kind that is spoken of as known: "can the hammock hold two?"."""
    known = definite_kind(shop, turn.text)
    found = focus.find(shop, turn, context) if known else None
    return found if found and found.product else None


def _of_product(shop: Shop, turn: Turn, context: Context, named: Focus | None) -> Outcome | None:
    """What is stated of the product meant; of a list, of the first that states it."""
    if named and named.product:
        return _stated(shop, named.product, named.turn, context, IN_HAND)
    bar = IN_HAND if context.product else IN_LIST
    shown = shop.products([context.product] if context.product else context.products)
    found = (_stated(shop, product, turn, context, bar) for product in shown)
    return next((said for said in found if said), None)


def _stated(
    shop: Shop, product: Product, turn: Turn, context: Context, bar: float
) -> Outcome | None:
    found = None
    if not stated_exactly(product, turn.text):
        found = evidence(shop, product, turn.text)
        if found is None or found.score < bar:
            return None
    said = details.told(shop, product, turn)
    return Outcome(said, context.about(product.id, details.TOPIC))


def _of_page(shop: Shop, turn: Turn, context: Context, named: Focus | None) -> Outcome | None:
    """The section that is plainly about what is asked: no product, or in the same words."""
    if not named and (surely := policies.sure(shop, turn, policies.UNREAD)):
        said = policies.quoted(surely, turn.text, shop.encoder)
        return Outcome(said, policies.remembered(turn, context))
    hits = shop.searcher.search(turn.text, k=1, kind="policy", min_relevance=SECTION)
    section = shop.store.policy_section(hits[0].id) if hits else None
    if section is None:
        return None
    if stem_set(content_words(turn.text)).isdisjoint(stem_set([*section.title_path, section.text])):
        return None
    said = policies.quoted(section, turn.text, shop.encoder)
    return Outcome(said, policies.remembered(turn, context))


def _of_topic(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What the pages of the topic under way say to a fragment: "what if he loses it?"."""
    fragment = turn.intent == NOT_UNDERSTOOD and len(words(turn.text)) <= FRAGMENT
    if context.topic not in _ON_PAGES or not fragment:
        return None
    if not shop.searcher.search(turn.text, k=1, kind="policy", min_relevance=GOES_ON):
        return None
    found = topics.named(context.topic)(shop, turn, context)
    return found if found.answer.act == "inform_policy" else None


def _of_kind(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """Goods of the kind that is named; or what is asked of them, where that can be read."""
    if not _kinds(shop, turn) or not shop.searcher.search(turn.text, k=1, min_relevance=GOODS):
        return None
    if (meant := definite(shop, turn, context)) and _ASKS.match(turn.text):
        return details.answer(shop, replace(meant.turn, intent="ask_detail"), context)
    likely = readings.best(turn.readings) if readings.is_likely(turn.readings) else None
    if likely and topics.about_a_product(topics.BY_INTENT.get(likely.intent)):
        found = topics.ask(shop, replace(turn, intent=likely.intent), context)
        if not found.context.pending:
            return found
    return recommendations.answer(shop, replace(turn, intent="ask_recommendation"), context)


def _of_need(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What plainly meets a plight: "my hands get cold on the bike, what helps?"."""
    wish = readings.best(turn.readings)
    if wish is None or wish.confidence < LEAST.get(wish.intent, 1):
        return None
    found = recommendations.answer(shop, replace(turn, intent=wish.intent), context)
    return found if found.answer.act == "recommend" else None


def of_plight(shop: Shop, turn: Turn, context: Context, named: Focus | None) -> Outcome | None:
    """What helps by its meaning alone, unless the message is about the product at hand."""
    at_hand = focus.named_in_full(shop, turn) or (context.product and not named)
    about_it = named or context.products or context.topic in topics.ABOUT_A_PRODUCT
    if at_hand or (about_it and not plight.may_wish(turn)):
        return None
    found = plight.helping(shop, turn)
    return recommendations.showing(shop, found, turn.text, context) if found else None


def _kinds(shop: Shop, turn: Turn) -> frozenset[str]:
    """The kinds of the shop's goods that the message names, or the ids of what it asks for.

    People and figures are none. Other names of a kind count where it is what is asked for:
    no message of CLINC150 that is out of scope asks so for goods.
    """
    said = stem_set(word for word in content_words(turn.text) if word.isalpha())
    known = vocabulary(shop.store)
    return (known.kinds & said - ASIDE) or wanted(turn.text, known).ids or frozenset()
