"""The cheapest, lightest or warmest of a kind, of all that the shop has of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions import recommendations
from actions.answer import Answer, Outcome, ProductCard, facts, price_text
from actions.audience import names_people
from actions.candidates import can_be_bought, described
from actions.context import Context, Criteria
from actions.contrast import by_attribute, by_price, figure
from actions.needs import MOST_SHOWN, Match, asked_for, fitting
from actions.phrases import stem_set
from actions.reasons import reason
from actions.shop import Shop
from actions.turn import Turn, blank
from actions.wishes import criteria_of, describe, like
from actions.yardstick import Asked, is_dearest, read, superlatives
from knowledge.model import Product

# So many of a kind are looked through for a figure.
MOST_READ = 30
_AT_ALL = re.compile(
    r"\b(?:at all|overall|of all|you(?:'ve)? (?:have|got|sell|offer|stock)|in (?:your|the) "
    r"(?:shop|store|range)|there (?:is|are))\b",
    re.IGNORECASE,
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The first of the kind asked for, and what comes next; ``None`` where none is asked for."""
    asked = read(turn.text)
    for criteria in _meant(shop, turn, context):
        if _is_named(shop, turn, criteria):
            return None
        if ordered := _ordered(shop, turn, asked, _of_kind(shop, criteria)):
            said = _said(shop, turn, asked, criteria, ordered)
            shown = ordered[:MOST_SHOWN]
            ids = tuple(match.product.id for match in shown)
            cards = tuple(ProductCard.of(match.product, match.price) for match in shown)
            kept = Context(
                ids[0], ids, criteria=criteria, country=context.country, topic=recommendations.TOPIC
            )
            return Outcome(replace(said, products=cards), kept)
    return None


def _meant(shop: Shop, turn: Turn, context: Context) -> Iterator[Criteria]:
    """What may be asked about: what the message says, or else what was under discussion.

    That is no more than the last list unless the message says more ("you have", "at all").
    """
    rest = replace(turn, text=blank(turn.text, superlatives(turn.text)))
    own = criteria_of(shop, rest, Criteria())
    of_list = len(context.products) > 1 and not _AT_ALL.search(turn.text)
    if asked_for(shop, own).ids if of_list else described(shop, own):
        yield own
    if of_list:
        return
    product = shop.store.product(context.product) if context.product else None
    if context.criteria.need:
        yield replace(context.criteria, min_price=None, max_price=None)
    elif product:
        yield like(product)
    elif not context.products and not described(shop, own):
        yield own


def _ordered(shop: Shop, turn: Turn, asked: Asked, found: Sequence[Match]) -> list[Match]:
    if asked.price or is_dearest(turn.text):
        ordered = sorted(found, key=lambda match: (match.price, match.product.title))
        return ordered[::-1] if is_dearest(turn.text) else ordered
    return _by_figure(shop, asked, found)


def _is_named(shop: Shop, turn: Turn, criteria: Criteria) -> bool:
    """Whether one product is named by more than the kind that is asked for."""
    kinds = frozenset().union(*(kind.said for kind in asked_for(shop, criteria).kinds))
    mentions = (mention for mention in shop.searcher.link(turn.text) if mention.exact)
    named = (stem_set(turn.text[start:end] for start, end in m.spans) for m in mentions)
    return any(not said <= kinds for said in named)


def _of_kind(shop: Shop, criteria: Criteria) -> Sequence[Match]:
    """What fits; where no kind is named, only what is like it by name."""
    if not described(shop, criteria):
        ids = [product.id for product in shop.store.each_product(variants=False)]
        return [Match(*one) for one in can_be_bought(shop, criteria, ids)]
    found = fitting(shop, criteria)
    if not names_people(stem_set([criteria.need])):
        # The cheapest backpack may be one for kids.
        for_kids = fitting(shop, replace(criteria, need=f"{criteria.need} for kids"))
        found += [match for match in for_kids if match not in found]
    return found if asked_for(shop, criteria).kinds else [match for match in found if match.met[0]]


def _by_figure(shop: Shop, asked: Asked, found: Sequence[Match]) -> list[Match]:
    """The matches whose records state the figure, the best first; none if one alone does."""
    read_of = {match.product.id: figure(shop, asked, match.product) for match in found[:MOST_READ]}
    known = {id_: one for id_, one in read_of.items() if one}
    if asked.best is None or len(known) < 2 or len({one.dimension for one in known.values()}) > 1:
        return []
    best_last = asked.best is max
    stated = [match for match in found if match.product.id in known]
    return sorted(stated, key=lambda match: known[match.product.id].high, reverse=best_last)


def _said(
    shop: Shop, turn: Turn, asked: Asked, criteria: Criteria, ordered: Sequence[Match]
) -> Answer:
    first = ordered[0]
    shown: list[Product] = [match.product for match in ordered[:MOST_SHOWN]]
    if len(shown) > 1 and not asked.price and not is_dearest(turn.text):
        return by_attribute(shop, asked, shown)
    if len(shown) > 1 and not is_dearest(turn.text):
        return by_price(shown)
    need = facts("message", need=describe(shop, criteria)) if criteria.need else ()
    why = reason(first.product, criteria.need, shop.store.reviews(first.product.id))
    price = price_text(first.variants)
    said = facts(first.product.source, product_1=first.product.title, price_1=price, reason_1=why)
    return Answer("recommend", said + need)
