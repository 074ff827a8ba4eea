"""A local server that stands where a platform's API stands: it checks, answers and records."""

from __future__ import annotations

import abc
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer


class RefusedError(Exception):
    """The platform would not take this call; the text is its reason."""


@dataclass(frozen=True)
class Call:
    """One call that the stand-in took."""

    method: str
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Trouble:
    """A status to answer with instead of taking a call."""

    status: int
    retry_after: float | None = None


class StandIn(abc.ABC):
    """Each platform says how it reads a call, what it refuses, and how it answers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refused: list[str] = []
        self.troubles: deque[Trouble] = deque()
        self._server: TestServer | None = None

    @property
    def url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    def taken(self, method: str) -> list[dict[str, Any]]:
        return [call.body for call in self.calls if call.method == method]

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        await self._server.close()

    async def _handle(self, request: web.Request) -> web.Response:
        if self.troubles:
            return self.trouble(self.troubles.popleft())
        try:
            call = await self.read(request)
            result = self.check(call)
        except RefusedError as error:
            self.refused.append(str(error))
            return self.refuse(str(error))
        self.calls.append(call)
        status = self.created if request.method == "POST" else 200
        return web.json_response(result, status=status)

    created = 200

    @abc.abstractmethod
    async def read(self, request: web.Request) -> Call:
        """The call in `request`; raises `RefusedError` if it is not authorised or malformed."""

    @abc.abstractmethod
    def check(self, call: Call) -> dict[str, Any]:
        """What the platform answers to a good call; raises `RefusedError` for a bad one."""

    @abc.abstractmethod
    def refuse(self, reason: str) -> web.Response:
        """How the platform says no."""

    @abc.abstractmethod
    def trouble(self, trouble: Trouble) -> web.Response:
        """How the platform says that it is busy or broken."""


def require(condition: object, reason: str) -> None:
    """Raise `RefusedError(reason)` unless `condition` holds."""
    if not condition:
        raise RefusedError(reason)
