"""Which words of an index the words of a query mean: other spellings, typing errors, synonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from indexes.stopwords import ASKING, STOPWORDS
from indexes.synonyms import SYNONYMS
from indexes.terms import pairs, terms

# How much another word counts, against 1 for the word itself; two words that stand side by
# side as in the query count a little more than both of them apart.
SYNONYM, CORRECTED, PHRASE = 0.9, 0.85, 1.5

# Shorter words have too many neighbours to be corrected; long ones may hold two errors.
SHORTEST, LONG = 4, 8
# Corrections that are as likely as each other are all looked for, up to this many.
MOST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the index that a word of the query may mean; `weight` says how surely."""

    word: str
    weight: float


class Vocabulary:
    """The words of an index, with the number of records that each is found in."""

    def __init__(self, found_in: Mapping[str, int]) -> None:
        self._found_in = found_in
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in found_in:
            if word.isalpha() and len(word) >= SHORTEST - 1:
                self._by_initial[word[0]].append(word)
        self._corrected = lru_cache(maxsize=4096)(self._nearest)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self._found_in)

    def found_in(self, word: str) -> int:
        """How many records a word is found in."""
        return self._found_in.get(word, 0)

    def read(self, query: str) -> list[list[Reading]]:
        """What each word of `query` that counts may mean, the likeliest first.

        A word that means nothing here has no readings. Stop words count only where there
        are no others.
        """
        words = list(self._cut(terms(query)))
        counting = [i for i, word in enumerate(words) if word not in STOPWORDS]
        joined = ["", *pairs(words), ""]
        return [
            [
                *(self._known(words[i]) or self._corrections(words[i])),
                *self._known(joined[i], PHRASE),
                *self._known(joined[i + 1], PHRASE),
            ]
            for i in counting or range(len(words))
        ]

    def _known(self, word: str, weight: float = 1) -> list[Reading]:
        readings = [Reading(word, weight)] if word in self._found_in else []
        others = (other for other in SYNONYMS.get(word, ()) if other in self._found_in)
        return readings + [Reading(other, SYNONYM * weight) for other in others]

    def _corrections(self, word: str) -> list[Reading]:
        return [Reading(near, CORRECTED) for near in self._corrected(word)]

    def _nearest(self, word: str) -> tuple[str, ...]:
        """The words nearest to `word`; none if it is too common or too short to tell."""
        if len(word) < SHORTEST - 1 or not word.isalpha() or word in ASKING | STOPWORDS:
            return ()
        if len(word) < SHORTEST:
            # "ocks" without its plural: too short for anything but a letter left out.
            return self._within(word, [near for near in self._all() if len(near) > len(word)])
        alike = self._by_initial.get(word[0], [])
        return self._within(word, alike) or self._within(word, list(self._all()))

    def _all(self) -> Iterator[str]:
        for words in self._by_initial.values():
            yield from words

    def _within(self, word: str, among: Sequence[str]) -> tuple[str, ...]:
        found = extract(
            word,
            among,
            scorer=OSA.distance,
            score_cutoff=2 if len(word) >= LONG else 1,
            limit=MOST,
        )
        return tuple(near for near, distance, _ in found if distance == found[0][1])

    def _cut(self, words: Sequence[str]) -> Iterator[str]:
        """The words, with those that are two words of the index written as one in two."""
        for word in words:
            if self._known(word) or self._corrected(word):
                yield word
            else:
                yield from self._halves(word) or (word,)

    def _halves(self, word: str) -> tuple[str, str] | None:
        """The two common words that `word` is made of, if it is."""
        cuts = [(word[:i], word[i:]) for i in range(2, len(word) - 1)]
        known = [cut for cut in cuts if all(part in self._found_in for part in cut)]
        return max(known, key=lambda cut: min(self._found_in[part] for part in cut), default=None)
