"""Twilio as a channel: SMS, and WhatsApp through Twilio.

Source: https://www.twilio.com/docs/messaging/api/message-resource
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.platform import Platform, Recall, Refusal, Response
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.twilio.forms import incoming, is_plain
from bot.channels.twilio.rendering import chosen, note_of, texts_of
from bot.channels.twilio.sample import TESTER, sample
from bot.channels.twilio.signature import fields_of, is_signed, sign

WINDOW = 24 * 3600
"""Seconds in which WhatsApp takes a free answer to a shopper's message."""

_PASSING = frozenset((20429, 21611))
"""Too many requests, and a full queue of the number's messages."""


@dataclass(frozen=True, slots=True)
class Twilio(Platform):
    """One account.

    `public_url` is where Twilio reaches us, which its signature covers; `sender` may be "".
    """

    sid: str
    token: str = field(repr=False)
    sender: str
    api: str
    public_url: str

    name: ClassVar[str] = "twilio"
    own: ClassVar[tuple[str, ...]] = ("twilio_sid", "twilio_token")
    shared: ClassVar[tuple[str, ...]] = ("public_url",)
    tester: ClassVar[str] = TESTER

    @classmethod
    def of(cls, settings: ChannelSettings) -> Self:
        return cls(
            settings.twilio_sid,
            settings.twilio_token,
            settings.twilio_from,
            settings.twilio_api,
            settings.public_url,
        )

    @property
    def base_url(self) -> str:
        return f"{self.api.rstrip('/')}/2010-04-01/Accounts/{self.sid}/"

    @property
    def headers(self) -> Mapping[str, str]:
        basic = base64.b64encode(f"{self.sid}:{self.token}".encode()).decode()
        return {"Authorization": f"Basic {basic}"}

    @property
    def about_url(self) -> str:
        return f"{self.base_url.rstrip('/')}.json"

    def sample(self, text: str, number: int, at: float) -> Received:
        form = sample(self.sid, text, number)
        target = f"/webhooks/{self.name}/webhook"
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-twilio-signature": sign(self.token, self._public + target, form.items()),
        }
        return Received("POST", target, headers, urlencode(form).encode(), at)

    def verify(self, request: Received) -> bool:
        try:
            fields = fields_of(request.body)
        except ValueError:
            return False
        signature = request.header("x-twilio-signature")
        signed = is_signed(self.token, self._public + request.target, fields, signature)
        return signed and is_plain(fields, self.sid)

    def parse(self, request: Received) -> Sequence[Incoming]:
        return incoming(fields_of(request.body), request.at)

    def acknowledgement(self, request: Received) -> Response:
        """TwiML that says nothing: the answer follows by the REST API."""
        return Response("<Response/>", content_type="text/xml; charset=utf-8")

    async def resolve(self, event: Incoming, recall: Recall) -> Incoming:
        """`event` with the choice that its number stands for, right after a list."""
        note = await recall(event.sender) if event.kind == "text" else None
        payload = chosen(event.text, note) if note else None
        return replace(event, kind="choice", text=payload) if payload else event

    def render(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        to = event.address["to"]
        place = {"To": to, **self._sender(event), "SmartEncoded": "true"}
        calls = tuple(
            Call("Messages.json", {**place, "Body": text}, form=True, chat=to)
            for text in texts_of(replies)
        )
        return Outgoing(calls, {event.sender: note_of(replies)})

    def closed(self, event: Incoming, now: float) -> bool:
        return event.address["to"].startswith("whatsapp:") and now - event.at > WINDOW

    def refusal(self, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
        if not 400 <= status < 500 or status == 429:
            return None
        try:
            code = int(json.loads(body)["code"])
        except (ValueError, KeyError, TypeError):
            return None
        return Refusal(str(code), temporary=code in _PASSING)

    @property
    def _public(self) -> str:
        return self.public_url.rstrip("/")

    def _sender(self, event: Incoming) -> Mapping[str, str]:
        """Who answers: the given number or messaging service, or the number written to.

        A number for SMS can't answer on WhatsApp, nor the other way round.
        """
        if self.sender.startswith("MG"):
            return {"MessagingServiceSid": self.sender}
        written_to = event.address["from"]
        fits = _kind(self.sender) == _kind(written_to)
        return {"From": self.sender if self.sender and fits else written_to}


def _kind(address: str) -> str:
    """Before the colon of "whatsapp:+15550100"; "" of a plain number."""
    return address.rpartition(":")[0]
