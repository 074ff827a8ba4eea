"""What a product is, by the words that its record calls it by."""

# ruff: noqa: SIM905 - words read best as text
from __future__ import annotations

import re
from collections.abc import Iterator

from actions.phrases import stem_set, words
from indexes.roots import FAMILIES, root, roots
from indexes.text import stem
from knowledge.model import Product

JOINING = frozenset(
    """
    with without for of in on at from to by as than that which who whose where when while if
    because so under below over above about around into through during per like until against
    """.split()
)
"""Words that begin a new phrase: what stands before them has been named."""

# "The Oak Desk is a sturdy desk for …", "An ankle-high boot …": what follows says what it is.
_SAYS = (
    re.compile(r"\b(?:is|are) (?:an?|the) (?P<what>[^.,;:!?()–]+)", re.IGNORECASE),
    re.compile(r"^an? (?P<what>[^.,;:!?()–]+)", re.IGNORECASE),
)
_LONGEST_SAID = 8
_PARTICIPLE = re.compile(r"(?:\w{3,}(?:ing|ed)|known|made|worn|built|meant|perfect|ideal)$")
_MATERIAL = FAMILIES[root("material")]


def natures(product: Product) -> frozenset[str]:
    """The stems of what the product is: "boot" for "Winter Boot, lined" in "Shoes > Boots".

    Titles, categories and descriptions end what they name before a "with" or "for": a phone
    case "for phones" is no phone. Of the tags those in the plural name things ("minivans").
    """
    said = (product.title.partition(",")[0], *_described(product.description))
    return classes(product) | frozenset(filter(None, (_head(words(name)) for name in said)))


def things(product: Product) -> frozenset[str]:
    """The stems of the goods that the product is one of: "cooking" is what a stove is for."""
    activities = stem_set(name for name in product.category.split(">") if not _is_plural(name))
    return natures(product) - activities


def classes(product: Product) -> frozenset[str]:
    """The stems of the kinds that the shop sorts a product into: by category and plural tags."""
    plural = [tag for tag in product.tags if _is_plural(tag)]
    heads = (_head(words(name)) for name in (*product.category.split(">"), *plural))
    return frozenset(filter(None, heads))


def describing(product: Product) -> frozenset[str]:
    """The stems of the words that only describe the product: its brand, tags, materials."""
    materials = [v for name, v in product.attributes.items() if set(roots(name)) & _MATERIAL]
    tags = [tag for tag in product.tags if not _is_plural(tag)]
    first = words(product.title)[:1]
    return stem_set([product.brand, product.category, *tags, *materials, *first])


def called(description: str) -> str:
    """What a description begins by calling its product: "sturdy desk"; "" if nothing."""
    begins = description.partition(". ")[0]
    said = next((found for says in _SAYS if (found := says.search(begins))), None)
    return " ".join(_phrase(said["what"].split())) if said else ""


def _described(description: str) -> Iterator[str]:
    if len(words(found := called(description))) > 1:
        yield found


def _phrase(said: list[str]) -> list[str]:
    """The words of `said` up to one that begins a new phrase; none of an endless one."""
    phrase: list[str] = []
    for word, after in zip(said, [*said[1:], "with"], strict=False):
        ends = word in JOINING or (_PARTICIPLE.match(word) and after in {*JOINING, "a", "the"})
        if phrase and ends:
            break
        phrase.append(word)
    return phrase if len(phrase) <= _LONGEST_SAID else []


def _head(said: list[str]) -> str:
    """The last word of the phrase that `said` begins with."""
    return stem((_phrase(said) or [""])[-1])


def _is_plural(tag: str) -> bool:
    last = (words(tag) or [""])[-1]
    return last.endswith("s") and last != stem(last)
