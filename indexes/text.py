"""Words as the lexical search and the title linking see them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters and figures, with the apostrophes inside ("men's") and the decimals ("42.5") kept.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its stem and the half-open span of characters it stands in."""

    stem: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The words of `text`, in order."""
    return [Token(stem(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]


def stems(text: str) -> list[str]:
    """The stems of `text`'s words, in order."""
    return [stem(word) for word in WORD.findall(text)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without case, accents, possessive and plural ending.

    >>> [stem(word) for word in ("Shoes", "women's", "Dresses", "Hoodie", "glass")]
    ['shoe', 'women', 'dress', 'hoody', 'glass']
    """
    folded = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    plain = plain.removesuffix("'s").replace("'", "")
    if not plain.isalpha():
        return plain
    if len(plain) > 4 and plain.endswith(("ies", "ie")):
        return plain.removesuffix("s")[:-2] + "y"
    if len(plain) > 4 and plain.endswith(("ches", "shes", "sses", "xes")):
        return plain[:-2]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain
