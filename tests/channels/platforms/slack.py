"""Slack's Web API and events as documented (docs.slack.dev): calls it takes, events it sends."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.slack.channel import SlackInput
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import Call, StandIn, Trouble, require

TOKEN = "xoxb-test-token"
SECRET = "slack-test-signing-secret"
PUBLIC = "https://assistant.example"
BOT = "U0BOT"
TEAM = "T0TEAM"
MAX_BLOCKS = 50


class SlackStandIn(StandIn):
    """`chat.postMessage` and `auth.test`."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = itertools.count(1)

    async def read(self, request: web.Request) -> Call:
        require(request.headers.get("Authorization") == f"Bearer {TOKEN}", "invalid_auth")
        body = await request.json() if request.can_read_body else {}
        return Call(request.path.removeprefix("/api/"), body)

    def check(self, call: Call) -> dict[str, Any]:
        if call.method == "auth.test":
            return {"ok": True, "team": "Shop", "user": "shopbot", "user_id": BOT}
        require(call.method == "chat.postMessage", "unknown_method")
        body = call.body
        require(str(body.get("channel", ""))[:1] in {"C", "D", "G"}, "channel_not_found")
        require(body.get("text", "").strip() or body.get("blocks"), "no_text")
        require(len(body.get("text", "")) <= 40_000, "msg_too_long")
        check_escaped(body.get("text", ""))
        require("thread_ts" not in body or "." in body["thread_ts"], "invalid_thread_ts")
        check_blocks(body.get("blocks", []))
        return {"ok": True, "channel": body["channel"], "ts": f"1790000000.{next(self._ids):06d}"}

    def refuse(self, reason: str) -> web.Response:
        # Slack says no with status 200.
        return web.json_response({"ok": False, "error": reason.partition(":")[0]})

    def trouble(self, trouble: Trouble) -> web.Response:
        if trouble.status == 200:
            return web.json_response({"ok": False, "error": "internal_error"})
        after = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
        return web.json_response(
            {"ok": False, "error": "ratelimited"}, status=trouble.status, headers=after
        )


def check_blocks(blocks: list[dict[str, Any]]) -> None:
    require(len(blocks) <= MAX_BLOCKS, "invalid_blocks: too many")
    actions: list[str] = []
    for block in blocks:
        match block:
            case {"type": "section", "text": {"type": "mrkdwn", "text": str(text)}}:
                require(1 <= len(text) <= 3000, "invalid_blocks: section's text")
                check_escaped(text)
                if "accessory" in block:
                    actions += _element(block["accessory"])
            case {"type": "actions", "elements": [_, *_] as elements}:
                require(len(elements) <= 25, "invalid_blocks: too many elements")
                for element in elements:
                    actions += _element(element)
            case {"type": "context", "elements": [_, *_] as elements}:
                require(len(elements) <= 10, "invalid_blocks: too many context elements")
                for element in elements:
                    check_escaped(element["text"])
            case _:
                require(False, f"invalid_blocks: {json.dumps(block)}")
    require(len(actions) == len(set(actions)), "invalid_blocks: action_id is not unique")


def _element(element: dict[str, Any]) -> list[str]:
    if element["type"] == "image":
        require(element["image_url"].startswith("https://"), "invalid_blocks: image_url")
        require(len(element["image_url"]) <= 3000, "invalid_blocks: image_url")
        require(1 <= len(element["alt_text"]) <= 2000, "invalid_blocks: alt_text")
        return []
    require(element["type"] == "button", "invalid_blocks: element")
    require(element["text"]["type"] == "plain_text", "invalid_blocks: button's text")
    require(1 <= len(element["text"]["text"]) <= 75, "invalid_blocks: button's text")
    require(len(element.get("value", "")) <= 2000, "invalid_blocks: button's value")
    require(len(element.get("url", "")) <= 3000, "invalid_blocks: button's url")
    require(1 <= len(element["action_id"]) <= 255, "invalid_blocks: action_id")
    return [element["action_id"]]


def check_escaped(text: str) -> None:
    """Nothing in `text` may call a channel or a person, except links of ours."""
    rest = text
    while "<" in rest:
        inside, closed, rest = rest.partition("<")[2].partition(">")
        require(closed and inside.startswith(("http://", "https://")), "invalid_blocks: markup")


# What Slack sends.

_events = itertools.count(1)


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers of a request from Slack, made by Slack's own SDK."""
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature)}


def direct_message(
    text: str, *, user: str = "U0ANN", event_id: str | None = None, **more: Any
) -> bytes:
    event = {"type": "message", "channel": f"D{user}", "channel_type": "im", "user": user}
    return envelope({**event, "text": text, **_stamps(), **more}, event_id)


def mention(text: str, *, user: str = "U0ANN", channel: str = "C0SHOP", **more: Any) -> bytes:
    event = {"type": "app_mention", "channel": channel, "user": user, "text": f"<@{BOT}> {text}"}
    return envelope({**event, **_stamps(), **more})


def own_echo(text: str) -> bytes:
    own = {"bot_id": "B0BOT", "app_id": "A0APP"}
    return direct_message(text, user=BOT, **own)


def edited(text: str) -> bytes:
    event = {"type": "message", "subtype": "message_changed", "channel": "DU0ANN"}
    inner = {"type": "message", "user": "U0ANN", "text": text, "ts": "1790000000.000100"}
    return envelope({**event, "channel_type": "im", "message": inner, **_stamps()})


def file_share(text: str = "") -> bytes:
    files = [{"id": "F1", "mimetype": "image/jpeg", "filetype": "jpg"}]
    return direct_message(text, subtype="file_share", files=files)


def envelope(event: dict[str, Any], event_id: str | None = None) -> bytes:
    outer = {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_events):09d}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": event,
    }
    return json.dumps(outer).encode()


def tapped(value: str, *, user: str = "U0ANN", action_id: str = "choice_0", **more: Any) -> bytes:
    """A button was pressed: a form with one field, as interactivity posts it."""
    number = next(_events)
    message_ts = "1790000000.000200"
    payload = {
        "type": "block_actions",
        "user": {"id": user, "team_id": TEAM},
        "api_app_id": "A0APP",
        "container": {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": f"D{user}",
            "is_ephemeral": False,
        },
        "trigger_id": f"1.2.{number}",
        "team": {"id": TEAM, "domain": "shop"},
        "channel": {"id": f"D{user}", "name": "directmessage"},
        "message": {"type": "message", "bot_id": "B0BOT", "user": BOT, "ts": message_ts},
        "response_url": "https://hooks.slack.example/actions/T/1/x",
        "actions": [
            {
                "type": "button",
                "block_id": "choices_0",
                "action_id": action_id,
                "text": {"type": "plain_text", "text": "Blue"},
                "value": value,
                "action_ts": f"179000000{number}.000300",
            }
        ],
        **more,
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def _stamps() -> dict[str, str]:
    now = f"{time.time():.6f}"
    return {"ts": now, "event_ts": now}


def received(body: bytes, *, at: float | None = None, **headers: str) -> Received:
    """`body` as Slack posts it at `at`, or now."""
    at = time.time() if at is None else at
    kind = "application/x-www-form-urlencoded" if body[:1] != b"{" else "application/json"
    # Slack's SDK signs text alone.
    headers_of_slack = signed(body, at=at) if body.isascii() else {}
    signature = {name.lower(): value for name, value in headers_of_slack.items()}
    return Received(
        "POST", "/webhooks/slack/webhook", {"content-type": kind, **signature, **headers}, body, at
    )


def settings(url: str) -> ChannelSettings:
    return ChannelSettings(
        slack_token=TOKEN, slack_signing_secret=SECRET, slack_api=f"{url}/api", public_url=PUBLIC
    )


def numbered(number: int, sender: str, text: str) -> Received:
    stamp = f"{1_790_000_000 + number}.000100"
    times = {"ts": stamp, "event_ts": stamp}
    return received(
        direct_message(text, user=f"U{sender.upper()}", event_id=f"Ev{number}", **times)
    )


CASE = Case(SlackInput, SlackStandIn, settings, numbered, says=lambda body: body.get("text", ""))
