"""The words of titles as numbers: where each stands, and what it weighs among all titles.

Words are numbered once for each part of a shelf; what a word weighs depends on all titles,
and is worked out anew, on arrays, for each version that is loaded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from indexes.counts import Flags
from indexes.entry import Entry
from indexes.fit import factor
from indexes.text import stems

Numbers = NDArray[np.int64]

NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class TitleWords:
    """The words of `size` titles, one title after the other.

    `numbers` has each word, and each two neighbours as one word. The arrays, all of shape
    (words,), say of each word its number, the number of the pair that it begins (`NONE` for
    a title's last word), its title's row, and how much it counts by its place and kind.
    """

    size: int
    numbers: Mapping[str, int]
    words: Numbers
    pairs: Numbers
    rows: Numbers
    factors: NDArray[np.float64]

    @classmethod
    def build(cls, entries: Sequence[Entry]) -> TitleWords:
        """Number the words of the entries' titles, row by row."""
        numbers: dict[str, int] = {}
        words: list[int] = []
        pairs: list[int] = []
        lengths: list[int] = []
        factors: list[float] = []
        for entry in entries:
            title, brand = stems(entry.title), frozenset(stems(entry.brand))
            words += [numbers.setdefault(word, len(numbers)) for word in title]
            pairs += [numbers.setdefault(a + b, len(numbers)) for a, b in pairwise(title)]
            pairs += [NONE] * bool(title)
            lengths.append(len(title))
            factors += [factor(place, word, brand) for place, word in enumerate(title)]
        rows = np.repeat(np.arange(len(entries)), lengths)
        return cls(
            len(entries), numbers, np.array(words, dtype=np.int64),
            np.array(pairs, dtype=np.int64), rows, np.array(factors),
        )  # fmt: skip

    @classmethod
    def joined(cls, parts: Sequence[TitleWords], live: Flags) -> TitleWords:
        """The titles of all parts, one part after the other; those not `live` without words.

        `live` has one flag for each row of all parts, shape (rows,).
        """
        numbers: dict[str, int] = {}
        for part in parts:
            numbers = numbers or dict(part.numbers)
            for word in part.numbers:
                numbers.setdefault(word, len(numbers))
        starts = accumulate((part.size for part in parts), initial=0)
        placed = [part.placed(numbers, start) for part, start in zip(parts, starts, strict=False)]
        words, pairs, rows, factors = map(np.concatenate, zip(*placed, strict=True))
        kept = live[rows]
        return cls(len(live), numbers, words[kept], pairs[kept], rows[kept], factors[kept])

    def placed(self, numbers: Mapping[str, int], start: int) -> tuple[NDArray[np.generic], ...]:
        """The arrays with words numbered as in `numbers`, and rows from `start` on."""
        place = np.array([*(numbers[word] for word in self.numbers), NONE], dtype=np.int64)
        return place[self.words], place[self.pairs], self.rows + start, self.factors


class Postings:
    """By word, and by pair of neighbours, the rows of the titles and its weight in each."""

    def __init__(self, titles: TitleWords) -> None:
        self._numbers = titles.numbers
        self._titles = len(np.unique(titles.rows))
        count = len(titles.numbers)
        once = np.unique(titles.rows * count + titles.words) % max(count, 1)
        self._frequency = np.bincount(once, minlength=count)
        weights = self._weights(titles)
        first = np.flatnonzero(titles.pairs != NONE)
        # Words come after pairs, so that of one row's weights its word's is the last.
        keys = np.concatenate([titles.pairs[first], titles.words])
        rows = np.concatenate([titles.rows[first], titles.rows])
        both = np.concatenate([weights[first] + weights[first + 1], weights])
        order = np.argsort(keys, kind="stable")
        self._rows, self._both = rows[order], both[order].astype(np.float32)
        self._ends = np.cumsum(np.bincount(keys, minlength=count))

    def __getitem__(self, word: str) -> tuple[Numbers, NDArray[np.float32]]:
        """The rows, and the weights in them. Of a row that occurs twice the last one counts."""
        number = self._numbers[word]
        held = slice(self._ends[number - 1] if number else 0, self._ends[number])
        return self._rows[held], self._both[held]

    @property
    def titles(self) -> int:
        """How many titles have words."""
        return self._titles

    def frequency(self, word: str) -> int:
        """How many titles have this word."""
        number = self._numbers.get(word)
        return 0 if number is None else int(self._frequency[number])

    def rarity(self, word: str) -> float:
        """How much more a word of these titles says than one that all of them have."""
        return math.log1p(self._titles / self._frequency[self._numbers[word]])

    def split(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that occur by themselves, and those that occur as pairs alone."""
        held = np.diff(self._ends, prepend=0)
        kinds = zip(self._numbers, self._frequency.tolist(), held.tolist(), strict=True)
        words, pairs = set(), set()
        for word, single, any_ in kinds:
            if single:
                words.add(word)
            elif any_:
                pairs.add(word)
        return frozenset(words), frozenset(pairs)

    def _weights(self, titles: TitleWords) -> NDArray[np.float64]:
        """Of each word in its title; those of one title sum to 1."""
        rarity = np.log1p(self._titles / np.maximum(self._frequency, 1))
        weights = rarity[titles.words] * titles.factors
        totals = np.bincount(titles.rows, weights, minlength=titles.size)
        return np.asarray(weights / totals[titles.rows])
