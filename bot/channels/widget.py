"""The widget's own Rasa channel: its script, its sessions, its messages."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels.guard import MAX_BODY, Gate, limit_requests, refuse
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.never_silent import Turn, never_silent
from bot.channels.sessions import Sessions
from knowledge.settings import Settings

SCRIPT = Path(__file__).resolve().parent.parent / "widget" / "dist" / "shopbot.js"
MAX_PAYLOAD = 1_000
"""Characters of one button's payload."""

_PAYLOAD = re.compile(
    r"/(?P<intent>ask_[a-z_]+|select_item|complain|cancel_order|delete_data|start_over)"
    r"(?P<entities>\{.*\})?",
    re.DOTALL,
)


class WidgetInput(InputChannel):
    """What `/webhooks/widget/` serves to the pages listed in SHOPBOT_WIDGET_ORIGINS."""

    def __init__(
        self,
        settings: Settings,
        script: Path = SCRIPT,
        channel_settings: ChannelSettings = ChannelSettings(),  # noqa: B008 - frozen
    ) -> None:
        self._sessions = Sessions.of(settings)
        self._origins = frozenset(settings.widget_origins)
        self._gate = Gate(channel_settings)
        self._script = script.read_bytes()
        self._etag = f'"{hashlib.sha256(self._script).hexdigest()[:16]}"'

    @classmethod
    def name(cls) -> str:
        return "widget"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WidgetInput:
        return cls(Settings.from_env(), channel_settings=ChannelSettings.from_env())

    def blueprint(self, on_new_message: Turn) -> Blueprint:
        turn = never_silent(on_new_message)
        blueprint = Blueprint("shop_widget")
        blueprint.listener("before_server_start")(limit_requests)
        blueprint.middleware("request")(self._refuse_strangers)
        # As middleware, since Rasa's own CORS layer answers OPTIONS before any handler.
        blueprint.middleware("response")(self._allow_shop_pages)

        @blueprint.route("/shopbot.js", methods=["GET"])
        async def script(request: Request) -> HTTPResponse:
            return self._serve_script(request)

        @blueprint.route("/session", methods=["POST", "OPTIONS"])
        async def session(_: Request) -> HTTPResponse:
            return json_response({"token": self._sessions.issue()})

        @blueprint.route("/message", methods=["POST", "OPTIONS"])
        async def message(request: Request) -> HTTPResponse:
            return await self._answer(request, turn)

        return blueprint

    def _serve_script(self, request: Request) -> HTTPResponse:
        known = request.headers.get("if-none-match") == self._etag
        return HTTPResponse(
            b"" if known else self._script,
            status=304 if known else 200,
            headers={
                "Cache-Control": "public, max-age=300",
                "Cross-Origin-Resource-Policy": "cross-origin",
                "ETag": self._etag,
                "X-Content-Type-Options": "nosniff",
            },
            content_type="text/javascript; charset=utf-8",
        )

    async def _answer(self, request: Request, turn: Turn) -> HTTPResponse:
        if len(request.body) > MAX_BODY:
            return refuse(413, "That message is too long.")
        session_id = self._sessions.read(request.token or "")
        if session_id is None:
            return refuse(401, "The session has ended: ask for a new one.")
        if stopped := self._gate.stop_session(session_id):
            return stopped
        try:
            text = shopper_text(request.json)
        except (InvalidUsage, ValueError):
            return refuse(400, 'Send {"text": "…"} or {"payload": "…"} from a button.')
        collector = CollectingOutputChannel()
        await turn(UserMessage(text, collector, session_id, input_channel=self.name()))
        return json_response([_without_recipient(said) for said in collector.messages])

    def _refuse_strangers(self, request: Request) -> HTTPResponse | None:
        """A 403 for other sites' pages, a 429 for too much; None lets the request through."""
        if request.method != "POST":
            return None
        # Browsers name the page's origin; a program need not, and can't be held to it.
        origin = request.headers.get("origin")
        if origin is not None and origin not in self._origins:
            return refuse(403, "This page's origin is not in SHOPBOT_WIDGET_ORIGINS.")
        return self._gate.stop_request(request)

    def _allow_shop_pages(self, request: Request, response: HTTPResponse) -> None:
        response.headers["Vary"] = "Origin"
        origin = request.headers.get("origin")
        if origin not in self._origins:
            return
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = "7200"


def shopper_text(body: Any) -> str:
    """What Rasa is to read: typed text, or the payload of one of our own buttons.

    Raises `ValueError` for anything else.
    """
    match body:
        case {"payload": str(payload)}:
            return _checked_payload(payload)
        case {"text": str(text)}:
            # Rasa takes "/restart" for a command. Whoever types it means the word.
            return re.sub(r"^[\s/\0]+", "", text)
    raise ValueError("neither text nor payload")


def _checked_payload(payload: str) -> str:
    match = _PAYLOAD.fullmatch(payload)
    if match is None or len(payload) > MAX_PAYLOAD:
        raise ValueError("not a button of ours")
    entities = json.loads(match["entities"] or "{}")
    if not all(isinstance(value, str) for value in entities.values()):
        raise ValueError("a button's values are strings")
    return payload


def _without_recipient(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "recipient_id"}
