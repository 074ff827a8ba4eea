"""A small shop, and an encoder that needs no model."""

from __future__ import annotations

import zlib
from decimal import Decimal

import numpy as np

from indexes.text import stems
from knowledge.model import Money, PolicySection, Product, Variant


class WordEncoder:
    """Texts with common words are near each other. Deterministic."""

    def __init__(self, name="words", dimension=64):
        self.name = name
        self.dimension = dimension

    def encode(self, texts):
        vectors = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in stems(text):
                vector[zlib.crc32(word.encode()) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_queries(self, texts):
        return self.encode(texts)


def product(title, description="", category="", **options):
    slug = title.lower().replace(" ", "-")
    variant = Variant(f"{slug}-1", Money(Decimal("89.90"), "EUR"), options, 3)
    return Product(slug, title, (variant,), description=description, category=category)


PRODUCTS = (
    product("Trail Runner 2", "A light shoe for forest paths.", "Shoes > Running", size="42"),
    product("Snow Boot", "Waterproof and warm, for deep winter.", "Shoes > Boots", size="43"),
    product("Ocean Blue Shirt", "Linen for hot days.", "Clothing > Shirts", color="Blue"),
    product("Camp Mug", "Enamelled steel for coffee outside.", "Kitchen"),
)
SECTIONS = (
    PolicySection("returns#how", "returns", "how", ("Returns", "How to return"),
                  "You can send an item back within 30 days."),
    PolicySection("payment#ways", "payment", "ways", ("Payment", "Ways to pay"),
                  "We take cards and bank transfers."),
)  # fmt: skip
