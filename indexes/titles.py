"""Which products a message names: their titles found in it word by word.

Rare words of a title count more than common ones, so that "the submariner" names a watch
and "a shirt" names nothing. Typing errors, plurals and other spacing ("t shirt") are
bridged; model numbers have to be exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

import numpy as np

from indexes.entry import Entry
from indexes.fit import Fit, Title, fit, weigh
from indexes.reading import Reading, Spelling, read
from indexes.stopwords import ASKING, STOPWORDS
from indexes.text import Token, stems, tokenize
from indexes.title_words import Postings, TitleWords

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
    """Links messages to entries by their titles."""

    def __init__(
        self,
        entries: Sequence[Entry],
        titles: TitleWords,
        option_words: Collection[str] = frozenset(),
        known_words: Collection[str] = frozenset(),
    ) -> None:
        """Link to those `entries` of whose `titles`, row by row, there are words.

        `option_words` are words of sizes and colours; `known_words` are right as they are,
        and so no misspelt titles.
        """
        self._entries = entries
        self._size = titles.size
        self._options = frozenset(option_words)
        self._postings = Postings(titles)
        self._few = max(FEW, GENERIC * self._postings.titles)
        words, pairs = self._postings.split()
        self._spelling = Spelling(words, pairs, (STOPWORDS | ASKING).union(known_words))
        # Titles of one kind of thing share the same words of a message.
        self._shared = lru_cache(maxsize=4096)(self._rows_with)

    @classmethod
    def of(
        cls,
        entries: Sequence[Entry],
        option_words: Collection[str] = frozenset(),
        known_words: Collection[str] = frozenset(),
    ) -> TitleLinker:
        """A linker for entries whose words are not numbered yet."""
        return cls(entries, TitleWords.build(entries), option_words, known_words)

    def link(self, text: str, k: int = 5) -> list[Mention]:
        """The best `k` mentions, best first, without those that a better one contains."""
        tokens = tokenize(text)[:LONGEST]
        readings: dict[str, list[Reading]] = defaultdict(list)
        for reading in read(tokens, self._spelling):
            readings[reading.word].append(reading)
        fits = [
            fit(self._title(row), readings, tokens, self._sharing, self._few)
            for row in self._candidates(readings)
        ]
        fits = _tied([found for found in fits if found.places])
        found = [f for f in fits if not any(_contains(other, f) for other in fits)]
        found.sort(key=lambda f: (-f.score, -len(f.places), f.title.entry.id))
        return [_mention(f, tokens) for f in found[:k]]

    def titled(self, stem: str) -> int:
        """How many titles have the word of this stem."""
        return self._postings.frequency(stem)

    def _title(self, row: int) -> Title:
        entry = self._entries[row]
        return weigh(entry, stems(entry.title), self._postings.rarity, self._options)

    def _sharing(self, words: Collection[str]) -> int:
        """How many titles have all these words; 0 for no words."""
        return self._shared(frozenset(words))

    def _rows_with(self, words: frozenset[str]) -> int:
        rows = sorted((self._postings[word][0] for word in words), key=len)
        return len(reduce(np.intersect1d, rows[1:], np.unique(rows[0]))) if rows else 0

    def _candidates(self, words: Iterable[str]) -> list[int]:
        """The titles that have most of their weight in the message."""
        shares = np.zeros(self._size, dtype=np.float32)
        for word in words:
            rows, weights = self._postings[word]
            shares[rows] += weights
        rows = np.flatnonzero(shares)
        if len(rows) > CLOSELY:
            rows = rows[np.argpartition(-shares[rows], CLOSELY)[:CLOSELY]]
        return [int(row) for row in rows]


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
