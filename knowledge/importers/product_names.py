"""Finding the product that a review is of, by what its file calls the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from knowledge.importers.interface import ProductReference
from knowledge.model import Product

SEVERAL = None


class ProductNames:
    """Products by id, SKU, barcode, address and title; a name of several products finds none."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._ids: dict[tuple[str, str], str | None] = {}
        for product in products:
            self.add(product)

    def add(self, product: Product) -> None:
        """Make a product known."""
        for name in _names(product):
            known = self._ids.setdefault(name, product.id)
            if known != product.id:
                self._ids[name] = SEVERAL

    def find(self, reference: ProductReference) -> tuple[str, str]:
        """The product's id, or an empty text and why there is none."""
        reason = ""
        for kind, text in reference.names:
            for name in _written(kind, text):
                found = self._ids.get(name, "")
                if found:
                    return found, ""
                if found is SEVERAL:
                    reason = f"is the {kind} of several products"
        return "", reason


def _names(product: Product) -> Iterator[tuple[str, str]]:
    yield "id", product.id
    yield "title", _folded(product.title)
    if product.url:
        yield "url", product.url
    for variant in product.variants:
        yield "sku", variant.sku
        if variant.barcode:
            yield "barcode", variant.barcode


def _written(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """What a reference may mean; an address also names the id that it ends with."""
    yield kind, _folded(text) if kind == "title" else text
    if kind == "url":
        yield "id", urlsplit(text).path.rstrip("/").rpartition("/")[2]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
