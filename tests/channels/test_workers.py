"""Several processes of one shop: each event is worked on by one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.messaging.inbox import SETTLE
from bot.channels.messaging.platform import Pacing
from tests.channels.platforms import telegram
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent
from tests.channels.shops import post, repeats, shop, until
from tests.redis import redis_server

EVENTS = 60


@pytest.fixture(params=["sqlite", "redis"])
def channels_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """SHOPBOT_CHANNELS_URL of a shop that keeps its events in a file, and of one with Redis."""
    if request.param == "sqlite":
        yield ""
        return
    with redis_server() as url:
        yield url


@pytest.mark.parametrize("case", [telegram.CASE], ids=["telegram"])
async def test_two_workers_answer_each_event_once_and_in_order(
    *,
    case: Case,
    channels_url: str,
    stand_in: StandIn,
    http: aiohttp.ClientSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(case.input_type.platform_type, "pacing", Pacing())
    busy: set[str] = set()

    async def one_at_a_time(message: UserMessage) -> None:
        assert message.sender_id not in busy
        busy.add(message.sender_id)
        await asyncio.sleep(0.005)
        busy.remove(message.sender_id)
        await repeats(message)

    agents = [ScriptedAgent(one_at_a_time), ScriptedAgent(one_at_a_time)]
    running = [shop(case, stand_in, tmp_path, a, channels_url=channels_url) for a in agents]
    async with running[0] as one, running[1] as other:
        for number in range(1, EVENTS + 1):
            request = case.text(number, f"shopper{number % 6}", f"{number % 6} asks {number:02}")
            statuses = await asyncio.gather(post(http, one, request), post(http, other, request))
            assert statuses == [200, 200]
        await until(lambda: len(case.said(stand_in)) >= EVENTS)
        await asyncio.sleep(2 * SETTLE)
    said = case.said(stand_in)
    assert len(said) == len(set(said)) == EVENTS
    for shopper in range(6):
        of_one = [text for text in said if text.startswith(f"{shopper} ")]
        assert of_one == sorted(of_one)
    assert all(agent.heard for agent in agents)
