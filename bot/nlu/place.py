"""A clause among the questions of its message: how it reads, what it has the form of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.clauses import ASKED_WORD, Clause, asks

UNSURE = "nlu_fallback"
"""A question whose reading is unsure: often it names goods that no example names."""
FRAGMENT = ""
"""Words beside a question ("kindle stove weight"): only the records tell what they ask."""

# "my wrist is 17 cm, which strap fits?" tells first and asks then.
STATEMENT = re.compile(
    r"(?:i|i'm|im|i've|i'd|my|we|we're|our|it|it's|its|he|she|they|nobody|this is|that is"
    r"|the (?:\w+ ){1,3}(?:is|are|was|were))\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"(?:i(?:'m| am)? (?:need|want|look|search)\w*|i'd like|i would like|looking for|need a)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest intent of a text."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """`text[start:end]` asks `reading`, which is that of the clause number `clause`.

    The intent may also be `UNSURE` or `FRAGMENT`.
    """

    start: int
    end: int
    reading: Reading
    clause: int

    @property
    def is_sure(self) -> bool:
        return self.reading.intent not in {UNSURE, FRAGMENT}


Readings = Sequence[Reading]
"""The likeliest intents of a text, best first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in its message, behind the question `before` and in front of `after`."""

    text: str
    clause: Clause
    before: Question | None
    after: Clause | None

    @property
    def said(self) -> str:
        return self.text[self.clause.start : self.clause.end]

    def comes_after(self, intents: frozenset[str]) -> bool:
        return self.before is not None and self.before.reading.intent in intents

    @property
    def states(self) -> bool:
        """Whether it tells something."""
        return STATEMENT.match(self.said) is not None

    @property
    def wishes(self) -> bool:
        """Whether it says what the shopper is after, which the next sentence may ask about."""
        return WISH.match(self.said) is not None

    @property
    def has_form(self) -> bool:
        """Whether its words make it a question, whatever the mark behind it."""
        return asks(self.said, 0, len(self.said))

    @property
    def is_listed(self) -> bool:
        """Whether it stands in a list with what comes after: "stove weight and price"."""
        if self.after is None or self.after.apart:
            return False
        between = self.text[self.clause.end : self.after.start]
        joint = any(c.isalnum() or c in "&+/" for c in between)
        return joint or ASKED_WORD.search(self.said) is not None
