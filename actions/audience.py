"""Whom a product is for: words for people and occasions, and what is made for others."""

# ruff: noqa: SIM905 - words read best as text
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from actions.phrases import stem_set, words
from actions.vocabulary import Vocabulary
from indexes.text import stem

# Whom a product is made for, with the words that ask for it.
_PEOPLE = {
    "men": stem_set(
        """
        men man male mens guy him his he husband boyfriend dad father brother uncle grandpa
        grandfather groom
        """.split()
    ),
    "women": stem_set(
        """
        women woman female womens lady her she wife girlfriend mum mom mother sister aunt
        grandma grandmother bride
        """.split()
    ),
    "kid": stem_set(
        """
        kids kid child children son daughter boy girl toddler grandson granddaughter nephew
        niece baby
        """.split()
    ),
}
_ADULTS = stem_set("adult adults grownup grownups".split())
_OTHERS = stem_set(
    """
    friend partner boss colleague coworker teacher neighbour neighbor parents couple someone
    family host hostess team
    """.split()
)
GIFT = "gift"
OCCASIONS = stem_set(
    """
    gift gifts present presents surprise birthday christmas xmas anniversary wedding easter
    valentine valentines housewarming graduation retirement holiday special nice
    """.split()
)
"""Stems that ask for a gift and say nothing else."""
_LIKING = stem_set("likes loves enjoys loving fan keen into does goes going love enjoy".split())
ASIDE = frozenset().union(*_PEOPLE.values(), _OTHERS, _ADULTS, OCCASIONS, _LIKING)
"""Stems that say for whom or why something is bought, not what."""


_AGE = re.compile(
    r"\b(\w+)[ -]?(?:(?:years?|yrs?|y)[ -]?olds?|y/?o)\b|\b(?:aged?|turning|turns) (\w+)\b",
    re.IGNORECASE,
)
_CHILDHOOD = frozenset(map(str, range(1, 14))) | frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen
    """.split()
)


def child_ages(text: str) -> Iterator[re.Match[str]]:
    """Where `text` says that somebody is a child: "my five year old", "a 7-year-old"."""
    return (age for age in _AGE.finditer(text) if (age[1] or age[2]).lower() in _CHILDHOOD)


def as_gift(said: Iterable[str]) -> Iterator[str]:
    """The words `said`, with every occasion for a gift as "gift", which shops tag things with."""
    yield from dict.fromkeys(GIFT if stem(word) in OCCASIONS else word for word in said)


def made_for_whom(word: str) -> str | None:
    """The people that `word` is one of, as a shop calls them: "women" of "wife"."""
    group = next((group for group, names in _PEOPLE.items() if stem(word) in names), None)
    return "kids" if group == "kid" else group


def names_people(asked: frozenset[str]) -> bool:
    """Whether the stems `asked` say whom something is for: men, women, kids or adults."""
    return any(names & asked for names in (*_PEOPLE.values(), _ADULTS))


def people_in(text: str) -> str:
    """The words of `text` that say whom something is for."""
    named = frozenset().union(*_PEOPLE.values(), _ADULTS)
    return " ".join(word for word in words(text) if stem(word) in named)


def for_children(
    known: Vocabulary, asked: frozenset[str], among: frozenset[str] | None
) -> frozenset[str]:
    """The ids made for kids, where the stems `asked` name only kids; none if `among` has none."""
    if not _PEOPLE["kid"] & asked or names_people(asked - _PEOPLE["kid"]):
        return frozenset()
    made = known.made_for.get("kid", frozenset())
    return made if among is None or made & among else frozenset()


def for_others(known: Vocabulary, asked: frozenset[str]) -> frozenset[str]:
    """The ids of what is made for other people than those that the stems `asked` name.

    What is for kids is shown on request only, except where the shop has nothing else.
    """
    wanted = {group for group, names in _PEOPLE.items() if names & asked}
    if not wanted:
        others = {"kid"} if known.made_for.keys() - {"kid"} else set()
    else:
        others = _PEOPLE.keys() - wanted
    return frozenset().union(*(known.made_for.get(group, frozenset()) for group in others))
