"""What Rasa said in a turn, as every platform renders it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: its label and what choosing it says."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product; `price` is a decimal number, `image` and `url` may be ""."""

    id: str
    title: str
    price: str
    currency: str
    image: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the shopper; any part may be empty, not all of them.

    `sources` are the ids of the records that it rests on, such as "catalog:trail-2".
    """

    text: str = ""
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()


def replies_of(said: Iterable[Mapping[str, Any]]) -> tuple[Reply, ...]:
    """Rasa's messages in order.

    An "answer" that follows a text belongs to it; other `custom` messages are for programs
    and say nothing.
    """
    raise NotImplementedError
