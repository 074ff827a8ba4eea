"""The catalogue's own words, which tell a kind of product from a wish about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from actions.options import COLOR
from actions.phrases import stem, stems, words
from knowledge.model import Product
from knowledge.store import Store

YES = frozenset(["yes", "true"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stems of the words that this catalogue uses.

    `kinds` name a kind of product: words of categories and the last words of titles
    ("boot"). `flags` are yes/no attributes ("waterproof"), as the records spell them.
    """

    kinds: frozenset[str]
    flags: frozenset[str]
    colors: frozenset[str]
    all: frozenset[str]


def vocabulary(store: Store) -> Vocabulary:
    """The vocabulary of the catalogue as it stands."""
    return _vocabulary(store, store.content_hash())


@lru_cache(maxsize=4)
def _vocabulary(store: Store, content_hash: str) -> Vocabulary:  # noqa: ARG001 - the cache's key
    products = store.products()
    kinds = stems([part for category in store.categories() for part in category.split(">")])
    titles = frozenset(stem(parts[-1]) for p in products if (parts := words(p.title)))
    flags = {name for p in products for name, v in p.attributes.items() if v.lower() in YES}
    colors = stems(store.option_values(COLOR))
    texts = frozenset().union(*(known_words(product) for product in products))
    return Vocabulary(kinds | titles, frozenset(flags), colors, kinds | titles | colors | texts)


def known_words(product: Product) -> frozenset[str]:
    """The stems of what the records say of `product`, its description aside."""
    yes = [name for name, value in product.attributes.items() if value.lower() in YES]
    said = [value for value in product.attributes.values() if value.lower() not in YES | {"no"}]
    return stems([product.title, product.brand, product.category, *product.tags, *yes, *said])
