"""Telegram's Bot API as a channel.

Source: https://core.telegram.org/bots/api
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.keys import is_key
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.platform import Pacing, Platform, Recall, Refusal
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messaging.verification import same
from bot.channels.telegram.rendering import render
from bot.channels.telegram.sample import TESTER, sample
from bot.channels.telegram.updates import incoming


@dataclass(frozen=True, slots=True)
class Telegram(Platform):
    """One bot with its token, and the secret that its webhook was registered with."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    api: str

    name: ClassVar[str] = "telegram"
    own: ClassVar[tuple[str, ...]] = ("telegram_token", "telegram_secret")
    pacing: ClassVar[Pacing] = Pacing(per_chat=1, overall=30)
    tester: ClassVar[str] = TESTER

    @classmethod
    def of(cls, settings: ChannelSettings) -> Self:
        return cls(settings.telegram_token, settings.telegram_secret, settings.telegram_api)

    @property
    def base_url(self) -> str:
        return f"{self.api.rstrip('/')}/bot{self.token}/"

    @property
    def about_url(self) -> str:
        return f"{self.base_url}getMe"

    def sample(self, text: str, number: int, at: float) -> Received:
        return sample(self.secret, text, number, at)

    def verify(self, request: Received) -> bool:
        return same(request.header("x-telegram-bot-api-secret-token"), self.secret)

    def parse(self, request: Received) -> Sequence[Incoming]:
        return incoming(json.loads(request.body), request.at)

    async def resolve(self, event: Incoming, recall: Recall) -> Incoming:
        """`event` with the payload that did not fit into its button.

        Where it is not known any more, the button's label is what the shopper said.
        """
        if event.kind != "choice" or not is_key(event.text):
            return event
        payload, label = await recall(event.text), event.address["label"]
        if payload is None and label:
            return replace(event, kind="text", text=label)
        return replace(event, text=payload or "")

    def signs(self, event: Incoming) -> Sequence[Call]:
        typing = Call("sendChatAction", {"chat_id": int(event.address["chat"]), "action": "typing"})
        query = event.address.get("query")
        if not query:
            return (typing,)
        # A button keeps turning until its query is answered.
        return (Call("answerCallbackQuery", {"callback_query_id": query}), typing)

    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        return render(event.address["chat"], replies)

    def refusal(self, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
        if status < 400:
            return None
        try:
            waits = json.loads(body)["parameters"]["retry_after"]
        except (ValueError, KeyError, TypeError):
            return None
        return Refusal(str(status), temporary=True, after=float(waits))
