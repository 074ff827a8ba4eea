"""Rasa's REST channel that answers every message and refuses malformed ones clearly."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guard import MAX_BODY, limit_requests, refuse
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messaging.verification import same
from bot.channels.never_silent import Turn, never_silent

logger = logging.getLogger(__name__)


class ShopRestInput(RestInput):
    """`POST /webhooks/rest/webhook` with Rasa's own request and reply."""

    def __init__(self, token: str = "") -> None:
        """Ask callers for the Bearer `token`; "" lets everybody in."""
        self._token = token

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ShopRestInput:
        return cls(ChannelSettings.from_env().rest_token)

    def blueprint(self, on_new_message: Turn) -> Blueprint:
        blueprint = super().blueprint(private(never_silent(on_new_message)))
        blueprint.listener("before_server_start")(limit_requests)
        blueprint.middleware("request")(self._refuse_strangers)
        blueprint.middleware("request")(refuse_malformed)
        return blueprint

    def _refuse_strangers(self, request: Request) -> HTTPResponse | None:
        """A 401 for a message without the token; None lets the request through."""
        if request.method != "POST" or not self._token or same(request.token or "", self._token):
            return None
        error = "Send SHOPBOT_REST_TOKEN in the header Authorization: Bearer …"
        return refuse(401, error, WWW_Authenticate="Bearer")


def private(turn: Turn) -> Turn:
    """Wrap `turn` so that a client which gives up leaves no message text in the log.

    Nothing is kept alive by it: what the turn awaited is cancelled by then, and Rasa's
    handler, which ends the cancelling too, would log the text.
    """

    async def quiet(message: UserMessage) -> None:
        try:
            await turn(message)
        except asyncio.CancelledError:
            logger.info("A client gave up before its answer.")

    return quiet


def refuse_malformed(request: Request) -> HTTPResponse | None:
    """A 400 or 413 that names the fault; None lets the request through."""
    if request.method != "POST":
        return None
    if len(request.body) > MAX_BODY:
        return refuse(413, f"The body has more than {MAX_BODY:,} bytes.")
    try:
        fault = _fault(request.json)
    except InvalidUsage:
        fault = "The body is not JSON."
    return refuse(400, fault) if fault else None


def _fault(body: Any) -> str | None:
    if not isinstance(body, dict):
        return 'Send a JSON object such as {"sender": "anna", "message": "Hello"}.'
    if not isinstance(body.get("message"), str):
        return '"message" must be a string.'
    # Rasa would put everybody without a sender into one conversation.
    sender = body.get("sender")
    if not isinstance(sender, str) or not sender.strip():
        return '"sender" must be a string that is not empty: the conversation\'s id.'
    if not isinstance(body.get("metadata"), dict | None):
        return '"metadata" must be an object.'
    if not isinstance(body.get("input_channel"), str | None):
        return '"input_channel" must be a string.'
    return None
