"""WhatsApp, as the shared machinery knows it."""

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
from bot.channels.meta.graph import MetaPlatform
from bot.channels.whatsapp.events import NAME, incoming
from bot.channels.whatsapp.rendering import render, template, typing
from bot.channels.whatsapp.sample import TESTER, sample

WINDOW = 24 * 3600.0
"""Seconds after a message in which it may be answered freely."""


@dataclass(frozen=True, slots=True)
class WhatsApp(MetaPlatform):
    """One business number. `template_name` is "" or "name/language"."""

    phone_id: str
    template_name: str = ""

    name: ClassVar[str] = NAME
    own: ClassVar[tuple[str, ...]] = ("whatsapp_token", "whatsapp_phone_id")
    # https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
    pacing: ClassVar[Pacing] = Pacing(overall=80)
    tester: ClassVar[str] = TESTER

    @classmethod
    def of(cls, settings: ChannelSettings) -> Self:
        return cls(
            settings.whatsapp_token,
            settings.meta_app_secret,
            settings.meta_verify_token,
            settings.meta_api,
            settings.whatsapp_phone_id,
            settings.whatsapp_template,
        )

    @property
    def about_url(self) -> str:
        return f"{self.base_url}{self.phone_id}"

    def sample(self, text: str, number: int, at: float) -> Received:
        content = sample(self.phone_id, text, number, at)
        return self.signed(content, "/webhooks/whatsapp/webhook", at)

    def parse(self, request: Received) -> Sequence[Incoming]:
        return incoming(json.loads(request.body), self.phone_id)

    async def resolve(self, event: Incoming, recall: Recall) -> Incoming:
        """`event` with the payload that did not fit into its button."""
        if event.kind != "choice" or not is_key(event.text):
            return event
        return replace(event, text=await recall(event.text) or "")

    def signs(self, event: Incoming) -> Sequence[Call]:
        return (typing(self._path, event.address["message"]),)

    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        return render(self._path, event.address, replies)

    def closed(self, event: Incoming, now: float) -> bool:
        return now - event.at > WINDOW

    def reopening(self, event: Incoming) -> Outgoing:
        """The shop's template, which WhatsApp has approved; nothing where there is none."""
        if not self.template_name:
            return Outgoing()
        name, _, language = self.template_name.partition("/")
        return Outgoing((template(self._path, event.address, name, language or "en"),))

    @property
    def _path(self) -> str:
        return f"{self.phone_id}/messages"
