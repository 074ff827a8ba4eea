"""Telegram's Bot API as documented (core.telegram.org/bots/api): its calls and its updates."""

from __future__ import annotations

import html.parser
import itertools
import json
import re
import time
import zlib
from typing import Any

from aiohttp import web

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.telegram.channel import TelegramInput
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import Call, StandIn, Trouble, require

TOKEN = "123456:telegram-test-token"
SECRET = "telegram-test-secret-token"
PUBLIC = "https://assistant.example"
TAGS = {"a", "b", "blockquote", "code", "i", "pre", "s", "tg-spoiler", "u"}


class TelegramStandIn(StandIn):
    """`sendMessage`, `sendChatAction`, `answerCallbackQuery`, `getMe`."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = itertools.count(1)

    async def read(self, request: web.Request) -> Call:
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", request.path)
        require(match and match[1] == TOKEN, "Unauthorized")
        body = await request.json() if request.can_read_body else {}
        assert match
        return Call(match[2], body)

    def check(self, call: Call) -> dict[str, Any]:
        checks = {
            "getMe": lambda _: {"id": 123456, "is_bot": True, "username": "shop_bot"},
            "sendMessage": self._message,
            "sendChatAction": _chat_action,
            "answerCallbackQuery": _callback_answer,
        }
        require(call.method in checks, "Not Found")
        return {"ok": True, "result": checks[call.method](call.body)}

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        require(isinstance(body.get("chat_id"), int | str), "chat_id is empty")
        text = body.get("text", "")
        if body.get("parse_mode"):
            require(body["parse_mode"] == "HTML", "unsupported parse_mode")
            text = visible_text(text)
        require(text.strip(), "message text is empty")
        require(len(text.encode("utf-16-le")) <= 2 * 4096, "message is too long")
        preview = body.get("link_preview_options", {})
        require(_is_http(preview.get("url", "https://a.example")), "wrong link preview URL")
        for row in body.get("reply_markup", {}).get("inline_keyboard", []):
            require(0 < len(row) <= 8, "wrong number of buttons in a row")
            for button in row:
                check_button(button)
        return {"message_id": next(self._ids), "chat": {"id": body["chat_id"]}}

    def refuse(self, reason: str) -> web.Response:
        status = {"Unauthorized": 401, "Not Found": 404}.get(reason, 400)
        return _failure(status, f"Bad Request: {reason}")

    def trouble(self, trouble: Trouble) -> web.Response:
        if trouble.status != 429:
            return web.Response(status=trouble.status, text="<html>Bad Gateway</html>")
        more = {"parameters": {"retry_after": trouble.retry_after or 1}}
        return _failure(429, "Too Many Requests: retry later", **more)


def _failure(status: int, description: str, **more: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description, **more}
    return web.json_response(body, status=status)


def _chat_action(body: dict[str, Any]) -> bool:
    require(isinstance(body.get("chat_id"), int | str), "chat_id is empty")
    require(body.get("action") in {"typing", "upload_photo"}, "wrong parameter action")
    return True


def _callback_answer(body: dict[str, Any]) -> bool:
    require(isinstance(body.get("callback_query_id"), str), "query id is invalid")
    require(len(body.get("text", "")) <= 200, "MESSAGE_TOO_LONG")
    return True


def check_button(button: dict[str, Any]) -> None:
    require(button.get("text", "").strip(), "text buttons are unallowed without text")
    kinds = [name for name in ("callback_data", "url") if name in button]
    require(len(kinds) == 1, "a button has exactly one of callback_data and url")
    if "url" in button:
        require(_is_http(button["url"]), "BUTTON_URL_INVALID")
    else:
        require(1 <= len(button["callback_data"].encode()) <= 64, "BUTTON_DATA_INVALID")


def _is_http(url: object) -> bool:
    return isinstance(url, str) and re.fullmatch(r"https?://[^\s/]+\.[^\s]+", url) is not None


class _Html(html.parser.HTMLParser):
    """Telegram's HTML: its few tags, all closed, and only four named entities."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        require(tag in TAGS, f"can't parse entities: unsupported start tag {tag}")
        require(tag == "a" or not attrs, "can't parse entities: attribute")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        require(self._open and self._open.pop() == tag, "can't parse entities: unmatched end tag")

    def handle_data(self, data: str) -> None:
        require("<" not in data and "&" not in data, "can't parse entities: unescaped character")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        named = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
        require(name in named, f"can't parse entities: unsupported entity {name}")
        self.text += named[name]

    def handle_charref(self, name: str) -> None:
        self.text += chr(int(name[1:], 16) if name[0] in "xX" else int(name))

    def closed(self) -> str:
        require(not self._open, "can't parse entities: can't find end tag")
        return self.text


def visible_text(markup: str) -> str:
    """What remains of `markup` after Telegram has parsed its entities."""
    parser = _Html()
    parser.feed(markup)
    parser.close()
    return parser.closed()


# What Telegram sends.

_updates = itertools.count(880_000_000)


def message(text: str, *, user: int = 42, update_id: int | None = None) -> dict[str, Any]:
    return update({"message": {**_message_head(user), "text": text}}, update_id)


def photo(*, user: int = 42, caption: str | None = None) -> dict[str, Any]:
    sizes = [{"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 67}]
    content = {"photo": sizes} | ({"caption": caption} if caption else {})
    return update({"message": {**_message_head(user), **content}})


def voice(*, user: int = 42) -> dict[str, Any]:
    content = {"voice": {"file_id": "AwAC", "file_unique_id": "AgAD", "duration": 3}}
    return update({"message": {**_message_head(user), **content}})


def edited(text: str, *, user: int = 42) -> dict[str, Any]:
    return update(
        {"edited_message": {**_message_head(user), "text": text, "edit_date": 1_790_000_100}}
    )


def tapped(data: str, *, user: int = 42, update_id: int | None = None) -> dict[str, Any]:
    head = _message_head(user)
    shown = {**head, "from": {"id": 123456, "is_bot": True, "first_name": "Shop"}, "text": "Which?"}
    query = {
        "id": "4382bfdwdsb323b2d9",
        "from": head["from"],
        "message": shown,
        "chat_instance": "-3812",
        "data": data,
    }
    return update({"callback_query": query}, update_id)


def update(content: dict[str, Any], update_id: int | None = None) -> dict[str, Any]:
    return {"update_id": next(_updates) if update_id is None else update_id, **content}


def _message_head(user: int) -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": user, "first_name": "Ann", "type": "private"}
    return {"message_id": next(_updates), "from": person, "chat": chat, "date": 1_790_000_000}


def received(content: dict[str, Any], *, secret: str = SECRET, at: float | None = None) -> Received:
    headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": secret}
    at = time.time() if at is None else at
    target = "/webhooks/telegram/webhook"
    return Received("POST", target, headers, json.dumps(content).encode(), at)


def settings(url: str) -> ChannelSettings:
    return ChannelSettings(
        telegram_token=TOKEN, telegram_secret=SECRET, telegram_api=url, public_url=PUBLIC
    )


def numbered(number: int, sender: str, text: str) -> Received:
    return received(message(text, user=zlib.crc32(sender.encode()), update_id=number))


CASE = Case(
    TelegramInput, TelegramStandIn, settings, numbered, says=lambda body: body.get("text", "")
)
