"""What holds on every platform: each event is answered once, in order, whatever happens."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage

from bot.channels.messaging.inbox import SETTLE
from bot.channels.messaging.platform import Pacing
from bot.channels.messaging.worker import AT_ONCE
from bot.supervisor.ports import free_ports
from tests.channels.assistant import Assistant
from tests.channels.platforms import whatsapp
from tests.channels.platforms.case import Case
from tests.channels.platforms.every import CASES
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent
from tests.channels.shops import every_platform, platform_of, post, repeats, shop, until

Start = Callable[[], Awaitable[Assistant]]


@pytest.fixture
def unpaced(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the platform's limits on sending, which would make a test of thousands slow."""
    monkeypatch.setattr(case.input_type.platform_type, "pacing", Pacing())


@pytest_asyncio.fixture
async def start(case: Case, stand_in: StandIn, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the assistant as a process, always with the same data."""
    started: list[Assistant] = []
    port = free_ports(1)[0]

    async def start_one() -> Assistant:
        started.append(Assistant(case.name, port, tmp_path, stand_in.url))
        await asyncio.to_thread(started[-1].wait)
        return started[-1]

    yield start_one
    for process in started:
        await asyncio.to_thread(process.stop)


@pytest.mark.slow
@every_platform
@pytest.mark.usefixtures("unpaced")
async def test_a_thousand_events_delivered_three_times_are_answered_once_each(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    requests = [case.text(n, f"shopper{n % 50}", f"question {n}") for n in range(1, 1001)]
    deliveries = random.Random(6).sample(requests * 3, 3000)
    agent = ScriptedAgent(repeats)
    for half in (deliveries[:1500], deliveries[1500:]):
        # Each half ends with a stop in the middle of the work.
        async with shop(case, stand_in, tmp_path, agent) as url:
            for start in range(0, 1500, 20):
                batch = half[start : start + 20]
                assert await asyncio.gather(*(post(http, url, r) for r in batch)) == [200] * 20
    async with shop(case, stand_in, tmp_path, agent):
        await until(lambda: len(case.said(stand_in)) >= 1000)
        await asyncio.sleep(2 * SETTLE)
    assert sorted(case.said(stand_in)) == sorted(f"question {n}" for n in range(1, 1001))


@every_platform
async def test_a_sender_is_answered_in_the_order_of_writing(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(repeats)
    async with shop(case, stand_in, tmp_path, agent) as url:
        requests = [case.text(n, "ann", f"question {n}") for n in (1, 2, 3)]
        is_ordered = any(e.sequence for e in platform_of(case, stand_in).parse(requests[0]))
        for request in reversed(requests) if is_ordered else requests:
            await post(http, url, request)
        await until(lambda: len(case.said(stand_in)) == 3)
    assert case.said(stand_in) == ["question 1", "question 2", "question 3"]


@every_platform
async def test_an_event_is_acknowledged_while_its_turn_is_computed(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    begun, let_go = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def waits(message: UserMessage) -> None:
        loop.call_soon_threadsafe(begun.set)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(let_go.wait(), loop))
        await repeats(message)

    async with shop(case, stand_in, tmp_path, ScriptedAgent(waits)) as url:
        assert await post(http, url, case.text(1, "ann", "question 1")) == 200
        await begun.wait()
        assert await post(http, url, case.text(2, "ben", "question 2")) == 200
        assert not case.said(stand_in)
        let_go.set()
        await until(lambda: len(case.said(stand_in)) == 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "number"),
    [*((case, signal.SIGTERM) for case in CASES), (whatsapp.CASE, signal.SIGKILL)],
    ids=lambda value: value.name,
)
async def test_what_was_accepted_is_answered_after_a_stop_in_the_middle(
    case: Case,
    number: signal.Signals,
    stand_in: StandIn,
    http: aiohttp.ClientSession,
    start: Start,
) -> None:
    first = await start()
    requests = [case.text(n, f"shopper{n % 12}", f"question {n}") for n in range(1, 61)]
    assert [await post(http, first.url, request) for request in requests] == [200] * 60
    await asyncio.to_thread(first.stop, number)
    assert len(case.said(stand_in)) < 60
    await start()
    expected = {f"question {n}" for n in range(1, 61)}
    await until(lambda: set(case.said(stand_in)) == expected)
    # Killed between sending and noting it, a process can't know that it has sent.
    twice = len(case.said(stand_in)) - 60
    assert twice == 0 if number is signal.SIGTERM else twice <= AT_ONCE
