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
from actions.focus import Focus
from actions.options import both_chosen_in, option_name, values_of
from actions.phrases import content_words, stem_set
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.statements import evidence
from actions.turn import Entity, Turn
from actions.values import SIZE
from actions.vocabulary import YES
from indexes.asking import read_question
from indexes.evidence import Evidence, holds_figure, speaks_of
from indexes.quantities import quantities
from indexes.roots import roots
from indexes.statements import Statement
from knowledge.model import Fact, Product

TOPIC = "details"
_NO = frozenset(["no", "false"])
# What is read off the variants and not off the record's words.
_ELSEWHERE = (
    (re.compile(r"\b(?:prices?|costs?|how much (?:is|are))\b", re.IGNORECASE), "price"),
    (re.compile(r"\b(?:in stock|sold out|available)\b", re.IGNORECASE), "stock"),
)
# What parts the things that one question asks for: "a hood and reflectors", "weight/size".
_JOINED = re.compile(r"\s*(?:[&+;]|[,/](?!\d)|\b(?:and|or|plus)\b)\s*", re.IGNORECASE)
_MOST_TOLD = 3

# Asked of what is made in sizes that are measures, these are the answer.
_BIG = re.compile(
    r"\bhow (?:big|large|long|wide)\b|\b(?:sizes?|dimensions?|measure\w*)\b", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer in the words of the records, or say that they don't tell."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        if held := _of_those(shop, found, turn, context):
            return held
        if _narrows(shop, turn, context):
            return recommendations.refine(shop, turn, context)
        return each.answer(shop, found, context, TOPIC)
    said = told(shop, found.product, found.turn)
    unstated = said[0].act == "not_stated"
    if unstated and (other := _other_topic(found.product, found.turn)):
        asks = found.turn.plus(Turn("", entities=(Entity("product", found.product.id),)))
        return topics.named(other)(shop, asks, context)
    asked = context.asked if turn.intent == "refine" else found.turn
    kept = replace(context.about(found.product.id, TOPIC), asked=asked)
    if not both_chosen_in(shop, found.product, found.turn):
        return Outcome(said, kept)
    # "The big one in sand, and how hot can I wash it?"
    about_it = found.turn.plus(Turn("", entities=(Entity("product", found.product.id),)))
    stock = topics.named("stock")(shop, about_it, context)
    return Outcome((*stock.answers, *said), replace(kept, options=stock.context.options))


def _of_those(shop: Shop, found: Focus, turn: Turn, context: Context) -> Outcome | None:
    """What is stated of the product in hand, else of the few that may be meant.

    A word of the question may stand in titles too: "is it ok as cabin luggage?".
    """
    if context.products and {p.id for p in found.candidates} <= set(context.products):
        return None
    held = shop.products([context.product]) if context.product else []
    if said := [one for product in held if (one := _stated(shop, product, turn))]:
        return Outcome(tuple(said), context.about(held[0].id, TOPIC))
    few = found.candidates if len(found.candidates) <= _MOST_TOLD else ()
    said = [one for product in few if (one := _stated(shop, product, found.turn))]
    listed = tuple(product.id for product in few)
    return Outcome(tuple(said), replace(context, products=listed, product=None)) if said else None


def _other_topic(product: Product, turn: Turn) -> str | None:
    """What else is asked of a product whose record doesn't state what was thought to be."""
    sizes = values_of(product.variants, option_name(product, SIZE))
    measured = any(quantity.dimension for size in sizes for quantity in quantities(size))
    if measured and _BIG.search(turn.text):
        return "sizes"
    return next((topic for pattern, topic in _ELSEWHERE if pattern.search(turn.text)), None)


def told(shop: Shop, product: Product, turn: Turn) -> tuple[Answer, ...]:
    """What the records say to each thing that a question asks for: "a hood and reflectors"."""
    whole = _stated(shop, product, turn)
    asked = [part for part in _JOINED.split(turn.text) if _asks(part, product)]
    if read_question(turn.text).given or not 1 < len(asked) <= _MOST_TOLD:
        return (whole or about(shop, product, turn),)
    said = {_text(whole): whole} if whole else {}
    for part in asked:
        if any(_covers(text, part, product) for text in said):
            continue
        found = _stated(shop, product, replace(turn, text=part))
        if found and all(fact.source == product.source for fact in found.facts):
            said.setdefault(_text(found), found)
    return tuple(said.values()) or (about(shop, product, turn),)


def _asks(part: str, product: Product) -> bool:
    """Whether a part of a message asks for something and does more than name the thing."""
    asked = read_question(part)
    named = frozenset(roots(f"{product.title} {product.category}"))
    return bool(asked.dimensions) or not named.issuperset(asked.subject)


def _text(said: Answer) -> str:
    return next((fact.value for fact in said.facts if fact.name == "text"), "")


def _covers(text: str, question: str, product: Product) -> bool:
    """Whether what was quoted speaks of all that a part of the question asks for."""
    asked = read_question(question, roots(f"{product.title} {product.category}"))
    spoken = frozenset(roots(text))
    if asked.dimensions and not holds_figure(asked, Statement(text, "", "attribute")):
        return False
    return all(speaks_of(word, spoken) for word in asked.subject)


def _narrows(shop: Shop, turn: Turn, context: Context) -> bool:
    """Whether a property named after a list is a wish: "waterproof please"."""
    listed = context.topic == recommendations.TOPIC and len(context.products) > 1
    named = stem_set(content_words(turn.text))
    return listed and "?" not in turn.text and named in vocabulary(shop.store).flags


def about(shop: Shop, product: Product, turn: Turn) -> Answer:
    """What the records say to a question about `product`."""
    if found := _stated(shop, product, turn):
        return found
    if near := of_intent(product, turn.intent, turn.text):
        return _quoted("inform_detail", product, near.text)
    return _answer("not_stated", product, *route(shop), buttons=(PERSON,))


def _stated(shop: Shop, product: Product, turn: Turn) -> Answer | None:
    """What is stated of exactly what is asked, or a sentence that answers it."""
    if each_of_them := stated_each(product, turn.text):
        return _quoted("inform_detail", product, each_of_them.text)
    if exact := stated_exactly(product, turn.text):
        return _attribute(product, exact)
    found = evidence(shop, product, turn.text)
    return _found(shop, product, found) if found else None


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
