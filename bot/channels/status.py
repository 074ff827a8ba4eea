"""`GET /status` without Rasa's API, which would open every conversation to any caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json


class StatusInput(InputChannel):
    """No door for shoppers: only says, as Rasa's own `/status` does, whether a model is loaded."""

    @classmethod
    def name(cls) -> str:
        return "status"

    def url_prefix(self) -> str:
        # Rasa joins this to "/webhooks/".
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("status")

        @blueprint.get("/status")
        async def status(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return json({"status": "failure", "reason": "No model is loaded."}, status=409)
            return json({"model_file": agent.processor.model_filename, "model_id": agent.model_id})

        return blueprint
