"""What buyers say of a product that its own record does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from actions.phrases import stem_set, words
from indexes.text import stem
from knowledge.model import Review

# A review with fewer stars may use the same word to complain.
LEAST_STARS = 4
_CLAUSES = re.compile(r"[.!?;,\n]| but ")
_DOUBTS = frozenset(
    "no not never nothing without hardly barely cannot less too wish expected although".split()  # noqa: SIM905
)


def praise(asked: Collection[str], reviews: Sequence[Review]) -> str:
    """A phrase for the word of `asked` (stems) that most buyers use, empty if none does.

    >>> praise({"warm"}, [Review("r1", "boot", 5, "So warm. Not heavy.")])
    'a buyer mentions “warm”'
    """
    counts: Counter[str] = Counter()
    for review in reviews:
        if review.rating >= LEAST_STARS:
            counts.update({word for word in _plain_words(review) if stem(word) in asked})
    if not counts:
        return ""
    word, buyers = counts.most_common(1)[0]
    return f"buyers mention “{word}”" if buyers > 1 else f"a buyer mentions “{word}”"


def _plain_words(review: Review) -> Iterator[str]:
    """The words of the clauses that deny and doubt nothing."""
    for clause in _CLAUSES.split(f"{review.title}. {review.text}".lower()):
        said = words(clause)
        if not any(word in _DOUBTS or word.endswith("n't") for word in said):
            yield from said


def unsaid(asked: Collection[str], phrases: Sequence[str]) -> frozenset[str]:
    """The stems of `asked` that none of the phrases holds."""
    return frozenset(asked) - stem_set(phrases)
