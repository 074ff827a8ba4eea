"""Which limits of a search a message gives up: "forget the budget", "any colour is fine"."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Criteria
from actions.phrases import content_words, join, stem_set, words
from actions.turn import Turn
from actions.values import COLOR, SIZE
from indexes.text import stem

PRICE = "price"
_NAMED = {
    PRICE: stem_set(["price budget money cost spend expensive limit afford euro dollar pound"]),
    COLOR: stem_set(["color colour shade"]),
    SIZE: stem_set(["size sizing sized"]),
}
_ENTITIES = {PRICE: "money", COLOR: "color", SIZE: "size"}
_ANY = {PRICE: "any price", COLOR: "any colour", SIZE: "any size"}
_EVERYTHING = frozenset("everything all search scratch start reset again over".split())  # noqa: SIM905


def named(turn: Turn) -> tuple[str, ...]:
    """The limits that the message names: PRICE, COLOR, SIZE."""
    said = stem_set(words(turn.text))
    return tuple(
        kind for kind, stems in _NAMED.items() if stems & said or turn.first(_ENTITIES[kind])
    )


def all_dropped(turn: Turn) -> bool:
    """Whether the message gives up the whole search ("forget all that")."""
    return not named(turn) and not _EVERYTHING.isdisjoint(words(turn.text))


def without(criteria: Criteria, turn: Turn) -> Criteria:
    """`criteria` less the limits that `turn` names, and less the words of the need that it says.

    One that names none ("forget that") gives up every limit but the need.
    """
    kinds = named(turn)
    said = stem_set(content_words(turn.text))
    need, avoid = _without(criteria.need, said), _without(criteria.avoid, said)
    if not kinds and (need, avoid) == (criteria.need, criteria.avoid):
        kinds, avoid = (PRICE, COLOR, SIZE), ""
    # A need that nothing is left of would leave nothing to search for.
    left = replace(criteria, need=need or criteria.need, avoid=avoid)
    if PRICE in kinds:
        left = replace(left, min_price=None, max_price=None, thrifty=False)
    if COLOR in kinds:
        left = replace(left, color=None)
    return replace(left, size=None, size_system=None) if SIZE in kinds else left


def _without(text: str, stems: frozenset[str]) -> str:
    return " ".join(word for word in text.split() if stem(word.lower()) not in stems)


def any_of(before: Criteria, after: Criteria, turn: Turn) -> str:
    """What is now free, to be said: "any price and any colour".

    What was named is free even where it had no limit.
    """
    gone = {
        PRICE: (before.min_price, before.max_price) != (after.min_price, after.max_price),
        COLOR: before.color != after.color,
        SIZE: before.size != after.size,
    }
    asked = named(turn)
    free = [text for kind, text in _ANY.items() if gone[kind] or kind in asked]
    return join(free) or "anything"
