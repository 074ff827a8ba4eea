"""One channel that runs on a real Sanic app, and what a test does with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.messaging.channel import INBOX_FILE
from bot.channels.messaging.incoming import Received
from bot.channels.messaging.platform import Platform
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from knowledge.settings import Settings
from tests.channels.platforms.case import Case
from tests.channels.platforms.every import CASES
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent, serving

every_platform = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


async def repeats(message: UserMessage) -> None:
    """A turn that says what it heard."""
    await message.output_channel.send_response(message.sender_id, {"text": message.text})


@asynccontextmanager
async def shop(
    case: Case, stand_in: StandIn, data: Path, agent: ScriptedAgent, **settings: str
) -> AsyncIterator[str]:
    """The address of a running shop with one channel."""
    limits = {"channel_limit_": "100000", "sender_limit_": "100000"}
    channel_settings = replace(case.settings(stand_in.url), **limits | settings)
    channel = case.input_type.of(Settings(data=str(data)), channel_settings)
    served = serving([channel], agent)
    # In a thread, because the platform goes on answering while the shop stops.
    url = await asyncio.to_thread(served.__enter__)
    try:
        yield url
    finally:
        await asyncio.to_thread(served.__exit__, None, None, None)


async def post(http: aiohttp.ClientSession, url: str, request: Received) -> int:
    address = url + request.target
    sent = {"data": request.body, "headers": request.headers}
    async with http.request(request.method, address, **sent) as response:
        await response.read()
        return response.status


async def until(holds: Callable[[], bool]) -> None:
    """Return when it holds; pytest's time limit ends a test in which it never does."""
    while not holds():  # noqa: ASYNC110 - what it asks about has no event
        await asyncio.sleep(0.02)


def platform_of(case: Case, stand_in: StandIn) -> Platform:
    return case.input_type.platform_type.of(case.settings(stand_in.url))


def waiting(case: Case, data: Path) -> int:
    inbox = SqliteInbox(data / INBOX_FILE, case.name)
    try:
        return inbox.waiting()
    finally:
        inbox.close()
