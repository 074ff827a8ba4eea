"""Words that state a property: colours, materials and the like, as this shop uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.scorecard.language import clauses, denies
from bot.scorecard.records import COLOR, Records
from bot.writer.grammar import load
from indexes.text import stem
from knowledge.model import Product

_WORD = re.compile(r"[A-Za-z]{3,}")
_NO = frozenset(["no", "none", "false", ""])
_YES = frozenset(["yes", "true"])
# Attributes whose values say what a thing is made of or does; others are plain English
# ("true to size", "all year") that any reply may use.
_TELLING = re.compile(r"material|fabric|lining|sole|upper|filling|insulation|finish", re.IGNORECASE)
# Materials count in every shop, also where no product is made of them.
_MATERIALS = """
acrylic aluminium aluminum bamboo brass bronze canvas cashmere ceramic copper cork corduroy cotton
denim down elastane felt fleece glass gold hemp jersey latex leather linen lycra merino mohair nylon
oak pine plastic polyamide polyester porcelain rubber satin shearling silicone silk silver softshell
spandex steel suede tencel titanium tweed velvet vinyl viscose walnut wood wool
"""


class Words:
    """What counts as a property in this shop, and which of them a product has."""

    def __init__(self, records: Records) -> None:
        self._colors: set[str] = set()
        self._telling = {stem(word) for word in _words(_MATERIALS)}
        self._switches: set[str] = set()
        for product in records.products:
            self._colors |= {stem(w) for v in product.option_values(COLOR) for w in _words(v)}
            for name, value in product.attributes.items():
                if _TELLING.search(name):
                    self._telling |= {stem(word) for word in _words(value)}
                if value.casefold() in _YES | _NO and len(_words(name)) == 1:
                    self._switches.add(stem(name))
        self._telling -= _plain_words()

    def foreign(self, text: str, own: Iterable[str], product: Product | None) -> Iterator[str]:
        """The properties in `text` that none of the texts of `own` holds.

        What is denied ("not waterproof") is no property stated.
        """
        known = {stem(word) for said in own for word in _words(said)}
        lacking = _lacking(product) if product else set()
        for clause in clauses(text):
            denied = denies(clause)
            for word in _WORD.findall(clause):
                found = stem(word)
                claimed = found in self._telling or found in self._colors
                if (claimed and found not in known and not denied) or (
                    found in self._switches
                    and not denied
                    and (found in lacking or found not in known)
                ):
                    yield word


def _lacking(product: Product) -> set[str]:
    """The switches that are off: "waterproof: no"."""
    return {
        stem(word)
        for name, value in product.attributes.items()
        if value.casefold() in _NO
        for word in _words(name)
    }


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@cache
def _plain_words() -> frozenset[str]:
    """What the writer's own sentences use: no reply can be blamed for these."""
    return frozenset(stem(word) for word in load().words)
