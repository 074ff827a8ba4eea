"""What a part of a message names: things, and values such as sizes and colours."""

from __future__ import annotations

import re
from typing import Protocol

from bot.nlu.parse import find_entities
from bot.nlu.spans import Span

WORD = re.compile(r"[^\W_]+")
# Words that name no thing.
LITTLE = frozenset(
    """
    a about again all also am an and any are as at available be but by can come comes cost costs
    could different do does for from get give go got has have how i if in into is it its long made
    make many me much must my new of on one ones or other out pay please possible price r really
    same show so some still stock take takes tell than that the their them then there these they
    this those to too u up ur us want was we what whats when where which who will with would you
    your
    """.split()  # noqa: SIM905 - words read best as words
)


class Part(Protocol):
    """`text[start:end]`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def words(text: str, part: Part) -> list[str]:
    """The words of a part, in lower case."""
    return [found.group().lower() for found in WORD.finditer(text, part.start, part.end)]


def has_measure(said: str) -> bool:
    """Whether a length or a width is told."""
    return any(span.entity == "measure" for span in find_entities(said))


def contrast(text: str, before: Part, part: Part) -> bool:
    """Whether a detail of `before` has another value in `part`."""
    left, right = values(text, before), values(text, part)
    kinds = {kind for kind, _ in left} & {kind for kind, _ in right}
    return any(kind in kinds for kind, _ in left ^ right)


def values(text: str, part: Part) -> set[tuple[str, str]]:
    """The details that `part` names, each with what it is."""
    return {(s.entity, s.value) for s in _spans(text, part)}


def _spans(text: str, part: Part) -> list[Span]:
    return [s for s in find_entities(text) if part.start <= s.start and s.end <= part.end]


def nouns_apart(text: str, before: Part, part: Part) -> bool:
    left, right = nouns(text, before), nouns(text, part)
    return bool(left - right) and bool(right - left)


def nouns(text: str, part: Part) -> set[str]:
    """The words that may name a thing, without details such as colours and sizes."""
    inside = _spans(text, part)
    return {
        word.group().lower()
        for word in WORD.finditer(text, part.start, part.end)
        if word.group().lower() not in LITTLE
        and not any(s.start <= word.start() < s.end for s in inside)
    }
