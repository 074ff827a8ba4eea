"""The Rasa input channel that every messaging platform is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any, ClassVar, Self

import aiohttp
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.messaging.answering import Answering
from bot.channels.messaging.door import Door, received
from bot.channels.messaging.identity import Identities
from bot.channels.messaging.inbox import Inbox
from bot.channels.messaging.inbox_thread import InboxThread
from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.outgoing import Call
from bot.channels.messaging.platform import Platform
from bot.channels.messaging.redis_inbox import RedisInbox
from bot.channels.messaging.sending import Sender
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from bot.channels.messaging.worker import Worker
from bot.channels.never_silent import Turn, never_silent
from knowledge.settings import Settings

logger = logging.getLogger(__name__)

INBOX_FILE = "channels.db"
TURNS_AT_ONCE = 2
"""Turns that all channels of a process compute at once: understanding a message holds the
process up, and between two such moments requests have to be acknowledged."""
GRACE = 3.0
"""Seconds that a stopping process gives to what is in work; the supervisor waits five."""


class PlatformInput(InputChannel):
    """Takes events in, keeps them, answers 200 at once, and works on them in order.

    A subclass names its `platform_type` and nothing else.
    """

    platform_type: ClassVar[type[Platform]]

    def __init__(
        self, settings: Settings, channel_settings: ChannelSettings, platform: Platform | None
    ) -> None:
        """A channel of `platform`; without one it is off and has no routes."""
        self._settings = settings
        self._channel_settings = channel_settings
        self._platform = platform

    @classmethod
    def name(cls) -> str:
        return cls.platform_type.name

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        return cls.of(Settings.from_env(), ChannelSettings.from_env())

    @classmethod
    def of(cls, settings: Settings, channel_settings: ChannelSettings) -> Self:
        """The channel, off where its own variables are unset.

        Raises `SettingError` where only some of them are set.
        """
        kind = cls.platform_type
        opens = channel_settings.opens(kind.name, kind.own, kind.shared)
        return cls(settings, channel_settings, kind.of(channel_settings) if opens else None)

    def blueprint(self, on_new_message: Turn) -> Blueprint:
        blueprint = Blueprint(f"shop_{self.name()}")
        if self._platform is None:
            return blueprint
        service = _Service(
            self._platform, never_silent(on_new_message), self._settings, self._channel_settings
        )
        blueprint.listener("before_server_start")(service.open)
        blueprint.listener("after_server_start")(service.start)
        blueprint.listener("before_server_stop")(service.stop)
        blueprint.listener("after_server_stop")(service.close)

        # As a stream, because otherwise Sanic reads 100 MB before anybody can object.
        @blueprint.route("/webhook", methods=["GET", "POST"], stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            return await service.webhook(request)

        return blueprint


class _Service:
    """A channel while its server runs; nothing is opened before, since Sanic may fork."""

    _thread: InboxThread
    _session: aiohttp.ClientSession
    _worker: Worker
    _door: Door

    def __init__(
        self, platform: Platform, turn: Turn, settings: Settings, channel_settings: ChannelSettings
    ) -> None:
        self._platform = platform
        self._turn = turn
        self._settings = settings
        self._channel_settings = channel_settings

    async def open(self, app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        platform = self._platform
        self._thread = InboxThread(
            open_inbox(self._settings, self._channel_settings, platform.name)
        )
        self._session = aiohttp.ClientSession()
        sender = Sender(self._session, platform)
        if not hasattr(app.ctx, "turns_at_once"):
            app.ctx.turns_at_once = asyncio.Semaphore(TURNS_AT_ONCE)
        a_minute = self._channel_settings.sender_limit
        identities = Identities.of(self._settings)

        async def recall(key: str) -> str | None:
            return await self._thread(self._thread.inbox.recall, key)

        async def sign(call: Call) -> None:
            await sender.post(call, tries=1)

        answering = Answering(
            platform,
            self._turn,
            sign,
            recall,
            app.ctx.turns_at_once,
            Limiter(a_minute / 60, a_minute),
            self._channel_settings.shop_url,
            identities.name(platform.name, platform.tester),
        )
        self._worker = Worker(platform.name, self._thread, answering.answer, sender.post)
        a_second = self._channel_settings.channel_limit
        self._door = Door(platform, identities, self._thread, Limiter(a_second, 2 * a_second))

    async def start(self, *_: object) -> None:
        self._worker.start()

    async def stop(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # Sanic stops one channel after the other: they share the time.
        if not hasattr(app.ctx, "stop_by"):
            app.ctx.stop_by = loop.time() + GRACE
        await self._worker.stop(max(0.1, app.ctx.stop_by - loop.time()))

    async def close(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            await self._session.close()
        self._thread.close()

    async def webhook(self, request: Request) -> HTTPResponse:
        raw = await received(request, time.time())
        answer = await self._door.enter(raw)
        self._worker.wake()
        return HTTPResponse(
            answer.body, answer.status, dict(answer.headers), content_type=answer.content_type
        )


def open_inbox(settings: Settings, channel_settings: ChannelSettings, channel: str) -> Inbox:
    """The channel's inbox where SHOPBOT_CHANNELS_URL says, by default in SHOPBOT_DATA."""
    if url := channel_settings.redis_url:
        return RedisInbox(url, channel)
    return SqliteInbox(settings.data_dir / INBOX_FILE, channel)
