"""What to buy: from a need in free words, cheaper than this, more like that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions import focus
from actions.answer import Answer, Outcome, ProductCard, facts, price_text
from actions.base import ShopAction
from actions.context import Context, Criteria
from actions.current import vocabulary
from actions.needs import MOST_SHOWN, Match, fitting, nearest, similar
from actions.phrases import WORD, content_words, stem_set
from actions.reasons import reason
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import Fact, Product

TOPIC = "recommendations"
# What is left between two wishes once the entities between them are taken out.
_DANGLING = re.compile(r"\b(?: in| size| under| below)+ (?=(?:in|for|with|and|under|below)\b)")
# How far from "about 50 euros" a price may be.
_AROUND = Decimal("0.15")
# Whom and what for: words that no record holds and that may be repeated to the shopper.
_PURPOSES = stem_set(["gift present dad mum mother father friend wife husband kids trip"])
# A need that can be repeated at all: a few words, no figures, no markup.
_PLAIN = re.compile(r"[A-Za-z' -]{1,60}")


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Recommend up to three products, each with a reason taken from its own attributes."""
    if turn.intent == "ask_cheaper":
        return _cheaper(shop, turn, context)
    if turn.intent == "ask_similar":
        return _similar(shop, turn, context)
    criteria = criteria_of(shop, turn, Criteria())
    if not criteria.to_slot():
        fresh = replace(context, criteria=criteria, topic=TOPIC, product=None, pending=None)
        return Outcome(Answer("ask_need"), fresh)
    return recommend(shop, criteria, context)


def refine(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Recommend again, with what this turn adds to the earlier criteria."""
    return recommend(shop, criteria_of(shop, turn, context.criteria), context)


def criteria_of(shop: Shop, turn: Turn, earlier: Criteria) -> Criteria:
    """`earlier` plus what `turn` asks for; a new need or budget replaces the old one."""
    low, high = _budget(turn, shop.currency)
    if low is not None or high is not None:
        earlier = replace(earlier, min_price=low, max_price=high)
    if size := turn.first("size"):
        earlier = replace(earlier, size=size.value, size_system=size.role)
    if color := turn.first("color"):
        earlier = replace(earlier, color=color.value)
    return replace(earlier, need=_joined(shop, need_of(turn), earlier.need))


def _joined(shop: Shop, need: str, earlier: str) -> str:
    """The new need; "waterproof ones" names no kind of product, so it adds to the old one."""
    if not need or not earlier:
        return need or earlier
    kinds = stem_set(content_words(need)) & vocabulary(shop.store).kinds
    return need if kinds else f"{need} {earlier}"


def _budget(turn: Turn, currency: str) -> tuple[Decimal | None, Decimal | None]:
    around = turn.amount(currency, "around")
    if around is not None:
        return around * (1 - _AROUND), around * (1 + _AROUND)
    return turn.amount(currency, "min"), turn.amount(currency, "max", None)


def need_of(turn: Turn) -> str:
    """The part of the message that says what for: "waterproof boots for winter"."""
    taken = [(e.start, e.end) for e in turn.entities if e.name in {"money", "size", "color"}]
    text = turn.without(taken).text
    content = set(content_words(text))
    spans = [m.span() for m in WORD.finditer(text) if m.group().lower() in content]
    if not spans:
        return ""
    return _DANGLING.sub(" ", " ".join(text[spans[0][0] : spans[-1][1]].split()))


def recommend(shop: Shop, criteria: Criteria, context: Context) -> Outcome:
    """Show what fits; where nothing does, say so and show what comes nearest."""
    found, act = fitting(shop, criteria), "recommend"
    if not found:
        found, act = nearest(shop, criteria), "recommend_nearest"
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


def _cheaper(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """What costs less than the product meant, or than the cheapest of the last list."""
    found = focus.find(shop, turn, context)
    shown = [found.product] if found.product else shop.products(context.products)
    if not shown:
        return focus.ask_back(found, context, TOPIC)
    cheapest = min(shown, key=_price)
    listed = not found.product or found.product.id in context.products
    earlier = context.criteria if listed and context.criteria.to_slot() else like(cheapest)
    asked = criteria_of(shop, turn, earlier)
    limit = _price(cheapest) - Decimal("0.01")
    cheaper = replace(asked, max_price=min(limit, asked.max_price or limit), min_price=None)
    matches = fitting(shop, cheaper)[:MOST_SHOWN]
    if not matches:
        price = price_text(cheapest.variants)
        said = facts(cheapest.source, product=cheapest.title, price=price)
        kept = replace(context, topic=TOPIC, pending=None)
        return Outcome(Answer("no_cheaper", said, (ProductCard.of(cheapest),)), kept)
    # The bound was ours: only one that the shopper named stays a criterion.
    return Outcome(
        Answer("recommend", _listed(shop, matches, asked.need), _cards(matches)),
        _showing(matches, asked, context),
    )


def _similar(shop: Shop, turn: Turn, context: Context) -> Outcome:
    found = focus.find(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    product = found.product
    matches = similar(shop, product, exclude=context.products)
    if not matches:
        return Outcome(Answer("no_match", _said(f"something like the {product.title}")), context)
    criteria = like(product)
    said = _listed(shop, matches, criteria.need)
    return Outcome(Answer("recommend", said, _cards(matches)), _showing(matches, criteria, context))


def like(product: Product) -> Criteria:
    """Criteria that describe `product`: the kind of thing that it is."""
    return Criteria(need=(product.category.rpartition(">")[2].strip() or product.title).lower())


def describe(shop: Shop, criteria: Criteria) -> str:
    """The criteria as a noun phrase, with no figure and no colour that is only the shopper's."""
    known = vocabulary(shop.store)
    plain = _PLAIN.fullmatch(criteria.need)
    sayable = plain and stem_set(content_words(criteria.need)) <= known.known | _PURPOSES
    wish = criteria.need.lower() if sayable else "what you are looking for"
    wish = wish if criteria.need else "something"
    if criteria.color:
        ours = stem_set([criteria.color]) <= known.colors
        wish += f" in {criteria.color}" if ours else " in that colour"
    if criteria.size:
        wish += " in your size"
    if criteria.max_price is not None or criteria.min_price is not None:
        wish += " within your budget"
    return wish


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
    """Answers `ask_recommendation`, `ask_cheaper` and `ask_similar`."""

    topic = TOPIC
    answer = staticmethod(answer)
