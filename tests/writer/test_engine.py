"""What the engine does when things go wrong: no caller is left without an answer."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.writer.batch import Sampling
from bot.writer.engine import ClosingError, Engine
from bot.writer.gpt2 import Network
from bot.writer.worker import StoppedError

SAMPLING = Sampling(max_tokens=12, seed=3)


class Net:
    """A real network with something wrong; `before` runs before every pass."""

    def __init__(self, net, before):
        self._net, self._before = net, before

    def prefill(self, prompts, places):
        self._before(len(prompts))
        return self._net.prefill(prompts, places)

    def step(self, tokens, lengths, longest):
        self._before(len(tokens))
        return self._net.step(tokens, lengths, longest)

    def __getattr__(self, name):
        return getattr(self._net, name)


@pytest.fixture
async def started(model, words):
    """An engine that is running, with a network of its own if one is given."""
    engines = []

    async def start(before=lambda rows: None, **options):
        engine = Engine(model, words, net=Net(Network(model, 16), before), **options)
        engines.append(engine)
        await engine.start()
        return engine

    yield start
    for engine in engines:
        await engine.close()


async def texts(engine, prompt="<greet><say>", n=1, seed=3):
    asked = engine.write([engine.encode(prompt, 12)], n, Sampling(12, seed=seed))
    return [piece.text for piece in sorted([p async for p in asked], key=lambda p: p.index)]


@pytest.mark.parametrize(
    "message",
    ["CUDA out of memory", "DefaultCPUAllocator: can't allocate memory: you tried to allocate"],
)
async def test_too_little_memory_splits_the_batch_and_changes_no_text(started, message):
    widest = []

    def before(rows):
        widest.append(rows)
        if rows > 3:
            raise RuntimeError(message)

    calm, tight = await started(), await started(before)
    seeds = range(4)
    expected = await asyncio.gather(*(texts(calm, n=4, seed=seed) for seed in seeds))
    found = await asyncio.gather(*(texts(tight, n=4, seed=seed) for seed in seeds))

    assert found == expected
    assert max(widest) > 3


async def test_a_step_that_fails_now_and_then_changes_no_text(started):
    passes = 0

    def before(rows):
        nonlocal passes
        passes += 1
        if rows > 1 and passes % 9 == 0:
            raise RuntimeError("a hiccup")

    calm, shaky = await started(), await started(before)
    expected = await asyncio.gather(*(texts(calm, n=2, seed=seed) for seed in range(8)))
    assert await asyncio.gather(*(texts(shaky, n=2, seed=seed) for seed in range(8))) == expected


async def test_a_failure_reaches_every_caller_and_the_next_are_served(started):
    broken = False

    def before(rows):
        if broken:
            raise ValueError("broken")

    engine = await started(before)
    await texts(engine)
    broken = True
    answers = await asyncio.gather(
        *(texts(engine, seed=seed) for seed in range(6)), return_exceptions=True
    )
    broken = False

    assert [str(answer) for answer in answers] == ["broken"] * 6
    assert await texts(engine)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_dead_thread_answers_everybody_and_is_not_alive(started):
    deadly = threading.Event()

    def before(rows):
        if deadly.is_set():
            raise SystemExit

    engine = await started(before)
    await texts(engine)
    assert engine.alive
    deadly.set()
    with pytest.raises(StoppedError):
        await texts(engine)
    with pytest.raises(StoppedError):
        await texts(engine)
    assert not engine.alive
    assert not engine.ready


async def test_a_stuck_thread_is_not_alive(started, monkeypatch):
    monkeypatch.setattr("bot.writer.engine.STUCK_AFTER", 0.05)
    held, reached = threading.Event(), threading.Event()

    def before(rows):
        if rows == 2:
            reached.set()
            held.wait(30)

    engine = await started(before)
    waiting = asyncio.create_task(texts(engine, n=2))
    await asyncio.to_thread(reached.wait, 30)
    await asyncio.sleep(0.2)
    stuck = not engine.alive
    held.set()
    await waiting

    assert stuck
    assert engine.alive


async def test_a_caller_who_leaves_frees_places_in_queue_and_batch(started):
    held = threading.Event()
    engine = await started(lambda rows: rows > 4 and held.wait(30), max_waiting=20)
    await texts(engine)
    running = asyncio.create_task(texts(engine, n=16))
    await asyncio.sleep(0.1)
    queued = [asyncio.create_task(texts(engine, n=10)) for _ in range(2)]
    await asyncio.sleep(0.1)
    for task in (running, *queued):
        task.cancel()
    await asyncio.gather(running, *queued, return_exceptions=True)
    held.set()

    assert len(await texts(engine, n=16)) == 16
    assert not engine._worker._waiting


async def test_draining_finishes_what_is_in_hand_and_takes_nothing_new(started):
    slow = threading.Event()
    engine = await started(lambda rows: slow.wait(0.01))
    await texts(engine)
    running = asyncio.create_task(texts(engine, n=3))
    await asyncio.sleep(0.02)
    draining = asyncio.create_task(engine.drain(30))
    await asyncio.sleep(0)

    assert not engine.ready
    with pytest.raises(ClosingError):
        await texts(engine)
    await draining
    assert len(await running) == 3


async def test_draining_ends_after_its_time(started):
    held = threading.Event()
    engine = await started(lambda rows: rows == 2 and held.wait(30))
    running = asyncio.create_task(texts(engine, n=2))
    await asyncio.sleep(0.1)
    await engine.drain(0.1)
    assert not running.done()
    held.set()
    await running
