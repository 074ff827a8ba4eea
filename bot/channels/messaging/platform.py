"""What one platform is to the shared machinery: mostly pure functions on data."""

from __future__ import annotations

import abc
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.settings import ChannelSettings

Recall = Callable[[str], Awaitable[str | None]]
"""Reads a note (`Outgoing.notes`) by its key; None if there is none."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """How many calls a second a platform takes; 0 is no limit."""

    per_chat: float = 0.0
    overall: float = 0.0


@dataclass(frozen=True, slots=True)
class Response:
    """What a webhook is answered with."""

    body: str = ""
    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a platform did not take a call: `code` is its own error code, never message text.

    `temporary`: try again, `after` seconds later where it said so.
    """

    code: str
    temporary: bool = False
    after: float = 0.0


class Platform(abc.ABC):
    """A platform's own ways; an instance holds its credentials and knows nothing else.

    Nothing here does I/O. What is raised by `parse`, `render` and `signs` is logged by its
    type and dropped with its event.
    """

    name: ClassVar[str]
    """Of the channel, its address (/webhooks/<name>/webhook) and its `input_channel`."""

    own: ClassVar[tuple[str, ...]]
    """Fields of `ChannelSettings` that are this platform's alone: all of them or none."""

    shared: ClassVar[tuple[str, ...]] = ()
    """Further fields that it needs once it is on."""

    pacing: ClassVar[Pacing] = Pacing()

    tester: ClassVar[str]
    """The sender of `sample`'s events, whom no shopper can be: their answers are not sent."""

    @classmethod
    @abc.abstractmethod
    def of(cls, settings: ChannelSettings) -> Self:
        """The platform with its credentials; every field of `own` and `shared` is filled."""

    @property
    @abc.abstractmethod
    def base_url(self) -> str:
        """Before every `Call.path`, with a slash at its end; no log may hold it (credentials)."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Sent with every call: its credentials."""
        return {}

    @property
    @abc.abstractmethod
    def about_url(self) -> str:
        """Where a GET with `headers` says whose credentials these are; not for logs either."""

    @abc.abstractmethod
    def sample(self, text: str, number: int, at: float) -> Received:
        """A request as the platform would send and sign it, with `text` of `tester`.

        Different numbers make different events; `at` is Unix time.
        """

    @abc.abstractmethod
    def verify(self, request: Received) -> bool:
        """Whether the platform sent `request`, judged on its raw body in constant time."""

    def handshake(self, request: Received) -> Response | None:
        """The answer to a request that sets the webhook up; None if it is none.

        It is asked first for a GET, which `verify` does not see, and after `verify` for a POST.
        """
        return None

    @abc.abstractmethod
    def parse(self, request: Received) -> Sequence[Incoming]:
        """All events of the shoppers in `request`, in its order.

        Own echoes, edits, receipts and reactions are left out. Raises `ValueError` (or
        `KeyError`, `TypeError`) where the body is not what the platform documents.
        """

    def acknowledgement(self, request: Received) -> Response:
        """What says that the events were taken."""
        return Response()

    async def resolve(self, event: Incoming, recall: Recall) -> Incoming:
        """`event` with short values and numbers replaced by what they stand for."""
        return event

    def signs(self, event: Incoming) -> Sequence[Call]:
        """Signs of life before the turn: typing, read, the callback's answer. May fail."""
        return ()

    @abc.abstractmethod
    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        """The calls that say `replies` to whoever sent `event`."""

    def closed(self, event: Incoming, now: float) -> bool:
        """Whether the platform takes no free answer to `event` any more at `now`."""
        return False

    def reopening(self, event: Incoming) -> Outgoing:
        """What may still be sent to a shopper whose event is `closed`: a template, or nothing."""
        return Outgoing()

    def refusal(self, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
        """What a response says that its HTTP status and `Retry-After` don't.

        Some say "ok: false" with a 200, some put the seconds to wait into the body. None: the
        status decides (429 and 5xx are temporary, other 4xx final).
        """
        return None
