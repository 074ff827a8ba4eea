"""Which topic answers which intent, for whoever passes a question on to another topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from actions.answer import Outcome
from actions.context import Context
from actions.shop import Shop
from actions.turn import Entity, Turn
from knowledge.model import Product

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

# Questions about one product, which can wait until it is clear which one is meant.
ABOUT_A_PRODUCT = frozenset("compare details fit price products reviews sizes stock".split())  # noqa: SIM905
_AFTER_A_PRODUCT = frozenset(["ask_cheaper", "ask_similar"])
_CHOOSING = frozenset(["select_item", "refine", "affirm"])


def about_a_product(topic: str | None) -> bool:
    """Say whether questions of `topic` are about one product."""
    return topic in ABOUT_A_PRODUCT


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

    Looked up as in `named`: who knows better imports this module too.
    """
    answered: Callable[..., Outcome] = import_module("actions.routing").answered_by
    return answered(topic, answer, shop, turn, context)


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
    if topic not in ABOUT_A_PRODUCT and question.intent not in _AFTER_A_PRODUCT:
        return None
    kept = tuple(e for e in question.entities if e.name not in {"product", "ordinal"})
    asked = replace(question, entities=(Entity("product", product.id),))
    return asked.plus(added).plus(replace(question, entities=kept))
