"""The catalogue's own words, which tell a kind of product from a wish about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from actions.options import COLOR
from actions.phrases import stem_set
from indexes.text import stems
from knowledge.model import Product
from knowledge.store import Store

YES = frozenset(["yes", "true"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stems of the words that this catalogue uses.

    `kinds` name a kind of product: the last words of titles and of each part of a
    category ("boot" of "Shoes > Winter boots"). `flags` are yes/no attributes
    ("waterproof"), as the records spell them. `words` maps a product's id to what the
    records say of it, its description aside.
    """

    kinds: frozenset[str]
    flags: frozenset[str]
    colors: frozenset[str]
    words: Mapping[str, frozenset[str]]


def vocabulary(store: Store) -> Vocabulary:
    """The vocabulary of the catalogue as it stands."""
    return _vocabulary(store, store.content_hash())


@lru_cache(maxsize=4)
def _vocabulary(store: Store, content_hash: str) -> Vocabulary:  # noqa: ARG001 - the cache's key
    products = store.products()
    parts = [part for category in store.categories() for part in category.split(">")]
    heads = map(_head, [*parts, *(product.title for product in products)])
    flags = {name for p in products for name, v in p.attributes.items() if v.lower() in YES}
    return Vocabulary(
        kinds=frozenset(head for head in heads if head),
        flags=frozenset(flags),
        colors=stem_set(store.option_values(COLOR)),
        words={product.id: _words(product) for product in products},
    )


def _head(name: str) -> str:
    """The word that says what it is: the last one before any comma ("Ridge Poles, pair")."""
    return (stems(name.partition(",")[0]) or [""])[-1]


def _words(product: Product) -> frozenset[str]:
    yes = [name for name, value in product.attributes.items() if value.lower() in YES]
    said = [value for value in product.attributes.values() if value.lower() not in YES | {"no"}]
    return stem_set([product.title, product.brand, product.category, *product.tags, *yes, *said])
