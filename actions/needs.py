"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.context import Criteria
from actions.options import COLOR, SIZE, buyable, option_name, same_value
from actions.phrases import content_words, join, stem_set, words
from actions.shop import Shop
from actions.vocabulary import YES, vocabulary
from indexes.text import stem
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# How far down the search's order a product may stand and still be considered.
DEPTH = 200
_NO = frozenset(["no", "false", "none"])
_LONGEST_PHRASE = 60
# Attributes whose value says it all, and those that follow their value ("fleece lining").
_ALONE = frozenset(["material", "waterproof", "compatibility", "season"])
_TRAILING = frozenset(["lining", "sole", "fit", "upper", "filling", "closure", "finish"])


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
    flags = vocabulary(shop.store).flags
    return _matches(shop, criteria, frozenset(f for f in flags if stem(f) in asked))


def nearest(shop: Shop, criteria: Criteria) -> list[Match]:
    """What comes nearest where nothing fits; the kind of product is never given up."""
    for relaxed in _relaxations(criteria):
        if found := _matches(shop, relaxed, frozenset()):
            over_budget = criteria.max_price is not None and relaxed.max_price is None
            return sorted(found, key=lambda match: match.price) if over_budget else found
    return []


def _relaxations(criteria: Criteria) -> Iterator[Criteria]:
    """The criteria with ever more given up: first the attributes, the price last but one."""
    any_option = replace(criteria, size=None, color=None)
    any_price = replace(criteria, min_price=None, max_price=None)
    yield criteria
    yield any_option
    yield any_price
    yield replace(any_option, min_price=None, max_price=None)


def reason(match: Match, need: str) -> str:
    """A short phrase from the product's own attributes, what was asked for first."""
    asked = {stem(word) for word in content_words(need)}
    phrases = [
        (bool(asked & stem_set([name, value])), phrase)
        for name, value in match.product.attributes.items()
        if (phrase := attribute_phrase(name, value))
    ]
    phrases.sort(key=lambda item: not item[0])
    chosen = list(dict.fromkeys(phrase for _, phrase in phrases))[:2]
    if match.product.rating:
        chosen.append(f"rated {match.product.rating} out of 5")
    return join(chosen) or match.product.category.rpartition(">")[2].strip().lower() or "in stock"


def attribute_phrase(name: str, value: str) -> str:
    """Write "waterproof: yes" as "waterproof", "lining: fleece" as "fleece lining"."""
    name, value = name.replace("_", " ").strip().lower(), value.strip()
    if not value or len(value) > _LONGEST_PHRASE or value.lower() in _NO:
        return ""
    if value.lower() in YES:
        return name
    if name in _ALONE or stem(name) in stem_set([value]):
        return value
    return f"{value} {name}" if name in _TRAILING else f"{name}: {value}"


def _asked(criteria: Criteria) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(criteria.need))


def _matches(shop: Shop, criteria: Criteria, musts: frozenset[str]) -> list[Match]:
    asked, known = _asked(criteria), vocabulary(shop.store)
    # "Boots for kids" asks for what is both; of "a mug or a bottle" nothing is, and each will do.
    kinds = asked & known.kinds
    most_kinds = max((len(kinds & words) for words in known.words.values()), default=0)
    order = _order(shop, criteria.need)
    found = []
    for product in shop.store.products(order):
        said = known.words[product.id]
        variants = _passing(product, criteria)
        excluded = product.id in criteria.exclude or len(kinds & said) < most_kinds
        if excluded or not variants or _lacks(product, musts):
            continue
        share = len(asked & said) / len(asked) if asked else 0.0
        found.append(Match(product, variants, order[product.id] + 2 * share))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


def _order(shop: Shop, need: str) -> dict[str, float]:
    """Product ids in the search's order, each with its score scaled to at most 1."""
    if not content_words(need):
        return {product.id: float(product.rating or 0) / 5 for product in shop.store.products()}
    hits = shop.searcher.search(need, k=DEPTH, kind="product")
    scores = [hit.score for hit in hits] or [0.0]
    low, spread = min(scores), (max(scores) - min(scores)) or 1.0
    return {hit.id: (hit.score - low) / spread for hit in hits}


def _lacks(product: Product, musts: frozenset[str]) -> bool:
    return any(product.attributes.get(name, "no").lower() not in YES for name in musts)


def _passing(product: Product, criteria: Criteria) -> tuple[Variant, ...]:
    return tuple(v for v in buyable(product.variants) if _passes(product, v, criteria))


def _passes(product: Product, variant: Variant, criteria: Criteria) -> bool:
    price = variant.price.amount
    if criteria.max_price is not None and price > criteria.max_price:
        return False
    if criteria.min_price is not None and price < criteria.min_price:
        return False
    wishes = ((SIZE, criteria.size), (COLOR, criteria.color))
    return all(_has(product, variant, kind, wish) for kind, wish in wishes if wish)


def _has(product: Product, variant: Variant, kind: str, wish: str) -> bool:
    value = variant.options.get(option_name(product, kind) or "", "")
    return same_value(kind, value, wish) or (
        kind == COLOR and set(words(wish)) <= set(words(value))
    )
