"""Why a product fits, in a few words from its own attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actions.audience import names_people
from actions.phrases import content_words, join, stem_set
from actions.praise import praise, unsaid
from actions.vocabulary import YES, made_for_of
from indexes.text import stem
from knowledge.model import Product, Review

MOST_PHRASES = 2
LONGEST_PHRASE = 48
_NO = frozenset(["no", "false", "none", ""])
# True of the product, but no reason to buy it; the season is one where it was asked for.
_ASIDE = frozenset(
    ["gender", "care", "weight", "fit", "width", "length", "dimensions", "age", "season"]
)
# Attributes whose value says it all, and those that follow their value ("fleece lining").
_ALONE = frozenset(["waterproof", "compatibility", "protection"])
_TRAILING = frozenset(["lining", "sole", "upper", "filling", "closure", "finish", "insulation"])


def reason(product: Product, need: str, reviews: Sequence[Review] = ()) -> str:
    """A short phrase for `product`: what `need` asks for first, then what buyers say.

    A product without usable attributes is named by its kind.
    """
    asked = stem_set(content_words(need))
    chosen = ["made for kids"] if _is_for_kids_unasked(product, need) else []
    for phrase in _phrases(product, asked):
        said = stem_set(chosen)
        if len(chosen) < MOST_PHRASES and not stem_set([phrase]) & said:
            chosen.append(phrase)
    known = (product.title, product.category, *product.tags, *chosen)
    if praised := praise(unsaid(asked, known), reviews):
        chosen.append(praised)
    if product.rating:
        buyers = f" by {product.rating_count} buyers" if (product.rating_count or 0) > 1 else ""
        chosen.append(f"rated {product.rating} out of 5{buyers}")
    return join(chosen) or product.category.rpartition(">")[2].strip().lower() or "in stock"


def _is_for_kids_unasked(product: Product, need: str) -> bool:
    return made_for_of(product) == "kid" and not names_people(stem_set([need]))


def _phrases(product: Product, asked: frozenset[str]) -> Iterator[str]:
    """The attributes as phrases, those that were asked for first."""
    later = []
    for name, value in product.attributes.items():
        phrase, aside = attribute_phrase(name, value), name.lower() in _ASIDE
        wished = bool(asked & stem_set([name if value.lower() in YES else value]))
        if phrase and wished and (not aside or name == "season"):
            yield phrase
        elif phrase and not aside:
            later.append(phrase)
    yield from later


def attribute_phrase(name: str, value: str) -> str:
    """Write "waterproof: yes" as "waterproof", "lining: fleece" as "fleece lining".

    Empty for what is said by a no, or at length.
    """
    name, value = name.replace("_", " ").strip().lower(), value.strip()
    if value.lower() in _NO or len(value) > LONGEST_PHRASE:
        return ""
    if value.lower() in YES:
        return name
    if name == "season":
        return f"for {value}"
    if name == "material":
        return value.partition(",")[0]
    if name in _ALONE or stem(name) in stem_set([value]):
        return value
    return f"{value} {name}" if name in _TRAILING else f"{name}: {value}"
