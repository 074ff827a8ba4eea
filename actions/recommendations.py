"""What to buy: for a need in free words, as a gift, cheaper, similar, rated best."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from actions import compare, focus, ranked, similar, topics
from actions.answer import Answer, Outcome, ProductCard, facts, price_text
from actions.audience import GIFT, OCCASIONS
from actions.base import ShopAction
from actions.context import Context, Criteria
from actions.current import vocabulary
from actions.naming import described_words
from actions.needs import MOST_SHOWN, Match, asked_for, fitting, nearest
from actions.options import asked_of
from actions.phrases import POINTING, content_words, stem_set, words
from actions.reasons import reason
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.wanted import ANYTHING
from actions.wishes import carried, criteria_of, describe, like
from knowledge.model import Fact, Product

TOPIC = "recommendations"
_CHEAPER = re.compile(
    r"\b(?:ch[ea]+p\w*|less|lower|afford\w*|expensive|pric(?:e?y|ier)|too much|steep|"
    r"reasonabl\w*|budget|save|under|below|saving)\b",
    re.IGNORECASE,
)
_OTHERS = frozenset(["else", "other", "others", "different", "another", "more"])


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Recommend up to three products, each with a reason taken from its own attributes."""
    if turn.intent == "ask_cheaper":
        asks = _CHEAPER.search(turn.text) or turn.pressed or not focus.named(shop, turn)
        topic = _cheaper if asks else topics.named("price")
        return topic(shop, turn, context)
    if turn.intent == "ask_similar":
        return _similar(shop, turn, context)
    if turn.intent in ranked.INTENTS:
        return _ranked(shop, turn, context)
    criteria = criteria_of(shop, turn, carried(shop, turn, context.criteria))
    in_full = turn.intent == "ask_recommendation" and focus.named_in_full(shop, turn)
    no_other = in_full and (criteria.max_price is None or not asked_for(shop, criteria).kinds)
    if no_other or _only_chooses(shop, turn, context):
        # "I'd like the Fjord Parka in navy" looks for no other.
        return topics.named("stock")(shop, turn, context)
    if turn.intent == "ask_gift" and stem_set(content_words(criteria.need)) <= OCCASIONS:
        criteria = replace(criteria, need=GIFT)
    if criteria in {Criteria(), Criteria(need=GIFT)}:
        fresh = replace(context, criteria=criteria, topic=TOPIC, product=None, pending=None)
        return Outcome(Answer("ask_gift" if criteria.need else "ask_need"), fresh)
    return _or_sold_out(shop, turn, context, recommend(shop, criteria, context))


def _only_chooses(shop: Shop, turn: Turn, context: Context) -> bool:
    """Whether no more than a version of the product at hand is asked for: "do you have olive?"."""
    at_hand = shop.store.product(context.product) if context.product else None
    wishes = turn.intent != "ask_recommendation" or not ANYTHING.isdisjoint(words(turn.text))
    if at_hand is None or wishes or focus.named(shop, turn):
        return False
    asked = asked_of(shop, at_hand, turn)
    described = stem_set(described_words(shop, turn))
    strange = described.isdisjoint(vocabulary(shop.store).known)
    made = any(one.values for one in asked)
    return any(asked) and (not described or (made and strange))


def _or_sold_out(shop: Shop, turn: Turn, context: Context, found: Outcome) -> Outcome:
    """What is found, or that the only one of the kind asked for is sold out: "boot balm"."""
    ids = asked_for(shop, found.context.criteria).ids or frozenset()
    if found.answer.act == "recommend" or len(ids) != 1:
        return found
    about_it = replace(turn, entities=(*turn.entities, Entity("product", next(iter(ids)))))
    told = topics.named("stock")(shop, about_it, context)
    return told if told.answer.act.startswith("deny_stock") else found


def _ranked(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """What buyers rated highest, or most often: of the last list if the message points at it."""
    wished = ranked.without_praise(turn)
    pointed = bool(POINTING & set(words(turn.text))) and len(context.products) > 1
    criteria = criteria_of(shop, wished, Criteria())
    among = context.products if pointed else None
    found = ranked.find(shop, turn.intent, criteria, among)
    criteria = context.criteria if pointed and criteria == Criteria() else criteria
    asked = replace(context, topic=TOPIC, criteria=criteria, pending=None)
    said = ranked.answer(shop, turn.intent, criteria, found)
    return Outcome(said, _showing(found, criteria, context) if found else asked)


def refine(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Recommend again, with what this turn adds to the earlier criteria.

    "Something else" adds nothing and asks for others than those shown.
    """
    criteria = criteria_of(shop, turn, context.criteria)
    others = criteria == context.criteria and not _OTHERS.isdisjoint(words(turn.text))
    return recommend(shop, criteria, context, exclude=context.products if others else ())


def recommend(
    shop: Shop, criteria: Criteria, context: Context, exclude: Collection[str] = ()
) -> Outcome:
    """Show what fits; where nothing does, say so and show what comes nearest.

    Never shown are the products of the ids in `exclude`.
    """
    found, act = _but(fitting(shop, criteria), exclude), "recommend"
    if not found:
        found, act = _but(nearest(shop, criteria), exclude), "recommend_nearest"
    need = describe(shop, criteria)
    if not found:
        searched = replace(context, topic=TOPIC, criteria=criteria, pending=None)
        return Outcome(Answer("no_match", _said(need)), searched)
    shown = found[:MOST_SHOWN]
    asked = () if act == "recommend" and not criteria.need else _said(need)
    return Outcome(
        Answer(act, _listed(shop, shown, criteria.need) + asked, _cards(shown)),
        _showing(shown, criteria, context),
    )


def _but(matches: Sequence[Match], exclude: Collection[str]) -> list[Match]:
    return [match for match in matches if match.product.id not in exclude]


def _cheaper(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """What costs less than the product meant, or than the cheapest of the last list."""
    if len(compare.compared(shop, turn, Context())[0]) > 1:
        # "Is this one cheaper than that one?"
        return compare.answer(shop, turn, context)
    found = similar.reference(shop, turn, context)
    shown = [found.product] if found.product else shop.products(context.products)
    if not shown:
        return focus.ask_back(found, context, TOPIC)
    cheapest = min(shown, key=_price)
    listed = not found.product or found.product.id in context.products
    if listed and context.criteria.to_slot():
        asked = criteria_of(shop, turn, context.criteria)
        matches = fitting(shop, similar.cheaper(asked, _price(cheapest)))
    else:
        asked = criteria_of(shop, found.turn, Criteria())
        matches = similar.alike(shop, cheapest, similar.cheaper(asked, _price(cheapest)))
    if not matches:
        costs = price_text(cheapest.variants)
        said = facts(cheapest.source, product=cheapest.title, price=costs)
        kept = replace(context, topic=TOPIC, pending=None)
        return Outcome(Answer("no_cheaper", said, (ProductCard.of(cheapest),)), kept)
    # The bound was ours: only one that the shopper named stays a criterion.
    return _recommended(shop, matches[:MOST_SHOWN], asked, context)


def _similar(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """What is like the product meant, with whatever else is wished for."""
    found = similar.reference(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    product, asked = found.product, criteria_of(shop, found.turn, Criteria())
    limited = similar.cheaper(asked, _price(product)) if _CHEAPER.search(turn.text) else asked
    matches = similar.alike(shop, product, limited, exclude=context.products)
    if not matches:
        return Outcome(Answer("no_match", _said(f"something like the {product.title}")), context)
    return _recommended(shop, matches, asked if asked.need else like(product), context)


def _recommended(
    shop: Shop, shown: Sequence[Match], criteria: Criteria, context: Context
) -> Outcome:
    said = _listed(shop, shown, criteria.need)
    return Outcome(Answer("recommend", said, _cards(shown)), _showing(shown, criteria, context))


def showing(shop: Shop, shown: Sequence[Match], need: str, context: Context) -> Outcome:
    """Recommend `shown`, found otherwise, for `need`, which stays no criterion."""
    said = _listed(shop, shown, need)
    return Outcome(Answer("recommend", said, _cards(shown)), _showing(shown, Criteria(), context))


def _said(need: str) -> tuple[Fact, ...]:
    return (Fact("need", need, "message"),)


def _listed(shop: Shop, shown: Sequence[Match], need: str) -> tuple[Fact, ...]:
    said: tuple[Fact, ...] = ()
    for position, match in enumerate(shown, start=1):
        values = {
            f"product_{position}": match.product.title,
            f"price_{position}": price_text(match.variants),
            f"reason_{position}": reason(match.product, need, shop.store.reviews(match.product.id)),
        }
        said += facts(match.product.source, **values)
    return said


def _cards(shown: Sequence[Match]) -> tuple[ProductCard, ...]:
    return tuple(ProductCard.of(match.product, match.price) for match in shown)


def _showing(shown: Sequence[Match], criteria: Criteria, context: Context) -> Context:
    ids = tuple(match.product.id for match in shown)
    focused = ids[0] if len(ids) == 1 else None
    return Context(
        product=focused, products=ids, criteria=criteria, country=context.country, topic=TOPIC
    )


def _price(product: Product) -> Decimal:
    return min(variant.price.amount for variant in product.variants)


class ActionRecommendations(ShopAction):
    """Answers what to buy: for a need, as a gift, cheaper, similar, best rated, best selling."""

    topic = TOPIC
    answer = staticmethod(answer)
