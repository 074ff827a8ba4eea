"""What conversations leave behind: questions without an answer, and handoffs to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

REHEARSAL = "rehearsal-"
"""How the sender ids of conversations begin that no shopper holds: of `eval` and `replay`."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer. `text` is masked; `reason` is the act that was said."""

    text: str
    reason: str
    topic: str
    asked: datetime


@dataclass(frozen=True, slots=True)
class Handoff:
    """A conversation that a person was asked to take over.

    `summary` is what the person is told, as JSON can hold it. `released_by` says who gave the
    conversation back to the assistant: "shopper", "owner", or "undelivered" where nobody
    could be reached and the assistant therefore never fell silent.
    """

    id: str
    conversation: str
    channel: str
    reason: str
    opened: datetime
    summary: Mapping[str, Any] = field(default_factory=dict)
    delivered: datetime | None = None
    released: datetime | None = None
    released_by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the target of handoffs is to be told."""

    id: int
    handoff: str
    event: Mapping[str, Any]
    attempts: int = 0
