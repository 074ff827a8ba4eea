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
    ("waterproof"), as the records spell them. `heads` maps a product's id to the kinds
    that it is, `words` to all that the records say of it, its description aside.
    """

    kinds: frozenset[str]
    flags: frozenset[frozenset[str]]
    known: frozenset[str]
    colors: frozenset[str]
    heads: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]

    def of_kinds(self, asked: frozenset[str]) -> frozenset[str]:
        """The ids of the products that are most of the kinds in `asked`; all if it has none.

        "Boots for kids" asks for what is both; of "a mug or a bottle" nothing is, and
        either will do.
        """
        kinds = asked & self.kinds
        held = {id_: len(kinds & heads) for id_, heads in self.heads.items()}
        most = max(held.values(), default=0)
        return frozenset(id_ for id_, count in held.items() if count == most)


def vocabulary(store: Store) -> Vocabulary:
    """The vocabulary of the catalogue as it stands."""
    return _vocabulary(store, store.content_hash())


@lru_cache(maxsize=4)
def _vocabulary(store: Store, content_hash: str) -> Vocabulary:  # noqa: ARG001 - the cache's key
    products = store.products()
    heads = {product.id: _heads(product) for product in products}
    words = {product.id: _words(product) for product in products}
    return Vocabulary(
        kinds=frozenset().union(*heads.values()),
        flags=frozenset().union(*(flags_of(product) for product in products)),
        known=frozenset().union(*words.values()),
        colors=stem_set(store.option_values(COLOR)),
        heads=heads,
        words=words,
    )


def flags_of(product: Product) -> frozenset[frozenset[str]]:
    """The stems of each yes/no attribute that the product has."""
    return frozenset(stem_set([name]) for name, v in product.attributes.items() if v.lower() in YES)


def _heads(product: Product) -> frozenset[str]:
    names = (product.title, *product.category.split(">"))
    return frozenset(head for name in names if (head := _head(name)))


def _head(name: str) -> str:
    """The word that says what it is: the last one before any comma ("Ridge Poles, pair")."""
    return (stems(name.partition(",")[0]) or [""])[-1]


def _words(product: Product) -> frozenset[str]:
    yes = [name for name, value in product.attributes.items() if value.lower() in YES]
    said = [value for value in product.attributes.values() if value.lower() not in YES | {"no"}]
    return stem_set([product.title, product.brand, product.category, *product.tags, *yes, *said])
