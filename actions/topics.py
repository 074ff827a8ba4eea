"""Which topic answers which intent, for whoever passes a question on to another topic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from actions import policies
from actions.answer import Answer, Outcome
from actions.context import Context
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.wanted import ANYTHING
from actions.yardstick import superlatives
from indexes.errors import IndexMissingError
from knowledge.model import PolicySection, Product

Topic = Callable[[Shop, Turn, Context], Outcome]
"""What answers the questions of one topic: the function `answer` of its module."""

_INTENTS = {
    "compare": "ask_compare",
    "contact": "ask_contact ask_opening_hours",
    "details": "ask_material ask_care ask_dimensions ask_compatibility ask_detail",
    "discounts": "ask_discount",
    "fallback": "out_of_scope nlu_fallback",
    "fit": "ask_fit",
    "followup": "refine drop_filter start_over",
    "gift_cards": "ask_gift_card",
    "handoff": "ask_human complain",
    "orders": "ask_order cancel_order",
    "payment": "ask_payment",
    "price": "ask_price",
    "privacy": "ask_privacy delete_data",
    "products": "ask_product select_item",
    "recommendations": (
        "ask_recommendation ask_gift ask_cheaper ask_similar ask_best_rated ask_best_selling"
    ),
    "returns": "ask_returns ask_exchange ask_refund",
    "reviews": "ask_reviews",
    "several": "ask_several",
    "shipping": "ask_shipping ask_shipping_countries ask_shipping_policy ask_customs ask_pickup",
    "sizes": "ask_sizes ask_colors",
    "smalltalk": "greet thank goodbye bot_challenge help affirm deny",
    "stock": "ask_stock ask_back_in_stock",
    "warranty": "ask_warranty ask_repair",
}
BY_INTENT = {intent: topic for topic, intents in _INTENTS.items() for intent in intents.split()}
"""The topic of every intent that the model is trained on."""

# Acts that ask for a product or could not find one, and those that tell its price.
_NO_PRODUCT = frozenset(["ask_product", "unknown_product"])
_WHICH = frozenset(["clarify_product"])
_WHERE = frozenset(["ask_country"])
# What is asked of a delivery, and the table of rates tells.
_ON_THE_TABLE = re.compile(
    r"\bhow (?:much|long|fast|quick|soon)\b|\b(?:costs?|prices?|fees?|charges?|cheap\w*|rates?)\b",
    re.IGNORECASE,
)
_WAITS = frozenset(["ask_product"])
_WISH, _LIKELY = "ask_recommendation", 0.15
# "Which sizes do you have?" is no question about the shop, whatever its pages say of sizes.
_ONLY_OF_GOODS = frozenset(["sizes", "stock", "fit"])
_PRICES = frozenset(["inform_price", "inform_price_range"])
# Questions about one product, which can wait until it is clear which one is meant.
_ABOUT_A_PRODUCT = frozenset("compare details fit price products reviews sizes stock".split())  # noqa: SIM905
_ABOUT_GOODS = _ABOUT_A_PRODUCT | {"fallback", "followup", "recommendations"}
# "And in UK sizes?" is taken for a question of shipping.
_MAY_BE_SIZES = _ABOUT_GOODS | {"shipping"}
_OF_THE_SHOP = frozenset("orders payment returns shipping warranty".split())  # noqa: SIM905
_AFTER_A_PRODUCT = frozenset(["ask_cheaper", "ask_similar"])
_CHOOSING = frozenset(["select_item", "refine", "affirm"])


def about_a_product(topic: str | None) -> bool:
    """Say whether questions of `topic` are about one product."""
    return topic in _ABOUT_A_PRODUCT


def named(topic: str) -> Topic:
    """The function that answers `topic`: that of `actions/<topic>.py`.

    Looked up when it is needed, since topics that pass questions on import this module.
    """
    answer: Topic = import_module(f"actions.{topic}").answer
    return answer


def ask(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer `turn` by the topic of its intent; one of no known intent was not understood."""
    topic = BY_INTENT.get(turn.intent, "fallback")
    return answered_by(topic, named(topic), shop, turn, context)


def answered_by(topic: str, answer: Topic, shop: Shop, turn: Turn, context: Context) -> Outcome:
    """What `answer`, the function of `topic`, tells, or what another one knows better.

    What was taken for a question about a product may be one about the shop: "what does a new
    sole cost?", "how much is it gift wrapped?". The cheapest or lightest of a kind is asked
    for in too many ways for any one topic.
    """
    better = _on_the_same_page(shop, turn, context) or _at_large(topic, shop, turn, context)
    if better:
        return better
    told = _of_both(topic, shop, turn, context) or answer(shop, turn, context)
    told = _or_wished(shop, turn, context, told)
    told = _with_named(shop, topic, turn, context, told)
    if not _may_be_on_a_page(topic, turn, told):
        return told
    page = policies.sure(shop, turn)
    if page is None or (
        told.answer.act in _PRICES and not _beside_its_name(told.answer, turn, page)
    ):
        return told
    quoted = policies.quoted(page, turn.text, shop.encoder)
    if told.answer.act in _PRICES:
        return Outcome((quoted, *told.answers), told.context)
    return Outcome(quoted, policies.remembered(turn, context))


def _may_be_on_a_page(topic: str, turn: Turn, told: Outcome) -> bool:
    """Whether a page may know better than what was `told`."""
    act = told.answer.act
    if len(told.answers) > 1 or turn.pressed or (act in _WAITS and topic in _ONLY_OF_GOODS):
        return False
    if act in _WHERE:
        return not _ON_THE_TABLE.search(turn.text)
    return act in _NO_PRODUCT | _WHICH | _PRICES


def _on_the_same_page(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    if context.asked is None:
        return None
    answer: Callable[[Shop, Turn, Context], Outcome | None] = import_module(
        "actions.same_page"
    ).answer
    return answer(shop, turn, context)


def _with_named(shop: Shop, topic: str, turn: Turn, before: Context, told: Outcome) -> Outcome:
    """`told`, with the product that a question of the shop's rules names at hand after it."""
    if topic not in _OF_THE_SHOP or turn.pressed or told.context.product != before.product:
        return told
    try:
        named = import_module("actions.focus").named(shop, turn)
    except IndexMissingError:
        return told
    if named is None or named.product.id == before.product:
        return told
    at_hand = replace(told.context, product=named.product.id, products=(), options={})
    return Outcome(told.answers, at_hand)


def _beside_its_name(said: Answer, turn: Turn, page: PolicySection) -> bool:
    """Whether the message asks, beside the product's name, for what `page` speaks of."""
    title = next((fact.value for fact in said.facts if fact.name == "product"), "")
    asked = stem_set(content_words(turn.text)) - stem_set([title])
    return bool(asked & stem_set([page.title]))


def _of_both(topic: str, shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The answer for each product that is named: "what do the A and the B cost?"."""
    each, compare = import_module("actions.each"), import_module("actions.compare")
    if topic not in each.TOPICS or turn.first("product"):
        return None
    products, spans = compare.side_by_side(shop, turn)
    if not products:
        return None
    ids = tuple(product.id for product in products)
    listed = replace(context, product=None, products=ids, options={}, pending=None)
    meant = import_module("actions.focus").Focus(turn.without(spans), candidates=products)
    told: Outcome = each.of_all(shop, meant, listed, topic)
    return told


def _or_wished(shop: Shop, turn: Turn, context: Context, told: Outcome) -> Outcome:
    """What is told, or where that only asks back, what "something to clean boots" asks for."""
    likely = any(one.intent == _WISH and one.confidence >= _LIKELY for one in turn.readings)
    wishes = likely and not ANYTHING.isdisjoint(words(turn.text)) and not turn.pressed
    if told.answer.act not in _WHICH | _NO_PRODUCT or not wishes:
        return told
    wished = named("recommendations")(shop, replace(turn, intent=_WISH), context)
    return wished if wished.answer.act == "recommend" else told


def _extreme(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    if not superlatives(turn.text) or import_module("actions.scale").says(turn):
        return None
    answer: Callable[[Shop, Turn, Context], Outcome | None] = import_module(
        "actions.extremes"
    ).answer
    return answer(shop, turn, context)


def _at_large(topic: str, shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What is asked of a whole kind of goods, however it was read."""
    sizes = _sizes(shop, turn, context) if topic in _MAY_BE_SIZES else None
    return sizes or (_extreme(shop, turn, context) if topic in _ABOUT_GOODS else None)


def _sizes(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The sizes of a kind of goods, what the size charts say, or the size next to the last."""
    scale, sizing, stock = (import_module(f"actions.{one}") for one in ("scale", "sizing", "stock"))
    found: Outcome | None = None
    if turn.pressed:
        return None
    if scale.is_asked(shop, turn):
        found = scale.answer(shop, turn, context)
    elif sizing.is_asked(shop, turn, context):
        found = sizing.answer(shop, turn, context)
    elif turn.intent != "ask_fit":
        found = stock.next_size(shop, turn, context)
    return found


def asked_last(context: Context) -> Turn | None:
    """The question answered last, if what was said since left its topic under way."""
    asked = context.asked
    return asked if asked and BY_INTENT.get(asked.intent) == context.topic else None


def waiting_for(product: Product, turn: Turn, context: Context) -> Turn | None:
    """The question that waited to hear which product is meant, if `turn` says this one.

    What `turn` adds ("the parka, in L") goes before what was asked.
    """
    asked = not context.products or product.id in context.products or context.product is None
    if context.pending is None or turn.intent not in _CHOOSING or not asked:
        return None
    added = replace(turn, entities=tuple(e for e in turn.entities if e.name != "ordinal"))
    return _about(product, context.pending, added, context.topic)


def resume(shop: Shop, question: Turn, context: Context) -> Outcome:
    """Answer a question that waited (see `waiting_for`)."""
    asked = replace(context, pending=None)
    if question.intent == "refine" and context.topic:
        return named(context.topic)(shop, question, asked)
    return ask(shop, question, asked)


def _about(product: Product, question: Turn, added: Turn, topic: str | None) -> Turn | None:
    """`question` asked of `product`; ``None`` where it asks of none."""
    if question.intent == "ask_several":
        parts = tuple(_about(product, part, added, topic) for part in question.questions)
        waiting = tuple(part for part in parts if part)
        return replace(question, questions=waiting) if waiting else None
    # A fragment ("in L?") belongs to the topic under way.
    topic = BY_INTENT.get(question.intent, topic) if question.intent != "refine" else topic
    if topic not in _ABOUT_A_PRODUCT and question.intent not in _AFTER_A_PRODUCT:
        return None
    kept = tuple(e for e in question.entities if e.name not in {"product", "ordinal"})
    asked = replace(question, entities=(Entity("product", product.id),))
    return asked.plus(added).plus(replace(question, entities=kept))
