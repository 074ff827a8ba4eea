"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from actions.audience import for_others, names_people
from actions.candidates import Among, can_be_bought, candidates, described
from actions.context import Criteria
from actions.current import vocabulary
from actions.options import buyable
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.vocabulary import is_of_kind, words_of
from indexes.text import stem
from knowledge import criteria as records
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# From this cosine on, a product that shares no word with the need is still near to it.
RELATED = 0.35
# More than all else adds up to: what is named by the kind asked for comes first.
NAMED = 5.0


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

    A kind of product that the need names ("boots", "running shoes") and a yes/no attribute
    ("waterproof") are hard filters too, as are price, size and colour.
    """
    return _matches(shop, criteria, _flags(shop, criteria), _kind(shop, criteria))


def first_of(shop: Shop, criteria: Criteria, ids: Sequence[str]) -> list[Match]:
    """The first products of `ids`, in this order, that pass every filter of `criteria`.

    Where the need has words of its own, only what has most of them.
    """
    if described(shop, criteria):
        found, asked = fitting(shop, criteria), _asked(shop, criteria)
        most = max((len(asked & words_of(match.product)) for match in found), default=0)
        best = {m.product.id: m for m in found if len(asked & words_of(m.product)) == most}
        return [best[id_] for id_ in ids if id_ in best][:MOST_SHOWN]
    among = _allowed(shop, criteria, _flags(shop, criteria))
    passing = can_be_bought(shop, criteria, [id_ for id_ in ids if id_ in among])
    return [Match(product, variants) for product, variants in islice(passing, MOST_SHOWN)]


def nearest(shop: Shop, criteria: Criteria) -> list[Match]:
    """What comes nearest where nothing fits; the kind of product is never given up.

    What is made for kids and fits in all else comes first, where nobody was named.
    """
    kind = _kind(shop, criteria)
    found = _for_kids(shop, criteria, kind)[:MOST_SHOWN]
    for wanted in dict.fromkeys([kind, frozenset[str]()]):
        for relaxed in _relaxations(criteria):
            if near := _matches(shop, relaxed, [], wanted):
                over_budget = criteria.max_price is not None and relaxed.max_price is None
                best = near[: 2 * MOST_SHOWN]
                if over_budget:
                    best.sort(key=lambda match: match.price)
                return found + best
    return found


def _for_kids(shop: Shop, criteria: Criteria, kind: frozenset[str]) -> list[Match]:
    if names_people(stem_set([criteria.need])):
        return []
    for_kids = replace(criteria, need=f"{criteria.need} kids".strip())
    made, asked = vocabulary(shop.store).made_for.get("kid", frozenset()), _asked(shop, criteria)
    found = _matches(shop, for_kids, _flags(shop, criteria), kind)
    return [m for m in found if m.product.id in made and asked & words_of(m.product)]


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


def _asked(shop: Shop, criteria: Criteria) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(described(shop, criteria)))


def _flags(shop: Shop, criteria: Criteria) -> list[frozenset[str]]:
    """The yes/no attributes that the need names."""
    asked = _asked(shop, criteria)
    return [flag for flag in vocabulary(shop.store).flags if flag <= asked]


def _kind(shop: Shop, criteria: Criteria) -> frozenset[str]:
    """The words of the category that the need names in full: "running shoes".

    None of several kinds: "boots or running shoes" asks for either.
    """
    if "or" in words(criteria.need):
        return frozenset()
    return vocabulary(shop.store).whole_kind(stem_set([criteria.need]))


def _matches(
    shop: Shop, criteria: Criteria, musts: Sequence[frozenset[str]], kind: frozenset[str]
) -> list[Match]:
    """What passes, best first. What can be told by id alone is told before the search.

    Of a `kind` are the products whose records say all its words; those that are named by
    it come first.
    """
    asked, among = _asked(shop, criteria), _allowed(shop, criteria, musts, kind)
    found = []
    for product, variants, fit in candidates(shop, criteria, among):
        known = words_of(product)
        share = len(asked & known) / len(asked) if asked else 1.0
        if kind <= known and (share > 0 or fit.similarity >= RELATED):
            rated = float(product.rating or 3) / 5
            named = NAMED if kind and is_of_kind(product, kind) else 0.0
            found.append(Match(product, variants, named + fit.score + 2 * share + rated))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


def _allowed(
    shop: Shop,
    criteria: Criteria,
    musts: Sequence[frozenset[str]],
    kind: frozenset[str] = frozenset(),
) -> Among:
    """What passes all but size and colour.

    Which of a product's sizes is meant depends on its own names and chart.
    """
    known, asked = vocabulary(shop.store), _asked(shop, criteria)
    heads = asked - known.phrases.get(kind, frozenset())
    allowed = [ids for ids in (known.of_kinds(heads), *map(known.flags.get, musts)) if ids]
    if criteria.min_price is not None or criteria.max_price is not None:
        hard = records.Criteria(
            min_price=criteria.min_price, max_price=criteria.max_price, in_stock=True
        )
        allowed.append(frozenset(shop.store.matching(hard)))
    others = for_others(known, stem_set([criteria.need]))
    return Among(frozenset.intersection(*allowed) - others) if allowed else Among(None, others)
