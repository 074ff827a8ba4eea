"""A message's words read as words of titles, with typing errors and other spacing bridged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from indexes.text import Token

# How sure a corrected word is.
CORRECTED = 0.85

# Shorter words have too many neighbours to be corrected; long ones may hold two errors.
SHORTEST, LONG = 4, 8


@dataclass(frozen=True, slots=True)
class Reading:
    """The message's words `first` to `last`, both included, read as `word` of a title."""

    word: str
    first: int
    last: int
    likeness: float


class Spelling:
    """The words of titles, and which of them a misspelt word may mean.

    `pairs` are two neighbouring words of a title written as one. `known` words are right
    as they are, and so never corrected.
    """

    def __init__(
        self, words: Collection[str], pairs: Collection[str], known: Collection[str]
    ) -> None:
        self.words = frozenset(words)
        self.pairs = frozenset(pairs)
        self._known = frozenset(known)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            if word.isalpha() and len(word) >= SHORTEST:
                self._by_initial[word[0]].append(word)
        self.corrections = lru_cache(maxsize=4096)(self._corrections)

    def _corrections(self, word: str) -> tuple[str, ...]:
        """The title words nearest to `word`; none if it is right or too short to tell."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._known:
            return ()
        found = extract(
            word,
            self._by_initial.get(word[0], []),
            scorer=OSA.distance,
            score_cutoff=2 if len(word) >= LONG else 1,
            limit=3,
        )
        return tuple(near for near, distance, _ in found if distance == found[0][1])


def read(tokens: Sequence[Token], spelling: Spelling) -> list[Reading]:
    """Every way in which words of the message are words, or joined words, of titles."""
    readings = []
    for i, token in enumerate(tokens):
        word = token.stem
        if word in spelling.words or word in spelling.pairs:
            readings.append(Reading(word, i, i, 1.0))
        else:
            readings += [Reading(near, i, i, CORRECTED) for near in spelling.corrections(word)]
        joined = word + tokens[i + 1].stem if i + 1 < len(tokens) else ""
        if joined in spelling.words:
            readings.append(Reading(joined, i, i + 1, 1.0))
    return readings
