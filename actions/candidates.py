"""What may satisfy a need: products in the search's order that can be bought as asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from actions.audience import ASIDE, as_gift
from actions.context import Criteria
from actions.current import vocabulary
from actions.passing import passing
from actions.phrases import content_words
from actions.shop import Shop
from indexes.text import stem
from knowledge import criteria as records
from knowledge.model import Product, Variant

# How far down the search's order a product may stand and still be considered.
DEPTH = 200
# How many products are read at most to find as many, and at once.
MOST_READ, STEP = 2000, 100
# The ratings from which products are looked through where nothing tells which to prefer.
_RATINGS = (Decimal("4.5"), Decimal(4), Decimal(3), None)


@dataclass(frozen=True, slots=True)
class Among:
    """The products to look among: those of `ids`, all for ``None``, and none of `others`."""

    ids: frozenset[str] | None
    others: frozenset[str] = frozenset()

    def __contains__(self, id: str) -> bool:
        return (self.ids is None or id in self.ids) and id not in self.others


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the search says that a product fits: `score` is at most 1 (see `Hit`)."""

    score: float
    similarity: float = 1.0
    relevance: float = 1.0


def candidates(
    shop: Shop, criteria: Criteria, among: Among
) -> list[tuple[Product, tuple[Variant, ...], Fit]]:
    """The first products in the search's order that can be bought as asked for."""
    words = described(shop, criteria)
    if not words:
        return [
            (product, variants, Fit(float(product.rating or 0) / 5))
            for product, variants in _best_rated(shop, criteria, among)
        ]
    picky = criteria.size or criteria.color or among.others
    found = shop.searcher.search(
        words, k=MOST_READ if picky else DEPTH, kind="product", ids=among.ids
    )
    hits = [hit for hit in found if hit.id in among]
    by_id = {hit.id: hit for hit in hits}
    passing = list(islice(can_be_bought(shop, criteria, [hit.id for hit in hits]), DEPTH))
    scores = [by_id[product.id].score for product, _ in passing] or [0.0]
    low, spread = min(scores), (max(scores) - min(scores)) or 1.0
    return [
        (product, variants, Fit((hit.score - low) / spread, hit.similarity, hit.relevance))
        for product, variants in passing
        for hit in (by_id[product.id],)
    ]


def _best_rated(
    shop: Shop, criteria: Criteria, among: Among
) -> list[tuple[Product, tuple[Variant, ...]]]:
    """What can be bought as asked for, by rating; only as far down as it takes to have enough."""
    found: list[tuple[Product, tuple[Variant, ...]]] = []
    for least in _RATINGS:
        rated = shop.store.matching(records.Criteria(min_rating=least, in_stock=True))
        wanted = [id_ for id_ in rated if id_ in among]
        found = list(islice(can_be_bought(shop, criteria, wanted), DEPTH))
        if len(found) == DEPTH:
            break
    return sorted(found, key=lambda one: one[0].rating or 0, reverse=True)


def can_be_bought(
    shop: Shop, criteria: Criteria, ids: Sequence[str]
) -> Iterator[tuple[Product, tuple[Variant, ...]]]:
    """The products of `ids` that can be bought as asked for, with the variants that can."""
    for start in range(0, len(ids), STEP):
        for product in shop.store.products(ids[start : start + STEP]):
            if variants := passing(product, criteria, shop.chart(product)):
                yield product, variants


def described(shop: Shop, criteria: Criteria) -> str:
    """What the need says of the thing itself, "" if nothing.

    Whom or what it is for counts only where the records use the word ("gift" as a tag).
    """
    aside = ASIDE - vocabulary(shop.store).known
    said = content_words(criteria.need)
    kept = [word for word in as_gift(said) if stem(word) not in aside]
    return " ".join(kept) if len(kept) < len(said) or not kept else criteria.need
