"""Small shops of a few records each, for what the demo shop's records do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from actions.shop import Shop
from indexes.build import build_index
from indexes.encoder import Vectors
from indexes.search import Searcher
from knowledge.model import Catalog, Money, Policies, PolicySection, Product, Review, Variant
from knowledge.store import Store


def thing(id: str, title: str, price: str = "20.00", **more: object) -> Product:
    """A product with one variant, in stock."""
    variant = Variant(f"{id}-1", Money(Decimal(price), "EUR"), stock=5)
    return replace(Product(id, title, (variant,)), **more)


def section(id: str, text: str, page: str = "Help") -> PolicySection:
    """A section whose title is its anchor: "help#opening-hours" is "Opening hours"."""
    policy, _, anchor = id.partition("#")
    title = anchor.replace("-", " ").capitalize()
    return PolicySection(id, policy, anchor, (page, title), text)


def stall(
    shop: Shop,
    folder: Path,
    products: Sequence[Product] = (),
    sections: Sequence[PolicySection] = (),
    reviews: Sequence[Review] = (),
) -> Shop:
    """A shop like `shop` with these records alone."""
    store = Store(f"sqlite:///{folder / 'stall.db'}")
    store.import_catalog(Catalog(products=tuple(products), reviews=tuple(reviews)), replace=True)
    store.import_policies(Policies(sections=tuple(sections)))
    build_index(store, shop.encoder, folder / "index")
    searcher = Searcher.open(folder / "index", shop.encoder)
    return replace(shop, store=store, searcher=searcher)


class BrokenEncoder:
    """An encoder whose model fails whenever it is asked."""

    name, dimension = "broken", 384

    def encode(self, texts: list[str]) -> Vectors:
        raise RuntimeError("out of memory")

    encode_queries = encode


class BrokenSearcher:
    """A searcher that links titles as another does, and searches nothing."""

    def __init__(self, working: Searcher) -> None:
        self.link, self.is_name = working.link, working.is_name
        self.search = self.search_all = self._fail

    def _fail(self, *_: object, **__: object) -> None:
        raise RuntimeError("the index is gone")
