"""A worker on a real inbox, with a turn and a platform of the test's own."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.channels.messaging import worker as worker_module
from bot.channels.messaging.inbox import Claim
from bot.channels.messaging.inbox_thread import InboxThread
from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.sending import PutOffError, RejectedError
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from bot.channels.messaging.worker import PATIENCE, Worker

NAME = "telegram"
SECRET = "my secret address"


class Platform:
    """Takes calls, or does what the test says with the next one."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.errors: list[BaseException] = []
        self.open = asyncio.Event()
        self.open.set()

    async def post(self, call: Call) -> None:
        await self.open.wait()
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(str(call.body["text"]))


@pytest_asyncio.fixture
async def thread(tmp_path: Path) -> AsyncIterator[InboxThread]:
    thread = InboxThread(SqliteInbox(tmp_path / "a.db", NAME))
    yield thread
    thread.close()


def event(number: int, sender: str = "ann") -> Incoming:
    return Incoming(NAME, str(number), sender, "text", f"{SECRET} {number}", at=time.time())


async def repeats(claim: Claim) -> Outgoing:
    return Outgoing((Call("send", {"text": claim.event.event_id}),))


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - what it asks about has no event
        await asyncio.sleep(0.01)


async def test_what_is_there_at_the_start_is_answered(thread: InboxThread) -> None:
    platform = Platform()
    thread.inbox.accept([event(1), event(2), event(3, "ben")], time.time())
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: thread.inbox.waiting() == 0)
    await worker.stop(1)
    assert sorted(platform.sent) == ["1", "2", "3"]
    assert platform.sent.index("1") < platform.sent.index("2")


async def test_a_stop_gives_back_what_is_not_through(thread: InboxThread) -> None:
    platform = Platform()
    platform.open.clear()
    thread.inbox.accept([event(1), event(2, "ben")], time.time())
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: len(worker._held) == 2)
    await worker.stop(0.05)
    assert not platform.sent
    claims = [thread.inbox.claim(time.time()), thread.inbox.claim(time.time())]
    # At once, without waiting for the lease; and not computed again.
    assert [claim and claim.event.event_id for claim in claims] == ["1", "2"]


async def test_a_stop_waits_for_what_is_soon_through(thread: InboxThread) -> None:
    platform = Platform()
    platform.open.clear()
    thread.inbox.accept([event(1)], time.time())
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: len(worker._held) == 1)
    stopping = asyncio.create_task(worker.stop(30))
    await asyncio.sleep(0)
    platform.open.set()
    await stopping
    assert platform.sent == ["1"]
    assert thread.inbox.waiting() == 0


async def test_a_platform_that_is_away_gets_the_answer_later(
    thread: InboxThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "FIRST_DELAY", 0.05)
    platform, computed = Platform(), []

    async def counts(claim: Claim) -> Outgoing:
        computed.append(claim)
        return await repeats(claim)

    platform.errors = [PutOffError(), PutOffError(0.01)]
    thread.inbox.accept([event(1)], time.time())
    worker = Worker(NAME, thread, counts, platform.post)
    worker.start()
    await until(lambda: thread.inbox.waiting() == 0)
    await worker.stop(1)
    assert platform.sent == ["1"]
    assert len(computed) == 1


async def test_in_the_end_an_answer_is_given_up(
    thread: InboxThread, caplog: pytest.LogCaptureFixture
) -> None:
    platform = Platform()
    platform.errors = [PutOffError()]
    thread.inbox.accept([event(1)], time.time() - PATIENCE - 1)
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: thread.inbox.waiting() == 0)
    await worker.stop(1)
    assert "given up" in caplog.text


async def test_a_refused_call_is_told_and_what_stands_in_for_it_is_sent(
    thread: InboxThread, caplog: pytest.LogCaptureFixture
) -> None:
    platform = Platform()
    platform.errors = [RejectedError("400")]
    plain = Call("send", {"text": "plain"})

    async def with_picture(claim: Claim) -> Outgoing:
        return Outgoing((Call("send", {"text": SECRET}, otherwise=plain), plain))

    thread.inbox.accept([event(1)], time.time())
    worker = Worker(NAME, thread, with_picture, platform.post)
    worker.start()
    await until(lambda: thread.inbox.waiting() == 0)
    await worker.stop(1)
    assert platform.sent == ["plain", "plain"]
    assert "400" in caplog.text
    assert SECRET not in caplog.text


async def test_an_error_stops_neither_the_worker_nor_others_and_tells_no_text(
    thread: InboxThread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = Platform()

    async def fails_for_ann(claim: Claim) -> Outgoing:
        if claim.event.sender == "ann":
            raise ValueError(claim.event.text)
        return await repeats(claim)

    thread.inbox.accept([event(1), event(2, "ben")], time.time())
    worker = Worker(NAME, thread, fails_for_ann, platform.post)
    worker.start()
    await until(lambda: platform.sent == ["2"])
    await until(lambda: "ValueError" in caplog.text)
    await worker.stop(1)
    assert SECRET not in caplog.text
    assert thread.inbox.waiting() == 1


async def test_an_inbox_that_is_away_is_asked_again(
    thread: InboxThread, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker_module, "POLL", 0.01)
    platform = Platform()
    claim, failures = thread.inbox.claim, [ConnectionError(SECRET)]

    def away_at_first(now: float) -> Claim | None:
        if failures:
            raise failures.pop()
        return claim(now)

    monkeypatch.setattr(thread.inbox, "claim", away_at_first)
    thread.inbox.accept([event(1)], time.time())
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: platform.sent == ["1"])
    await worker.stop(1)
    assert "ConnectionError" in caplog.text
    assert SECRET not in caplog.text


async def test_a_held_event_stays_held_however_long_it_takes(
    thread: InboxThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "HEARTBEAT", 0.01)
    renewed: list[int] = []
    renew = thread.inbox.renew
    monkeypatch.setattr(
        thread.inbox, "renew", lambda claims, now: (renewed.append(len(claims)), renew(claims, now))
    )
    platform = Platform()
    platform.open.clear()
    thread.inbox.accept([event(1)], time.time())
    worker = Worker(NAME, thread, repeats, platform.post)
    worker.start()
    await until(lambda: renewed[-3:] == [1, 1, 1])
    platform.open.set()
    await until(lambda: thread.inbox.waiting() == 0)
    await worker.stop(1)
    assert platform.sent == ["1"]
