"""Twilio's Messages API and webhook as documented (twilio.com/docs): calls and forms."""

from __future__ import annotations

import base64
import itertools
import re
import time
import zlib
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.twilio.channel import TwilioInput
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import Call, StandIn, Trouble, require

SID = "AC" + "0" * 32
TOKEN = "twilio-test-auth-token"
NUMBER = "+4930123456"
SHOPPER = "+4915112345678"
PUBLIC = "https://assistant.example"
TARGET = "/webhooks/twilio/webhook"


class TwilioStandIn(StandIn):
    """`POST Messages.json` and the account's own record."""

    created = 201

    def __init__(self) -> None:
        super().__init__()
        self._ids = itertools.count(1)

    async def read(self, request: web.Request) -> Call:
        basic = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        require(request.headers.get("Authorization") == f"Basic {basic}", "20003 Authenticate")
        start = f"/2010-04-01/Accounts/{SID}"
        require(request.path.startswith(start), "20404 not found")
        return Call(request.path.removeprefix(start), dict(await request.post()))

    def check(self, call: Call) -> dict[str, Any]:
        if call.method == ".json":
            return {"sid": SID, "friendly_name": "Shop", "status": "active"}
        require(call.method == "/Messages.json", "20404 not found")
        body = call.body
        require(re.fullmatch(r"(whatsapp:)?\+\d{6,15}", body.get("To", "")), "21211 invalid To")
        sender = body.get("From", "") or body.get("MessagingServiceSid", "")
        require(
            re.fullmatch(r"(whatsapp:)?\+\d{6,15}|MG[0-9a-f]{32}", sender), "21212 invalid From"
        )
        same = body["To"].startswith("whatsapp:") == sender.startswith("whatsapp:")
        require(same or sender.startswith("MG"), "63007 channel of From and To")
        require(body.get("Body", "").strip(), "21619 body is required")
        require(len(body["Body"].encode("utf-16-le")) <= 2 * 1600, "21617 body is too long")
        return {"sid": f"SM{next(self._ids):032x}", "status": "queued"}

    def refuse(self, reason: str) -> web.Response:
        code, _, message = reason.partition(" ")
        status = {"20003": 401, "20404": 404}.get(code, 400)
        body = {"code": int(code), "message": message, "status": status}
        return web.json_response(body, status=status)

    def trouble(self, trouble: Trouble) -> web.Response:
        after = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
        body = {"code": 20429, "message": "Too Many Requests", "status": trouble.status}
        return web.json_response(body, status=trouble.status, headers=after)


# What Twilio sends.

_messages = itertools.count(1)


def sms(text: str, *, sender: str = SHOPPER, sid: str | None = None, **more: str) -> dict[str, str]:
    sid = sid or f"SM{next(_messages):032x}"
    return {
        "ToCountry": "DE",
        "ToState": "",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": text,
        "FromCountry": "DE",
        "To": NUMBER,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": SID,
        "From": sender,
        "ApiVersion": "2010-04-01",
        **more,
    }


def whatsapp(text: str, *, sender: str = SHOPPER, **more: str) -> dict[str, str]:
    head = {"To": f"whatsapp:{NUMBER}", "ProfileName": "Ann", "WaId": sender.removeprefix("+")}
    return sms(text, sender=f"whatsapp:{sender}", **head, MessageType="text", **more)


def picture(text: str = "") -> dict[str, str]:
    media = {"NumMedia": "1", "MediaContentType0": "image/jpeg"}
    return sms(text, **media, MediaUrl0="https://api.twilio.example/Media/ME1")


def status_callback() -> dict[str, str]:
    sid = f"SM{next(_messages):032x}"
    status = {"MessageStatus": "delivered", "SmsStatus": "delivered", "MessageSid": sid}
    return {**status, "SmsSid": sid, "To": SHOPPER, "From": NUMBER, "AccountSid": SID}


def form(fields: dict[str, str]) -> bytes:
    return urlencode(fields).encode()


def signed(url: str, fields: dict[str, str], *, token: str = TOKEN) -> dict[str, str]:
    """The headers of a request from Twilio, made by Twilio's own SDK."""
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(url, fields)}


def received(fields: dict[str, str], *, at: float | None = None, target: str = TARGET) -> Received:
    """`fields` as Twilio posts them."""
    signature = {name.lower(): value for name, value in signed(PUBLIC + target, fields).items()}
    headers = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8", **signature}
    return Received("POST", target, headers, form(fields), time.time() if at is None else at)


def settings(url: str) -> ChannelSettings:
    return ChannelSettings(
        twilio_sid=SID, twilio_token=TOKEN, twilio_from=NUMBER, twilio_api=url, public_url=PUBLIC
    )


def numbered(number: int, sender: str, text: str) -> Received:
    phone = f"+49{zlib.crc32(sender.encode()):011}"
    return received(sms(text, sender=phone, sid=f"SM{number:032x}"))


CASE = Case(TwilioInput, TwilioStandIn, settings, numbered, says=lambda body: body.get("Body", ""))
