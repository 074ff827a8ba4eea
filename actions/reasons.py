"""Why a product fits, in a few words from its own attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from actions.audience import ASIDE, names_people
from actions.nature import called
from actions.phrases import join, stem_set, words
from actions.praise import praise, unsaid
from actions.vocabulary import YES, made_for_of, words_of
from actions.wanted import UNWISHED
from indexes.text import stem
from knowledge.model import Product, Review

MOST_PHRASES = 2
LONGEST_PHRASE = 48
LONGEST_CLAUSE = 60
_NO = frozenset(["no", "false", "none", ""])
# True of the product, but no reason to buy it; the season is one where it was asked for.
_ASIDE = stem_set(
    """
    gender care weight fit width height depth length diameter size dimensions age season warranty
    guarantee shipping ships delivery dispatch returns return minimum order origin sku ean gtin
    barcode model article number
    """.split()  # noqa: SIM905 - words read best as text
)
_CLAUSES = re.compile(r"[.;:!?–()]\s*|, (?!and |or |but |so |which |that )")
# A clause that goes on with another says nothing alone.
_GOES_ON = re.compile(
    r"(?:and|or|but|so|which|that|while|because|offering|making|adding)\b", re.IGNORECASE
)
# Attributes whose value says it all, and those that follow their value ("fleece lining").
_ALONE = frozenset(["waterproof", "compatibility", "protection"])
_TRAILING = frozenset(["lining", "sole", "upper", "filling", "closure", "finish", "insulation"])


def reason(product: Product, need: str, reviews: Sequence[Review] = ()) -> str:
    """A short phrase for `product`: what `need` asks for first, then what buyers say.

    A product without usable attributes is called what its description calls it, or its kind.
    """
    asked = stem_set(word for word in words(need) if word not in UNWISHED) - ASIDE
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
    """The attributes as phrases: those asked for, what the text says of it, then the others."""
    later = []
    for name, value in product.attributes.items():
        phrase, aside = attribute_phrase(name, value), bool(stem_set([name]) & _ASIDE)
        wished = bool(asked & stem_set([name if value.lower() in YES else value]))
        if phrase and wished and (not aside or name == "season"):
            yield phrase
        elif phrase and not aside:
            later.append(phrase)
    yield from _told(product, asked, any_will_do=not later)
    yield from later


def _told(product: Product, asked: frozenset[str], *, any_will_do: bool) -> Iterator[str]:
    """The clause of the description that says what was asked for, or else what it is called."""
    record = words_of(product)
    clauses = [clause.strip() for clause in _CLAUSES.split(product.description)]
    telling = (clause for clause in clauses if (asked - record) & stem_set([clause]))
    found = [c for c in telling if 0 < len(c) <= LONGEST_CLAUSE and not _GOES_ON.match(c)]
    what = called(product.description)
    yield from found[:1] or ([what] if any_will_do and what else [])


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
    # "winter rubber, soft in the cold" is a "winter rubber sole".
    return f"{value.partition(',')[0]} {name}" if name in _TRAILING else f"{name}: {value}"
