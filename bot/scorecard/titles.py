"""Which products a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.model import Product

_WORD = re.compile(r"[^\W_]+")
# "The Tee" names nothing, "Zenith Tee" does.
_NOT_NAMES = frozenset(
    """
    a about an and any as at every for from here i if in it no of on or our regarding see sorry
    that the this to under we what which with yes you your
    """.split()  # noqa: SIM905 - words read best as words
)
_CAPITALS = re.compile(r"\b[A-Z][\w'-]*(?:\s+(?:[A-Z][\w'-]*|\d+))+")


@dataclass(frozen=True, slots=True)
class Named:
    """A title in a text, at the half-open span of characters [start, end)."""

    start: int
    end: int
    products: tuple[Product, ...]


class Titles:
    """The titles of a shop, to be found in texts whatever their case and punctuation.

    A title of one word counts only with its capital: it may be a word like any other.
    """

    def __init__(self, products: Iterable[Product]) -> None:
        self._by_words: dict[tuple[str, ...], list[Product]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._kinds: set[str] = set()
        for product in products:
            words = _words(product.title)
            if words:
                self._by_words.setdefault(words, []).append(product)
                self._kinds.add(words[-1])
        for words in self._by_words:
            self._lengths.setdefault(words[0], []).append(len(words))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def named(self, text: str) -> list[Named]:
        """Every title in `text`, in order, the longest where one holds another."""
        tokens = list(_WORD.finditer(text))
        words = [token.group().casefold() for token in tokens]
        found, at = [], 0
        while at < len(tokens):
            length = self._longest(words, at)
            if length > 1 or (length and tokens[at].group()[0].isupper()):
                key = tuple(words[at : at + length])
                start, end = tokens[at].start(), tokens[at + length - 1].end()
                found.append(Named(start, end, tuple(self._by_words[key])))
                at += length
            else:
                at += 1
        return found

    def invented(self, text: str) -> list[str]:
        """Names in `text` (titles blanked out) that read like a title and are none."""
        found = []
        for match in _CAPITALS.finditer(text):
            words = match.group().split()
            while words and words[0].lower() in _NOT_NAMES:
                words.pop(0)
            if len(words) > 1 and words[-1].casefold() in self._kinds:
                found.append(" ".join(words))
        return found

    def _longest(self, words: Sequence[str], at: int) -> int:
        for length in self._lengths.get(words[at], ()):
            key = tuple(words[at : at + length])
            if len(key) == length and key in self._by_words:
                return length
        return 0


def _words(title: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(title))


def blank(text: str, named: Iterable[Named]) -> str:
    """`text` without these titles, everything else at its place."""
    for one in named:
        text = f"{text[: one.start]}{'·'.ljust(one.end - one.start)}{text[one.end :]}"
    return text
