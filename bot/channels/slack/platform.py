"""Slack as a channel: Events API, interactivity and `chat.postMessage`.

Source: https://docs.slack.dev/apis
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.outgoing import Outgoing
from bot.channels.messaging.platform import Pacing, Platform, Refusal, Response
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.slack.events import body_of, incoming
from bot.channels.slack.rendering import render
from bot.channels.slack.sample import TESTER, sample
from bot.channels.slack.signature import is_signed

_PASSING = frozenset(
    ("fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable")
)
"""Errors of Slack's own that another try may not meet."""


@dataclass(frozen=True, slots=True)
class Slack(Platform):
    """One app with its bot's token and its signing secret."""

    token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    api: str

    name: ClassVar[str] = "slack"
    own: ClassVar[tuple[str, ...]] = ("slack_token", "slack_signing_secret")
    pacing: ClassVar[Pacing] = Pacing(per_chat=1)
    tester: ClassVar[str] = TESTER

    @classmethod
    def of(cls, settings: ChannelSettings) -> Self:
        return cls(settings.slack_token, settings.slack_signing_secret, settings.slack_api)

    @property
    def base_url(self) -> str:
        return self.api.rstrip("/") + "/"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def about_url(self) -> str:
        return f"{self.base_url}auth.test"

    def sample(self, text: str, number: int, at: float) -> Received:
        return sample(self.signing_secret, text, number, at)

    def verify(self, request: Received) -> bool:
        return is_signed(
            self.signing_secret,
            request.header("x-slack-request-timestamp"),
            request.body,
            request.header("x-slack-signature"),
            request.at,
        )

    def handshake(self, request: Received) -> Response | None:
        """The challenge that Slack sends to a new address, given back."""
        if request.method != "POST":
            return None
        try:
            body = body_of(request)
        except (ValueError, KeyError):
            return None
        is_challenge = body.get("type") == "url_verification"
        return Response(str(body.get("challenge", ""))) if is_challenge else None

    def parse(self, request: Received) -> Sequence[Incoming]:
        return incoming(body_of(request))

    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        return render(event.address, replies)

    def refusal(self, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
        """Slack says "ok: false" with status 200."""
        if status != 200:
            return None
        try:
            said = json.loads(body)
            if said["ok"]:
                return None
            error = str(said["error"])
        except (ValueError, KeyError, TypeError):
            return Refusal("unreadable", temporary=True)
        return Refusal(error, temporary=error in _PASSING)
