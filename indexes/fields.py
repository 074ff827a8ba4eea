"""What a record is found by, part by part: words in a title say more than in a description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexes.terms import pairs, terms

# How often a word counts that stands in a title, or in a category, brand or tag.
TITLE, KIND = 8, 4


@dataclass(frozen=True, slots=True)
class Fields:
    """A record's texts. `kinds` are the levels of its category, its brand and its tags."""

    title: str = ""
    kinds: Sequence[str] = ()
    text: str = ""

    def terms(self) -> list[str]:
        """The terms to count, each as often as its field weighs.

        Weighing the counts and not the scores of fields is BM25F: Robertson, Zaragoza and
        Taylor, "Simple BM25 extension to multiple weighted fields" (2004). Names also give
        their neighbouring words as one, so that another spelling of them is found.
        """
        title = terms(self.title)
        found = TITLE * title + pairs(title) + terms(self.text)
        for kind in self.kinds:
            found += _of_kind(kind)
        return found


@lru_cache(maxsize=65536)
def _of_kind(kind: str) -> tuple[str, ...]:
    """The terms of a category, brand or tag: many records share each."""
    words = terms(kind)
    return (*KIND * words, *pairs(words))
