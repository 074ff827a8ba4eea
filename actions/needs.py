"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from actions.context import Criteria
from actions.options import (
    COLOR,
    SIZE,
    buyable,
    close,
    matching,
    option_name,
    sizes_meant,
    values_of,
)
from actions.phrases import content_words, stem_set
from actions.shop import Shop
from actions.vocabulary import flags_of, vocabulary
from indexes.text import stem
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# How far down the search's order a product may stand and still be considered.
DEPTH = 200
# From this cosine on, a product that shares no word with the need is still near to it.
RELATED = 0.35
# Whom a product is made for, with the words that ask for it.
_PEOPLE = {
    "men": stem_set(["men man male mens guy husband boyfriend dad father"]),
    "women": stem_set(["women woman female womens lady wife girlfriend mum mom mother"]),
    "kid": stem_set(
        ["kids kid child children son daughter boy girl toddler grandson granddaughter"]
    ),
}


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
    asked = _asked(criteria)
    return _matches(shop, criteria, [f for f in vocabulary(shop.store).flags if f <= asked])


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
        ids = [p.id for p in shop.store.products() if p.category.startswith(path)]
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


def _asked(criteria: Criteria) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(criteria.need))


def _matches(shop: Shop, criteria: Criteria, musts: Sequence[frozenset[str]]) -> list[Match]:
    """What passes, best first. The filters go before the search, which reads only so far."""
    asked, known = _asked(criteria), vocabulary(shop.store)
    passing = {
        product.id: (product, variants)
        for product in shop.store.products(sorted(known.of_kinds(asked)))
        if flags_of(product).issuperset(musts)
        and not _for_others(product, asked)
        and (variants := _passing(shop, product, criteria))
    }
    found = []
    for id_, fit in _order(shop, criteria.need, passing).items():
        product, variants = passing[id_]
        share = len(asked & known.words[id_]) / len(asked) if asked else 1.0
        if share > 0 or fit.similarity >= RELATED:
            rated = float(product.rating or 3) / 5
            found.append(Match(product, variants, fit.score + 2 * share + rated))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well the search says that a product fits: `score` is at most 1."""

    score: float
    similarity: float = 1.0


def _order(shop: Shop, need: str, ids: Collection[str]) -> dict[str, _Fit]:
    """Product ids in the search's order, best first; by rating where nothing is asked for."""
    if not content_words(need):
        rated = sorted(shop.store.products(ids), key=lambda p: p.rating or 0, reverse=True)
        return {product.id: _Fit(float(product.rating or 0) / 5) for product in rated}
    hits = shop.searcher.search(need, k=DEPTH, kind="product", ids=ids)
    scores = [hit.score for hit in hits] or [0.0]
    low, spread = min(scores), (max(scores) - min(scores)) or 1.0
    return {hit.id: _Fit((hit.score - low) / spread, hit.similarity) for hit in hits}


def _for_others(product: Product, asked: frozenset[str]) -> bool:
    """Whether a product is made for other people than those asked for; kids' only on request."""
    made_for = stem(product.attributes.get("gender", "").strip())
    wanted = {group for group, names in _PEOPLE.items() if names & asked}
    return made_for in _PEOPLE and made_for not in wanted and bool(wanted or made_for == "kid")


def _passing(shop: Shop, product: Product, criteria: Criteria) -> tuple[Variant, ...]:
    """The variants to buy that are in the size, colour and price range asked for."""
    sizes = values_of(product.variants, option_name(product, SIZE))
    colors = values_of(product.variants, option_name(product, COLOR))
    if criteria.size:
        sizes = sizes_meant(sizes, criteria.size, criteria.size_system, shop.chart(product))
    if criteria.color:
        colors = close(COLOR, colors, criteria.color)
    if (criteria.size and not sizes) or (criteria.color and not colors):
        return ()
    variants = buyable(
        matching(product, sizes if criteria.size else (), colors if criteria.color else ())
    )
    return tuple(v for v in variants if _in_budget(v.price.amount, criteria))


def _in_budget(price: Decimal, criteria: Criteria) -> bool:
    above = criteria.min_price is None or price >= criteria.min_price
    return above and (criteria.max_price is None or price <= criteria.max_price)
