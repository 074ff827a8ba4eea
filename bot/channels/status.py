"""`GET /status` without Rasa's API, which would open every conversation to any caller."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json


class StatusInput(InputChannel):
    """No door for shoppers: says, as Rasa's own `/status` does, which model is loaded.

    It answers 200 once the model has understood a first message, because that one takes
    seconds: torch and the encoder are loaded for it.
    """

    @classmethod
    def name(cls) -> str:
        return "status"

    def url_prefix(self) -> str:
        # Rasa joins this to "/webhooks/".
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("status")
        blueprint.listener("after_server_start")(warm_up)
        blueprint.add_route(status, "/status")
        return blueprint


async def warm_up(app: Sanic, _: AbstractEventLoop) -> None:
    """Understand one message before the first shopper's."""
    agent = getattr(app.ctx, "agent", None)
    if agent is not None and agent.is_ready():
        await agent.parse_message("hello")
        app.ctx.is_warm = True


async def status(request: Request) -> HTTPResponse:
    """Rasa's fields, or 409 while no model is loaded and warm."""
    if not getattr(request.app.ctx, "is_warm", False):
        return json({"status": "failure", "reason": "No model is loaded yet."}, status=409)
    agent = request.app.ctx.agent
    return json({"model_file": agent.processor.model_filename, "model_id": agent.model_id})
