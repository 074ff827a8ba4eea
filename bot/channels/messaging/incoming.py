"""What a platform sends us: the raw request, and the events read from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["text", "choice", "media", "unsupported"]


@dataclass(frozen=True, slots=True)
class Received:
    """One HTTP request, as it came.

    `target` is the path with its query string, exactly as requested; the names of `headers`
    are in lower case; `at` is when it came, in seconds since 1970.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    def header(self, name: str) -> str:
        """The header's value; "" where it is missing."""
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of a shopper that wants an answer.

    `event_id` is the platform's own and stays the same when the event is delivered again.
    `sender` is whoever the conversation is with: a parser gives the platform's id (with the
    thread, where each has a conversation of its own). Of both, everything behind the parser
    sees keyed hashes. `text` is what was typed, or the payload of a "choice" (a button or
    list entry of ours), or a "media" message's caption. `address` is what a reply needs (chat,
    thread, phone number …). `at` is the platform's time in seconds since 1970. `sequence` grows
    in the order in which the sender wrote; 0 where the platform tells no order, which then is
    the order of arrival.
    """

    channel: str
    event_id: str
    sender: str
    kind: Kind
    text: str
    address: Mapping[str, str] = field(default_factory=dict)
    at: float = 0.0
    sequence: int = 0

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Incoming:
        fields: dict[str, Any] = json.loads(text)
        return cls(**fields)
