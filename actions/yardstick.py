"""By what a shopper wants products compared: "which is lighter?" asks for the weight."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from actions.phrases import content_words, words

_PRICE = re.compile(r"\b(?:cheap\w*|price\w*|cost\w*|expensive|less money|affordable)\b")
_RATING = re.compile(r"\b(?:rat(?:ed|ing|ings)|review\w*|stars|popular)\b")
# A comparison asks for a measure; which way it points tells what is best.
_MEASURES: tuple[tuple[re.Pattern[str], str, Callable[..., float] | None], ...] = (
    (re.compile(r"\blight(?:er|est)\b|\bweighs? less\b"), "how heavy is it?", min),
    (re.compile(r"\bheav(?:ier|iest)\b|\bweighs? more\b"), "how heavy is it?", max),
    (re.compile(r"\b(?:heavy|weigh\w*)\b"), "how heavy is it?", None),
    (re.compile(r"\b(?:bigg|larg|roomi)(?:er|est)\b|\bmore (?:space|room)\b|\bholds? more\b"),
     "how big is it?", max),
    (re.compile(r"\b(?:small|tini)(?:er|est)\b|\b(?:more|most) compact\b"), "how big is it?", min),
    (re.compile(r"\b(?:big|large|roomy|small|compact)\b"), "how big is it?", None),
    (re.compile(r"\bwarm(?:er|est)\b"), "what temperature?", min),
    (re.compile(r"\blasts? longe(?:r|st)\b|\b(?:best|better|longer|longest) battery\b"),
     "how long does the battery last?", max),
    (re.compile(r"\bbattery\b"), "how long does the battery last?", None),
)  # fmt: skip
_SUPERLATIVE = re.compile(
    r"\b(?:cheapest|lowest[- ]priced?|least expensive|(?:most|least) (?:affordable|expensive)|"
    r"priciest|dearest|lightest|heaviest|biggest|largest|roomiest|smallest|warmest)\b",
    re.IGNORECASE,
)
_DEAREST = re.compile(r"\b(?:most expensive|least affordable|priciest|dearest)\b", re.IGNORECASE)
# Words that ask for a choice or for what tells apart.
_OPEN = frozenset(
    """
    better best compare compared comparison difference differences different differ versus vs
    between nicer prefer choose pick recommend
    """.split()  # noqa: SIM905
)
# Of what is asked for in other words, whether more of it or less is best.
_MORE = re.compile(r"\b(?:longer|longest|more|most|higher|highest|better|stronger|wider|taller)\b")
_LESS = re.compile(r"\b(?:shorter|shortest|less|least|lower|lowest|thinner|narrower)\b")
# Words that ask for a comparison and not for what to compare.
_COMPARING = _OPEN | frozenset("against go them two three same either".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Asked:
    """By what to compare: the price, or what answers `question`; by anything if neither.

    `best` picks the best of several figures, ``None`` where none is asked for. `open` says
    that whatever tells them apart helps too: "which one would you pick for a wet week?"
    """

    question: str = ""
    price: bool = False
    rating: bool = False
    best: Callable[..., float] | None = None
    open: bool = False


def superlatives(text: str) -> list[tuple[int, int]]:
    """Where `text` asks for an extreme of its kind: "cheapest", "warmest"."""
    return [found.span() for found in _SUPERLATIVE.finditer(text)]


def is_dearest(text: str) -> bool:
    """Whether the highest price is asked for."""
    return _DEAREST.search(text) is not None


def read(text: str) -> Asked:
    """Tell from a message, less the titles in it, by what to compare."""
    said = text.lower()
    if _PRICE.search(said):
        return Asked(price=True)
    if _RATING.search(said):
        return Asked("rating", rating=True, best=max)
    for pattern, question, best in _MEASURES:
        if pattern.search(said):
            return Asked(question, best=best)
    best = max if _MORE.search(said) else min if _LESS.search(said) else None
    wished = [word for word in content_words(said) if word not in _COMPARING]
    return Asked(text, best=best, open=bool(_OPEN & set(words(said)))) if wished else Asked()
