"""Messenger, as the shared machinery knows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.keys import is_key
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.platform import Pacing, Recall
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messenger.events import NAME, incoming
from bot.channels.messenger.rendering import action, render
from bot.channels.messenger.sample import TESTER, sample
from bot.channels.meta.graph import MetaPlatform

WINDOW = 24 * 3600.0
"""Seconds after a message in which it may be answered freely."""


@dataclass(frozen=True, slots=True)
class Messenger(MetaPlatform):
    """One Facebook page."""

    name: ClassVar[str] = NAME
    own: ClassVar[tuple[str, ...]] = ("messenger_token",)
    # https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting
    pacing: ClassVar[Pacing] = Pacing(overall=300)
    tester: ClassVar[str] = TESTER

    @classmethod
    def of(cls, settings: ChannelSettings) -> Self:
        return cls(
            settings.messenger_token,
            settings.meta_app_secret,
            settings.meta_verify_token,
            settings.meta_api,
        )

    @property
    def about_url(self) -> str:
        return f"{self.base_url}me"

    def sample(self, text: str, number: int, at: float) -> Received:
        return self.signed(sample(text, number, at), "/webhooks/messenger/webhook", at)

    def parse(self, request: Received) -> Sequence[Incoming]:
        return incoming(json.loads(request.body))

    async def resolve(self, event: Incoming, recall: Recall) -> Incoming:
        """`event` with the payload that did not fit into its quick reply."""
        if event.kind != "choice" or not is_key(event.text):
            return event
        return replace(event, text=await recall(event.text) or "")

    def signs(self, event: Incoming) -> Sequence[Call]:
        psid = event.address["psid"]
        return action(psid, "mark_seen"), action(psid, "typing_on")

    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        return render(event.address["psid"], replies)

    def closed(self, event: Incoming, now: float) -> bool:
        return now - event.at > WINDOW
