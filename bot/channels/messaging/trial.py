"""Test events: they take the whole path, but their answer is kept instead of sent.

`shopbot channels check` posts one to the running assistant and reads its answer here.
"""

from __future__ import annotations

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Call, Outgoing, calls_from_json, calls_to_json


def recorded(event: Incoming, outgoing: Outgoing) -> Outgoing:
    """Nothing to send, and a note of what would have been."""
    return Outgoing(notes={key_of(event.event_id): calls_to_json(outgoing.calls)})


def key_of(event_id: str) -> str:
    """The note's key; `event_id` is the name that the door gave it."""
    return f"trial:{event_id}"


def calls_of(note: str) -> tuple[Call, ...]:
    """The calls in a note."""
    return calls_from_json(note)
