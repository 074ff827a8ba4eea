"""What goes to a platform: calls of its HTTP API, as data, so that they can be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One POST to `path` below the platform's base URL.

    `body` is JSON, or form fields where `form` is true. No credentials are in it: the
    platform adds them when it is sent. `chat` is whom it goes to, for pacing; "" is nobody.
    `otherwise` is sent instead where the platform refuses this call for good: the same
    without a picture that it could not load.
    """

    path: str
    body: Mapping[str, Any]
    form: bool = False
    chat: str = ""
    otherwise: Call | None = None

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Call:
        """The call that `asdict` made `fields` of."""
        otherwise = fields.get("otherwise")
        return cls(**{**fields, "otherwise": cls.of(otherwise) if otherwise else None})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A rendered turn: the calls in order, and notes that later messages are read with.

    A note is kept under its key (see `Platform.resolve`): the payload behind a short button
    value, the choices behind numbers. It replaces an older one of that key.
    """

    calls: tuple[Call, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def calls_to_json(calls: tuple[Call, ...]) -> str:
    return json.dumps([asdict(call) for call in calls])


def calls_from_json(text: str) -> tuple[Call, ...]:
    return tuple(Call.of(fields) for fields in json.loads(text))
