"""Which products a message names: their titles found in it word by word.

Rare words of a title count more than common ones, so that "the submariner" names a watch
and "a shirt" names nothing. Typing errors, plurals and other spacing ("t shirt") are
bridged; model numbers have to be exact.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexes.fit import Fit, Title, fit, weigh
from indexes.reading import Reading, Spelling, read
from indexes.shelf import Entry
from indexes.stopwords import ASKING, STOPWORDS
from indexes.text import Token, stems, tokenize

Span = tuple[int, int]

# Words that stand together in more titles than this share (and than three) are a kind of
# thing, not a name.
GENERIC, FEW = 0.03, 3

# Titles that are looked at closely, and words that are read of a message.
CLOSELY, LONGEST = 40, 120


@dataclass(frozen=True, slots=True)
class Mention:
    """A product that a message seems to name.

    `score` is 1 where the whole title stands there, and below 0.5 where the words could
    as well mean something else. `spans` are the half-open character ranges that belong to
    the title, so that a colour or size inside them is not taken for a wish. `exact`: every
    word of the title was said, in order; its brand may be missing.
    """

    id: str
    title: str
    score: float
    spans: tuple[Span, ...]
    exact: bool


class TitleLinker:
    """Links messages to `entries`.

    `option_words` are words of sizes and colours; `known_words` are right as they are, and
    so no misspelt titles.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        option_words: Collection[str] = frozenset(),
        known_words: Collection[str] = frozenset(),
    ) -> None:
        worded = [(entry, words) for entry in entries if (words := stems(entry.title))]
        frequency = Counter(word for _, words in worded for word in set(words))
        options = frozenset(option_words)

        def rarity(word: str) -> float:
            return math.log1p(len(worded) / frequency[word])

        self._titles = [weigh(entry, words, rarity, options) for entry, words in worded]
        singles, pairs = _postings(self._titles)
        self._postings = singles | pairs
        self._few = max(FEW, GENERIC * len(worded))
        self._spelling = Spelling(singles, pairs, (STOPWORDS | ASKING).union(known_words))

    def link(self, text: str, k: int = 5) -> list[Mention]:
        """The best `k` mentions, best first, without those that a better one contains."""
        tokens = tokenize(text)[:LONGEST]
        readings: dict[str, list[Reading]] = defaultdict(list)
        for reading in read(tokens, self._spelling):
            readings[reading.word].append(reading)
        fits = [
            fit(self._titles[row], readings, tokens, self._sharing, self._few)
            for row in self._candidates(readings)
        ]
        fits = _tied([found for found in fits if found.places])
        found = [f for f in fits if not any(_contains(other, f) for other in fits)]
        found.sort(key=lambda f: (-f.score, -len(f.places), f.title.entry.id))
        return [_mention(f, tokens) for f in found[:k]]

    def _sharing(self, words: Collection[str]) -> int:
        """How many titles have all these words; 0 for no words."""
        rows = sorted((self._postings[word][0] for word in words), key=len)
        shared = rows[0] if rows else np.array([])
        for more in rows[1:]:
            shared = np.intersect1d(shared, more, assume_unique=True)
        return len(shared)

    def _candidates(self, words: Iterable[str]) -> list[int]:
        """The titles that have most of their weight in the message."""
        shares = np.zeros(len(self._titles), dtype=np.float32)
        for word in words:
            rows, weights = self._postings[word]
            shares[rows] += weights
        rows = np.flatnonzero(shares)
        if len(rows) > CLOSELY:
            rows = rows[np.argpartition(-shares[rows], CLOSELY)[:CLOSELY]]
        return [int(row) for row in rows]


_Postings = dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]]


def _postings(titles: Sequence[Title]) -> tuple[_Postings, _Postings]:
    """By word, and by pair of neighbours, the rows of the titles and its weight in each."""
    words: dict[str, dict[int, float]] = defaultdict(dict)
    pairs: dict[str, dict[int, float]] = defaultdict(dict)
    for row, title in enumerate(titles):
        weighted = list(zip(title.words, title.weights, strict=True))
        for word, weight in weighted:
            words[word][row] = weight
        for (first, a), (second, b) in pairwise(weighted):
            pairs[first + second][row] = a + b
    for word in words.keys() & pairs.keys():
        words[word] = pairs.pop(word) | words[word]
    return _arrays(words), _arrays(pairs)


def _arrays(postings: dict[str, dict[int, float]]) -> _Postings:
    return {
        word: (np.array(list(rows)), np.array(list(rows.values()), dtype=np.float32))
        for word, rows in postings.items()
    }


def _tied(fits: Sequence[Fit]) -> list[Fit]:
    """Give parts of several titles that are the same words of the message one score.

    "The galaxy" means a Galaxy S8 no more than a Galaxy S8 Plus.
    """
    best: dict[frozenset[int], float] = defaultdict(float)
    for found in fits:
        if found.named and not found.exact:
            best[found.places] = max(best[found.places], found.score)
    return [
        replace(found, score=best[found.places]) if found.named and not found.exact else found
        for found in fits
    ]


def _contains(better: Fit, fit: Fit) -> bool:
    """Whether `better` explains all that `fit` does, and does it better.

    "Apple MacBook Pro" contains "Apple" in a message that says "apple macbook", although
    only the shorter title was said completely.
    """
    if better is fit or not fit.places <= better.places:
        return False
    if fit.places < better.places:
        return better.score >= fit.score or bool(better.named - fit.places)
    return better.exact and not fit.exact


def _mention(found: Fit, tokens: Sequence[Token]) -> Mention:
    """The mention, with neighbouring words of the title in one span."""
    spans: list[Span] = []
    previous = None
    for place in sorted(found.places):
        token = tokens[place]
        if previous is not None and place == previous + 1:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        previous = place
    entry = found.title.entry
    return Mention(entry.id, entry.title, round(found.score, 4), tuple(spans), found.exact)
