"""Slips of the finger (a key left out, hit twice, hit beside, in the wrong order) and of the ear.

The words that one slip may have come from are few, so that they can be tried one by one: what
it costs does not grow with the words of a shop (Norvig, "How to Write a Spelling Corrector",
2007).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from indexes.english import english

# Shorter words have too many neighbours to tell which one is meant; nobody types longer ones.
SHORTEST, LONGEST = 4, 24
# A longer message says what it means more than once.
LONGEST_TEXT = 800

# The rows of a keyboard, each with how far it is set in, in widths of a key.
_ROWS = (("qwertyuiop", 0.0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75))
_PLACES = {
    key: (row, at + inset) for row, (keys, inset) in enumerate(_ROWS) for at, key in enumerate(keys)
}
# Taken for one another by those who cannot spell a word ("warrenty").
_ALIKE = ("aeiouy", "bp", "dt", "fv", "gjk", "ckqs", "sz")
# What one letter is written for, and the other way round ("headfones").
_PAIRS = (("f", "ph"), ("ph", "f"))
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _beside(key: str) -> frozenset[str]:
    """The keys that may have been meant where `key` was hit."""
    row, at = _PLACES[key]
    around = {
        other
        for other, (its_row, its_at) in _PLACES.items()
        if abs(row - its_row) <= 1 and abs(at - its_at) <= 1
    }
    return frozenset(around.union(*(alike for alike in _ALIKE if key in alike))) - {key}


_BESIDE = {key: _beside(key) for key in ascii_lowercase}


@lru_cache(maxsize=64)
def meant_by(word: str) -> frozenset[str]:
    """Every spelling that one slip turns into `word` (letters a to z), right or not.

    Hardly anyone gets the first letter wrong: it may only have changed places.
    """
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    left_out = (head + key + tail for head, tail in cuts for key in ascii_lowercase)
    one_more = (head + tail[1:] for head, tail in cuts)
    beside = (head + key + tail[1:] for head, tail in cuts[:-1] for key in _BESIDE[tail[0]])
    swapped = (head[:-1] + tail[0] + head[-1] + tail[1:] for head, tail in cuts[:-1])
    as_heard = (
        head + right + tail.removeprefix(heard)
        for head, tail in cuts
        for heard, right in _PAIRS
        if tail.startswith(heard)
    )
    return frozenset([*left_out, *one_more, *beside, *swapped, *as_heard]) - {word}


@dataclass(frozen=True, slots=True)
class Speller:
    """Tells what misspelt words mean.

    `meant` are the words that may be meant. A word that `is_right` is true for is no slip,
    nor is a word of everyday English. Those of `likely` go before others.
    """

    meant: Sequence[Container[str]]
    is_right: Callable[[str], bool]
    likely: Container[str] = frozenset()

    def read(self, word: str) -> str:
        """The lower-case `word` as it was meant: itself, or the commonest one slip away."""
        can_be_read = SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()
        if not can_be_read or word in english() or self._is_meant(word) or self.is_right(word):
            return word
        near = filter(self._is_meant, meant_by(word))
        return max(near, key=self._chance, default=word)

    def _is_meant(self, word: str) -> bool:
        return len(word) >= SHORTEST and any(word in words for words in self.meant)

    def _chance(self, word: str) -> tuple[bool, int, str]:
        return word in self.likely, english().get(word, 0), word


@dataclass(frozen=True, slots=True)
class Mend:
    """The characters `start` to `end` as typed were meant to be `word`."""

    start: int
    end: int
    word: str

    @property
    def growth(self) -> int:
        """How many characters the text has more for it."""
        return len(self.word) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text without its slips, and where they were, in order."""

    text: str
    mends: tuple[Mend, ...] = ()

    def now(self, place: int) -> int:
        """Where a place as typed, outside all slips, is now."""
        return place + sum(mend.growth for mend in self.mends if mend.end <= place)

    def as_typed(self, start: int, end: int) -> tuple[int, int]:
        """Where the mended text's characters `start` to `end` stand as typed, slips whole."""
        return self._typed(start)[0], self._typed(end - 1)[1]

    def _typed(self, place: int) -> tuple[int, int]:
        """Where the one character at `place` stands as typed; the whole slip for one of its."""
        for mend in self.mends:
            if place < mend.start:
                break
            if place < mend.start + len(mend.word):
                return mend.start, mend.end
            place -= mend.growth
        return place, place + 1


def mend(text: str, speller: Speller, kept: Collection[tuple[int, int]] = ()) -> Mended:
    """Read each word of `text` as it was meant, but for those that touch a span of `kept`."""
    mends = tuple(_mends(text, speller, kept)) if len(text) <= LONGEST_TEXT else ()
    if not mends:
        return Mended(text)
    ends = [0, *(one.end for one in mends)]
    parts = [text[end : one.start] + one.word for end, one in zip(ends, mends, strict=False)]
    return Mended("".join(parts) + text[ends[-1] :], mends)


def _mends(text: str, speller: Speller, kept: Collection[tuple[int, int]]) -> Iterator[Mend]:
    for match in _WORD.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in kept):
            continue
        typed = match.group().lower()
        if (word := speller.read(typed)) != typed:
            yield Mend(*match.span(), word)
