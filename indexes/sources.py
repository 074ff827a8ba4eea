"""What records are found by: their texts, as they are encoded and as their words are counted."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from indexes.encoder import Encoder, Vectors
from indexes.entry import Entry
from indexes.fields import Fields
from knowledge.changes import chunks
from knowledge.model import Money, PolicySection, Product, Variant
from knowledge.store import Store

# How much a record's name counts in its vector beside its whole text.
NAME = 0.4


@dataclass(frozen=True, slots=True)
class Source:
    """What one record is found by: its name and its text to encode, and words to count."""

    entry: Entry
    name: str
    meaning: str
    words: Fields


def read_sources(store: Store, kind: str, ids: Collection[str]) -> Iterator[Source]:
    """The sources of those records of a kind ("product", "policy") that the store has."""
    wanted = dict.fromkeys(ids)
    if kind == "policy":
        yield from (_of_section(s) for s in store.policy_sections() if s.id in wanted)
    elif 2 * len(wanted) > store.counts().products:
        # The store remembers products that it is asked for by id: not so many.
        found = store.each_with_options()
        yield from (_of_product(p, options) for p, options in found if p.id in wanted)
    else:
        for some in chunks(wanted):
            yield from (_of_product(p, _options(p)) for p in store.products(some))


def encode(sources: Collection[Source], encoder: Encoder) -> Vectors:
    """Unit vectors, shape (sources, dimension): between what a record is called and its text.

    A cosine with such a vector is the mean of two, so that a long description does not
    drown the name.
    """
    texts = [source.name for source in sources] + [source.meaning for source in sources]
    names, meanings = np.split(encoder.encode(texts), 2)
    mixed = NAME * names + (1 - NAME) * meanings
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)


def recipe() -> str:
    """A hash that differs once our code makes something else of the same record.

    Without it, records that did not change would keep what an older version made of them.
    """
    money = Money(Decimal(1), "EUR")
    variant = Variant("S-1", money, {"size": "42 1/2", "color": "Ocean Blue"}, 1)
    product = Product(
        "p",
        "Women's WH-1000 Rain Boots, 1.5 l",
        (variant,),
        description="The boxes are 15 inches wide.",
        brand="Brand",
        category="Shoes > Boots",
        tags=("two words",),
        attributes={"material": "natural rubber"},
    )
    section = PolicySection("returns#how", "returns", "how", ("Returns", "How"), "Within 30 days.")
    probes = [_of_product(product, _options(product)), _of_section(section)]
    made = [(NAME, probe, probe.words.terms()) for probe in probes]
    return hashlib.sha256(repr(made).encode()).hexdigest()[:16]


def _options(product: Product) -> tuple[str, ...]:
    """The values of its options, each once."""
    return tuple(dict.fromkeys(v for x in product.variants for v in x.options.values()))


def _of_product(product: Product, options: Sequence[str]) -> Source:
    """What matters most comes first: an encoder reads a limited number of words."""
    attributes = ", ".join(f"{name}: {value}" for name, value in product.attributes.items())
    name = _sentence(product.title, product.category)
    meaning = _sentence(name, ", ".join(product.tags), product.description, attributes)
    levels = [level.strip() for level in product.category.split(">")]
    words = Fields(
        title=product.title,
        kinds=(*levels, product.brand, *product.tags),
        text=f"{' '.join(options)} {attributes} {product.description}",
    )
    return Source(Entry(product.id, product.title, product.brand), name, meaning, words)


def _sentence(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _of_section(section: PolicySection) -> Source:
    text = " > ".join(section.title_path) + "\n" + section.text
    words = Fields(title=section.title, kinds=section.title_path[:-1], text=section.text)
    return Source(Entry(section.id, section.title), section.title, text, words)
