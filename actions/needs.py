"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from actions.audience import ASIDE, as_gift, for_others
from actions.context import Criteria
from actions.current import vocabulary
from actions.options import buyable
from actions.passing import passing
from actions.phrases import content_words, stem_set
from actions.shop import Shop
from actions.vocabulary import words_of
from indexes.text import stem
from knowledge import criteria as records
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# How far down the search's order a product may stand and still be considered.
DEPTH = 200
# How many products are read at most to find as many, and at once.
MOST_READ, STEP = 2000, 100
# The ratings from which products are looked through where nothing tells which to prefer.
_RATINGS = (Decimal("4.5"), Decimal(4), Decimal(3), None)
# From this cosine on, a product that shares no word with the need is still near to it.
RELATED = 0.35


@dataclass(frozen=True, slots=True)
class Match:
    """A product that passed the filters, with the variants that did."""

    product: Product
    variants: tuple[Variant, ...]
    score: float = 0.0

    @property
    def price(self) -> Money:
        return min(variant.price for variant in self.variants)


def fitting(shop: Shop, criteria: Criteria) -> list[Match]:
    """The products that pass every hard filter of `criteria`, the best fit first.

    A kind of product that the need names ("boots") and a yes/no attribute ("waterproof")
    are hard filters too, as are price, size and colour.
    """
    return _matches(shop, criteria, _flags(shop, criteria))


def first_of(shop: Shop, criteria: Criteria, ids: Sequence[str]) -> list[Match]:
    """The first products of `ids`, in this order, that pass every filter of `criteria`.

    Where the need has words of its own, only what has most of them.
    """
    if _described(shop, criteria):
        found, asked = fitting(shop, criteria), _asked(shop, criteria)
        most = max((len(asked & words_of(match.product)) for match in found), default=0)
        best = {m.product.id: m for m in found if len(asked & words_of(m.product)) == most}
        return [best[id_] for id_ in ids if id_ in best][:MOST_SHOWN]
    among = _allowed(shop, criteria, _flags(shop, criteria))
    passing = _buyable(shop, criteria, [id_ for id_ in ids if id_ in among])
    return [Match(product, variants) for product, variants in islice(passing, MOST_SHOWN)]


def nearest(shop: Shop, criteria: Criteria) -> list[Match]:
    """What comes nearest where nothing fits; the kind of product is never given up."""
    for relaxed in _relaxations(criteria):
        if found := _matches(shop, relaxed, []):
            over_budget = criteria.max_price is not None and relaxed.max_price is None
            best = found[: 2 * MOST_SHOWN]
            return sorted(best, key=lambda match: match.price) if over_budget else best
    return []


def _relaxations(criteria: Criteria) -> Iterator[Criteria]:
    """The criteria with ever more given up: first the attributes, the price last but one."""
    any_option = replace(criteria, size=None, color=None)
    any_price = replace(criteria, min_price=None, max_price=None)
    yield criteria
    yield any_option
    yield any_price
    yield replace(any_option, min_price=None, max_price=None)


def similar(shop: Shop, product: Product, exclude: Sequence[str] = ()) -> list[Match]:
    """What is most like `product`: of its category, and of the one above where that is empty."""
    text = " ".join([product.title, product.category, *product.tags])
    path = product.category
    while path:
        ids = shop.store.matching(records.Criteria(categories=(path,), in_stock=True))
        others = [id_ for id_ in ids if id_ != product.id and id_ not in exclude]
        hits = shop.searcher.search(text, k=MOST_SHOWN, kind="product", ids=others)
        matches = [
            Match(p, left)
            for p in shop.products([hit.id for hit in hits])
            if (left := buyable(p.variants))
        ]
        if matches:
            return matches
        path = path.rpartition(">")[0].strip()
    return []


def _described(shop: Shop, criteria: Criteria) -> str:
    """What the need says of the thing itself, "" if nothing.

    Whom or what it is for counts only where the records use the word ("gift" as a tag).
    """
    aside = ASIDE - vocabulary(shop.store).known
    said = content_words(criteria.need)
    kept = [word for word in as_gift(said) if stem(word) not in aside]
    return " ".join(kept) if len(kept) < len(said) or not kept else criteria.need


def _asked(shop: Shop, criteria: Criteria) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(_described(shop, criteria)))


def _flags(shop: Shop, criteria: Criteria) -> list[frozenset[str]]:
    """The yes/no attributes that the need names."""
    asked = _asked(shop, criteria)
    return [flag for flag in vocabulary(shop.store).flags if flag <= asked]


def _matches(shop: Shop, criteria: Criteria, musts: Sequence[frozenset[str]]) -> list[Match]:
    """What passes, best first. What can be told by id alone is told before the search."""
    asked, among = _asked(shop, criteria), _allowed(shop, criteria, musts)
    found = []
    for product, variants, fit in _fits(shop, criteria, among):
        share = len(asked & words_of(product)) / len(asked) if asked else 1.0
        if share > 0 or fit.similarity >= RELATED:
            rated = float(product.rating or 3) / 5
            found.append(Match(product, variants, fit.score + 2 * share + rated))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


@dataclass(frozen=True, slots=True)
class _Among:
    """The products to look among: those of `ids`, all for ``None``, and none of `others`."""

    ids: frozenset[str] | None
    others: frozenset[str] = frozenset()

    def __contains__(self, id: str) -> bool:
        return (self.ids is None or id in self.ids) and id not in self.others


def _allowed(shop: Shop, criteria: Criteria, musts: Sequence[frozenset[str]]) -> _Among:
    """What passes all but size and colour.

    Which of a product's sizes is meant depends on its own names and chart.
    """
    known, asked = vocabulary(shop.store), _asked(shop, criteria)
    allowed = [ids for ids in (known.of_kinds(asked), *map(known.flags.get, musts)) if ids]
    if criteria.min_price is not None or criteria.max_price is not None:
        hard = records.Criteria(
            min_price=criteria.min_price, max_price=criteria.max_price, in_stock=True
        )
        allowed.append(frozenset(shop.store.matching(hard)))
    others = for_others(known, stem_set([criteria.need]))
    return _Among(frozenset.intersection(*allowed) - others) if allowed else _Among(None, others)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well the search says that a product fits: `score` is at most 1."""

    score: float
    similarity: float = 1.0


def _fits(
    shop: Shop, criteria: Criteria, among: _Among
) -> list[tuple[Product, tuple[Variant, ...], _Fit]]:
    """The first products in the search's order that can be bought as asked for."""
    described = _described(shop, criteria)
    if not described:
        return [
            (product, variants, _Fit(float(product.rating or 0) / 5))
            for product, variants in _best_rated(shop, criteria, among)
        ]
    picky = criteria.size or criteria.color or among.others
    found = shop.searcher.search(
        described, k=MOST_READ if picky else DEPTH, kind="product", ids=among.ids
    )
    hits = [hit for hit in found if hit.id in among]
    by_id = {hit.id: hit for hit in hits}
    passing = list(islice(_buyable(shop, criteria, [hit.id for hit in hits]), DEPTH))
    scores = [by_id[product.id].score for product, _ in passing] or [0.0]
    low, spread = min(scores), (max(scores) - min(scores)) or 1.0
    return [
        (product, variants, _Fit((hit.score - low) / spread, hit.similarity))
        for product, variants in passing
        for hit in (by_id[product.id],)
    ]


def _best_rated(
    shop: Shop, criteria: Criteria, among: _Among
) -> list[tuple[Product, tuple[Variant, ...]]]:
    """What can be bought as asked for, by rating; only as far down as it takes to have enough."""
    found: list[tuple[Product, tuple[Variant, ...]]] = []
    for least in _RATINGS:
        rated = shop.store.matching(records.Criteria(min_rating=least, in_stock=True))
        wanted = [id_ for id_ in rated if id_ in among]
        found = list(islice(_buyable(shop, criteria, wanted), DEPTH))
        if len(found) == DEPTH:
            break
    return sorted(found, key=lambda one: one[0].rating or 0, reverse=True)


def _buyable(
    shop: Shop, criteria: Criteria, ids: Sequence[str]
) -> Iterator[tuple[Product, tuple[Variant, ...]]]:
    """The products of `ids` that can be bought as asked for, with the variants that can."""
    for start in range(0, len(ids), STEP):
        for product in shop.store.products(ids[start : start + STEP]):
            if variants := passing(product, criteria, shop.chart(product)):
                yield product, variants
