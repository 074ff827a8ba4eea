"""Whom a product is for: words for people and occasions, and what is made for others."""

# ruff: noqa: SIM905 - words read best as text
from __future__ import annotations

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
# Of a child they tell no more.
_PRONOUNS = stem_set("him his he her she".split())
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
    if not _PEOPLE["kid"] & asked or names_people(asked - _PEOPLE["kid"] - _PRONOUNS):
        return frozenset()
    made = known.made_for.get("kid", frozenset())
    return made if among is None or made & among else frozenset()


def for_others(known: Vocabulary, asked: frozenset[str]) -> frozenset[str]:
    """The ids of what is made for other people than those that the stems `asked` name.

    What is for kids is shown on request only, except where the shop has nothing else.
    """
    named = asked - _PRONOUNS if _PEOPLE["kid"] & asked else asked
    wanted = {group for group, names in _PEOPLE.items() if names & named}
    if not wanted:
        others = {"kid"} if known.made_for.keys() - {"kid"} else set()
    else:
        others = _PEOPLE.keys() - wanted
    return frozenset().union(*(known.made_for.get(group, frozenset()) for group in others))
