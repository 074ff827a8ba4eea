"""What a product is like: material, care, measures, what it works with, any other property.

What the record states of exactly what is asked comes first, then whatever sentence of the
record, its reviews or the shop's pages answers; a buyer's opinion is said to be one. What
nothing answers is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions import each, focus, recommendations, topics
from actions.answer import Answer, Button, Outcome, ProductCard, facts
from actions.attributes import Stated, of_intent, stated_each, stated_exactly
from actions.base import ShopAction
from actions.context import Context
from actions.current import vocabulary
from actions.options import both_chosen_in, option_name, values_of
from actions.phrases import content_words, stem_set
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.statements import evidence
from actions.turn import Entity, Turn
from actions.values import SIZE
from actions.vocabulary import YES
from indexes.evidence import Evidence
from indexes.quantities import quantities
from knowledge.model import Fact, Product

TOPIC = "details"
_NO = frozenset(["no", "false"])
# What is read off the variants and not off the record's words.
_ELSEWHERE = (
    (re.compile(r"\b(?:prices?|costs?|how much (?:is|are))\b", re.IGNORECASE), "price"),
    (re.compile(r"\b(?:in stock|sold out|available)\b", re.IGNORECASE), "stock"),
)

# Asked of what is made in sizes that are measures, these are the answer.
_BIG = re.compile(
    r"\bhow (?:big|large|long|wide)\b|\b(?:sizes?|dimensions?|measure\w*)\b", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer in the words of the records, or say that they don't tell."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        if _narrows(shop, turn, context):
            return recommendations.refine(shop, turn, context)
        return each.answer(shop, found, context, TOPIC)
    said = about(shop, found.product, found.turn)
    if said.act == "not_stated" and (other := _other_topic(found.product, found.turn)):
        asks = found.turn.plus(Turn("", entities=(Entity("product", found.product.id),)))
        return topics.named(other)(shop, asks, context)
    asked = context.asked if turn.intent == "refine" else found.turn
    kept = replace(context.about(found.product.id, TOPIC), asked=asked)
    if not both_chosen_in(shop, found.product, found.turn):
        return Outcome(said, kept)
    # "The big one in sand, and how hot can I wash it?"
    about_it = found.turn.plus(Turn("", entities=(Entity("product", found.product.id),)))
    stock = topics.named("stock")(shop, about_it, context)
    return Outcome((*stock.answers, said), replace(kept, options=stock.context.options))


def _other_topic(product: Product, turn: Turn) -> str | None:
    """What else is asked of a product whose record doesn't state what was thought to be."""
    sizes = values_of(product.variants, option_name(product, SIZE))
    measured = any(one.dimension for size in sizes for one in quantities(size))
    if _BIG.search(turn.text) and measured:
        return "sizes"
    return next((topic for pattern, topic in _ELSEWHERE if pattern.search(turn.text)), None)


def _narrows(shop: Shop, turn: Turn, context: Context) -> bool:
    """Whether a property named after a list is a wish: "waterproof please"."""
    listed = context.topic == recommendations.TOPIC and len(context.products) > 1
    named = stem_set(content_words(turn.text))
    return listed and "?" not in turn.text and named in vocabulary(shop.store).flags


def about(shop: Shop, product: Product, turn: Turn) -> Answer:
    """What the records say to a question about `product`."""
    if each_of_them := stated_each(product, turn.text):
        return _quoted("inform_detail", product, each_of_them.text)
    if exact := stated_exactly(product, turn.text):
        return _attribute(product, exact)
    if found := evidence(shop, product, turn.text):
        return _found(shop, product, found)
    if near := of_intent(product, turn.intent, turn.text):
        return _quoted("inform_detail", product, near.text)
    return _answer("not_stated", product, *route(shop), buttons=(PERSON,))


def _attribute(product: Product, exact: Stated) -> Answer:
    """State it; a yes or no answers outright."""
    value = exact.value.strip().lower()
    act = "confirm_detail" if value in YES else "deny_detail" if value in _NO else "inform_detail"
    return _quoted(act, product, exact.text)


def _found(shop: Shop, product: Product, found: Evidence) -> Answer:
    """Quote what was found; a page is named, and a review is a buyer's word."""
    if found.kind == "policy":
        section = shop.store.policy_section(found.source.removeprefix("policy:"))
        title = section.title if section else "shop"
        return Answer("inform_policy", facts(found.source, title=title, text=found.text))
    act = "inform_opinion" if found.kind == "review" else "inform_detail"
    return _quoted(act, product, found.text, found.source)


def _quoted(act: str, product: Product, text: str, source: str = "") -> Answer:
    return _answer(act, product, *facts(source or product.source, text=text))


def _answer(act: str, product: Product, *more: Fact, buttons: tuple[Button, ...] = ()) -> Answer:
    named = facts(product.source, product=product.title)
    return Answer(act, (*named, *more), (ProductCard.of(product),), buttons)


class ActionDetails(ShopAction):
    """Answers `ask_material`, `ask_care`, `ask_dimensions`, `ask_compatibility`, `ask_detail`."""

    topic = TOPIC
    answer = staticmethod(answer)
