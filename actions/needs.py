"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.context import Criteria
from actions.options import COLOR, SIZE, buyable, option_name, same_value
from actions.phrases import WORD, content_words, join, stem, stems, words
from actions.shop import Shop
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# How far down the search's order a product may stand and still be considered.
DEPTH = 200
_YES = frozenset(["yes", "true"])
_NO = frozenset(["no", "false", "none"])


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
    """The products that pass every hard filter of `criteria`, the best fit first."""
    order = _order(shop, criteria)
    kinds = _kinds(shop, criteria.need)
    musts = _musts(shop, criteria.need)
    found = []
    for product in shop.store.products(list(order)):
        if product.id in criteria.exclude or not _is_kind(product, kinds) or _lacks(product, musts):
            continue
        variants = _passing(product, criteria)
        if variants:
            score = order[product.id] + 2.0 * _share(product, criteria.need)
            found.append(Match(product, variants, score))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


def nearest(shop: Shop, criteria: Criteria) -> list[Match]:
    """What comes nearest where nothing fits: the fewest wishes given up, price last."""
    kept = Criteria(need=criteria.need, exclude=criteria.exclude)
    price = {"min_price": criteria.min_price, "max_price": criteria.max_price}
    options = {"size": criteria.size, "color": criteria.color}
    for wishes in (price, {**options}, {}):
        relaxed = Criteria(need=kept.need, exclude=kept.exclude, **wishes)  # type: ignore[arg-type]
        if relaxed != criteria and (found := fitting(shop, relaxed)):
            if wishes is not price and criteria.max_price is not None:
                found.sort(key=lambda match: match.price)
            return found
    return []


def reason(match: Match, need: str) -> str:
    """A short phrase from the product's own attributes, what was asked for first."""
    asked = {stem(word) for word in content_words(need)}
    phrases = [
        (bool(asked & stems([name, value])), phrase)
        for name, value in match.product.attributes.items()
        if (phrase := attribute_phrase(name, value))
    ]
    phrases.sort(key=lambda item: not item[0])
    chosen = list(dict.fromkeys(phrase for _, phrase in phrases))[:2]
    if match.product.rating:
        chosen.append(f"rated {match.product.rating} out of 5")
    return join(chosen) or match.product.category.rpartition(">")[2].strip().lower() or "in stock"


def attribute_phrase(name: str, value: str) -> str:
    """ "waterproof: yes" is "waterproof", "lining: fleece" is "fleece lining"."""
    name, value = name.replace("_", " ").strip().lower(), value.strip()
    if not value or len(value) > 60 or value.lower() in _NO:
        return ""
    if value.lower() in _YES:
        return name
    if name in {"material", "waterproof", "compatibility"} or stem(name) in stems([value]):
        return value
    if name in {"lining", "sole", "fit", "upper", "filling", "closure", "finish"}:
        return f"{value} {name}"
    return f"{name}: {value}"


def _order(shop: Shop, criteria: Criteria) -> dict[str, float]:
    """Product ids in the search's order, each with its score scaled to at most 1."""
    if not content_words(criteria.need):
        return {product.id: float(product.rating or 0) / 5 for product in shop.store.products()}
    hits = shop.searcher.search(criteria.need, k=DEPTH, kind="product")
    top = max((hit.score for hit in hits), default=1.0)
    low = min((hit.score for hit in hits), default=0.0)
    return {hit.id: (hit.score - low) / ((top - low) or 1.0) for hit in hits}


def _kinds(shop: Shop, need: str) -> frozenset[str]:
    """The words of `need` that name a kind of product: a category, or a title's last word."""
    asked = {stem(word) for word in content_words(need)}
    named = stems([leaf for category in shop.store.categories() for leaf in category.split(">")])
    titles = frozenset(
        stem(parts[-1]) for product in shop.store.products() if (parts := words(product.title))
    )
    return frozenset(asked & (named | titles))


def _is_kind(product: Product, kinds: frozenset[str]) -> bool:
    known = stems([product.title, *product.category.split(">"), *product.tags])
    return not kinds or bool(kinds & known)


def _musts(shop: Shop, need: str) -> frozenset[str]:
    """The yes/no attributes that `need` asks for by name ("waterproof")."""
    asked = {stem(word) for word in content_words(need)}
    flags = {
        name for p in shop.store.products() for name, v in p.attributes.items() if v.lower() in _YES
    }
    return frozenset(name for name in flags if stem(name.lower()) in asked)


def _lacks(product: Product, musts: Iterable[str]) -> bool:
    return any(product.attributes.get(name, "no").lower() not in _YES for name in musts)


def _share(product: Product, need: str) -> float:
    """The share of the need's words that the product's own records hold."""
    asked = {stem(word) for word in content_words(need)}
    if not asked:
        return 0.0
    texts = [product.title, product.category, *product.tags, *product.attributes.values()]
    known = stems(texts) | stems([n for n, v in product.attributes.items() if v.lower() in _YES])
    described = {stem(word.lower()) for word in WORD.findall(product.description)}
    return (len(asked & known) + 0.5 * len(asked & (described - known))) / len(asked)


def _passing(product: Product, criteria: Criteria) -> tuple[Variant, ...]:
    return tuple(v for v in buyable(product.variants) if _passes(product, v, criteria))


def _passes(product: Product, variant: Variant, criteria: Criteria) -> bool:
    price: Decimal = variant.price.amount
    if criteria.max_price is not None and price > criteria.max_price:
        return False
    if criteria.min_price is not None and price < criteria.min_price:
        return False
    wishes: Sequence[tuple[str, str | None]] = ((SIZE, criteria.size), (COLOR, criteria.color))
    return all(_has(product, variant, kind, wish) for kind, wish in wishes if wish)


def _has(product: Product, variant: Variant, kind: str, wish: str) -> bool:
    value = variant.options.get(option_name(product, kind) or "", "")
    if same_value(kind, value, wish):
        return True
    return kind == COLOR and set(words(wish)) <= set(words(value))
