"""Something like a product: of its kind, with what else is wished for, and cheaper if asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions import focus
from actions.audience import for_others, names_people
from actions.candidates import can_be_bought
from actions.context import Context, Criteria
from actions.current import vocabulary
from actions.focus import Focus
from actions.nature import classes
from actions.needs import MOST_SHOWN, Match
from actions.phrases import stem_set
from actions.shop import Shop
from actions.turn import Turn, blank
from actions.vocabulary import made_for_of, words_of
from actions.wanted import wanted
from knowledge import criteria as records
from knowledge.model import Product

CENT = Decimal("0.01")
_ANY = Criteria()
# "something like the Fjord Shell but cheaper": what it is like ends before the wish.
_LIKE = re.compile(
    r"\b(?:like|similar to|comparable to|instead of|than|alternatives? (?:to|for))\b(?P<what>.+?)"
    r"(?=\b(?:but|only|just|from|by|in|under|below|with|without|for|that|which)\b|[,.;?!]|$)",
    re.IGNORECASE,
)


def reference(shop: Shop, turn: Turn, context: Context) -> Focus:
    """The product that something is to be like; the turn that is left says what else."""
    if said := _LIKE.search(turn.text):
        start, end = said.span("what")
        outside = [(0, start), (end, len(turn.text))]
        found = focus.find(shop, turn.without(outside), context)
        if found.product:
            return replace(found, turn=replace(turn, text=blank(turn.text, [(start, end)])))
    return focus.find(shop, turn, context)


def alike(
    shop: Shop, product: Product, criteria: Criteria = _ANY, exclude: Sequence[str] = ()
) -> list[Match]:
    """What is of the kind of `product` and as `criteria` ask, the three most alike.

    Of its category, or of the one above where that has none; never what is made for others.
    What meets none of the wishes comes only where nothing meets one.
    """
    path, others = product.category, _made_for_others(shop, product, criteria)
    while path:
        ids = shop.store.matching(records.Criteria(categories=(path,), in_stock=True))
        left = [i for i in ids if i != product.id and i not in exclude and i not in others]
        if found := _nearest(shop, product, criteria, left):
            return found
        path = path.rpartition(">")[0].strip()
    return []


def cheaper(criteria: Criteria, price: Decimal) -> Criteria:
    """`criteria` with a limit below `price`."""
    limit = price - CENT
    return replace(criteria, max_price=min(limit, criteria.max_price or limit), min_price=None)


def _made_for_others(shop: Shop, product: Product, criteria: Criteria) -> frozenset[str]:
    """The ids of what is made for other people than those named, or than `product` is."""
    named = stem_set([criteria.need])
    whom = named if names_people(named) else frozenset([made_for_of(product)])
    return for_others(vocabulary(shop.store), whom) if names_people(whom) else frozenset()


def _nearest(shop: Shop, product: Product, criteria: Criteria, ids: Sequence[str]) -> list[Match]:
    text = " ".join([product.title, product.category, *product.tags])
    order = {hit.id: hit.score for hit in shop.searcher.search(text, k=len(ids) or 1, ids=ids)}
    asked, kinds = wanted(criteria.need, vocabulary(shop.store)), classes(product)
    found = []
    for one, variants in can_be_bought(shop, criteria, sorted(order)):
        met = asked.met(words_of(one), stem_set([one.description]))
        shared = len(kinds & classes(one))
        found.append(((met[0], shared), Match(one, variants, order[one.id], met)))
    best = max((rank for rank, _ in found), default=None)
    nearest = [match for rank, match in found if rank == best]
    nearest.sort(key=lambda match: (-match.score, match.price, match.product.id))
    return nearest[:MOST_SHOWN]
