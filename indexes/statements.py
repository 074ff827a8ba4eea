"""What the shop's records say of a product, cut into pieces that can answer one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from indexes.quantities import Quantity, quantities
from indexes.roots import root, words_of
from knowledge.countries import country_names
from knowledge.model import PolicySection, Product, Review

Kind = Literal["attribute", "tag", "description", "review", "policy"]

# Where a sentence ends. A line is one too: lists seldom end in a full stop.
_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))\s+(?=[\"'“‘(]*[A-Z0-9])|\s*[\n\r•]+\s*")


@dataclass(frozen=True)
class Statement:
    """One sentence or attribute. `heading` is read with it but is no part of the answer."""

    text: str
    source: str
    kind: Kind
    heading: str = ""

    @cached_property
    def meaning(self) -> str:
        """The text to encode."""
        return f"{self.heading}. {self.text}" if self.heading else self.text

    @cached_property
    def words(self) -> frozenset[str]:
        """The roots of its words, and of each two that others write as one: "rain cover"."""
        said = words_of(self.meaning)
        joined = (root(first + second) for first, second in pairwise(said))
        return frozenset([*map(root, said), *joined])

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantities(self.text))

    @cached_property
    def names_a_country(self) -> bool:
        words = re.findall(r"[A-Z][\w.]+(?: [A-Z][\w.]+)*", self.text)
        return any(word.rstrip(".").casefold() in country_names() for word in words)


def sentences(text: str) -> list[str]:
    """The sentences and list items of `text`, in order."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def statements(
    product: Product, reviews: Sequence[Review] = (), sections: Sequence[PolicySection] = ()
) -> list[Statement]:
    """All that is said about `product`, what the shop itself says first."""
    source = product.source
    said = [
        Statement(f"{name}: {value}", source, "attribute")
        for name, value in product.attributes.items()
    ]
    said += [Statement(tag, source, "tag") for tag in product.tags]
    said += [Statement(text, source, "description") for text in sentences(product.description)]
    for review in reviews:
        said += [Statement(text, review.source, "review") for text in _review(review)]
    for section in sections:
        heading = ", ".join(section.title_path)
        texts = sentences(section.text)
        said += [Statement(text, section.source, "policy", heading) for text in texts]
    return said


def _review(review: Review) -> list[str]:
    """The review's sentences; the title goes with the first, which often explains it."""
    first, *more = sentences(review.text) or [""]
    return [": ".join(part for part in (review.title, first) if part), *more]
