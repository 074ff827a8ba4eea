"""Replies as plain text, with choices as numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.channels.messaging.reply import Card, Reply
from bot.channels.messaging.texts import shorten, split, utf16_units
from bot.channels.messaging.wording import card_line, is_link, source_line

MAX_TEXT = 1600
"""Characters of one message; longer ones are refused."""
MAX_CHOICES = 20
MAX_LABEL = 60
MAX_CARDS = 5

_NUMBER = re.compile(r"[\s(#]*(?P<number>[0-9]{1,2})[\s.)]*")


def texts_of(replies: Sequence[Reply]) -> tuple[str, ...]:
    """The messages' texts. Choices are numbered on from one reply to the next."""
    texts: list[str] = []
    numbered = 0
    for reply in replies:
        words = [reply.text.strip(), *map(_card, reply.cards[:MAX_CARDS])]
        listed = [
            f"{numbered + number}. {shorten(choice.title, MAX_LABEL)}"
            for number, choice in enumerate(reply.choices[: MAX_CHOICES - numbered], 1)
        ]
        numbered += len(listed)
        asked = [*listed, "Reply with a number."] if listed else []
        foot = [source_line(reply)]
        parts = ["\n".join(filter(None, lines)) for lines in (words, asked, foot)]
        texts += split("\n\n".join(filter(None, parts)), MAX_TEXT, utf16_units)
    return tuple(texts)


def note_of(replies: Sequence[Reply]) -> str:
    """The payloads behind the numbers, to be kept until the next answer."""
    payloads = [choice.payload for reply in replies for choice in reply.choices]
    return json.dumps(payloads[:MAX_CHOICES])


def chosen(text: str, note: str) -> str | None:
    """The payload that a typed number stands for; None if it stands for none."""
    match = _NUMBER.fullmatch(text)
    payloads = json.loads(note)
    if match is None or not 1 <= int(match["number"]) <= len(payloads):
        return None
    return str(payloads[int(match["number"]) - 1])


def _card(card: Card) -> str:
    return f"{card_line(card)} {card.url}" if is_link(card.url) else card_line(card)
