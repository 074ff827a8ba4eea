"""How soon WhatsApp's events are acknowledged while turns are computed, and that none is lost."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from rich.console import Console

from bot.bench.live import READY_LINE, Live, launch, settings_on_free_ports
from bot.bench.load import BenchError
from bot.bench.questions import conversations
from bot.bench.stats import Latency, latency
from bot.channels.messaging.verification import hmac_hex
from bot.supervisor.model import model_path
from bot.supervisor.ports import free_ports
from bot.supervisor.prepare import train
from knowledge.settings import Settings

RATE = 50.0
"""Events a second."""
START_TIMEOUT = 600.0
PHONE_ID = "100"
SECRET = "of-this-bench-alone"  # noqa: S105 - no secret
HOOK = "/webhooks/whatsapp/webhook"


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """`stopped_at` answers were out when the process got SIGTERM; times are in seconds."""

    acks: Latency
    slowest: float
    stopped_at: int
    lost: int
    twice: int
    drained: float


@dataclass
class Receiver:
    """Stands where the platform's API stands, and counts the answers of each shopper."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """How many shoppers have an answer."""
        return len({number for number, _ in self.answers})

    @property
    def twice(self) -> int:
        """How many messages came again."""
        return sum(count - 1 for count in self.answers.values())

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.json()
        # What marks a message as read says nothing.
        if "to" in body:
            self.answers[body["to"], json.dumps(body, sort_keys=True)] += 1
        return web.json_response({"messages": [{"id": "wamid.1"}]})


def measure_acknowledging(console: Console, events: int) -> None:
    """Print how `events` at 50 a second are acknowledged by the whole assistant.

    Each is the first message of another shopper. When the last is acknowledged, the assistant
    is stopped in the middle of its work and started again.
    """
    trained = train(Settings.from_env(), console)
    with tempfile.TemporaryDirectory() as name:
        settings = settings_on_free_ports(Path(name) / "shop")
        model = model_path(settings)
        model.parent.mkdir(parents=True)
        shutil.copy(trained, model)
        measured = asyncio.run(_measure(settings, events))
    acks = measured.acks
    console.print(
        f"{acks.turns} events at {RATE:.0f} a second acknowledged: p50 {acks.p50 * 1000:.0f}, "
        f"p95 {acks.p95 * 1000:.0f}, slowest {measured.slowest * 1000:.0f} ms"
    )
    console.print(
        f"Stopped after {measured.stopped_at} answers; all there {measured.drained:.0f} s after "
        f"the restart, {measured.lost} lost, {measured.twice} sent twice"
    )


async def _measure(settings: Settings, events: int) -> Acknowledging:
    receiver, port = Receiver(), free_ports(1)[0]
    texts = [talk[0] for talk in conversations(events, 1, seed=6)]

    async def start() -> Live:
        live = launch(settings, os.environ | variables(port))
        await asyncio.to_thread(live.wait_printed, READY_LINE, START_TIMEOUT)
        return live

    async with receiver.serving(port):
        live = await start()
        try:
            seconds, elapsed = await send(live.rasa, texts)
            stopped_at = receiver.answered
            await asyncio.to_thread(live.stop)
            live = await start()
            drained = await _until(lambda: receiver.answered == events)
        finally:
            await asyncio.to_thread(live.stop)
    return Acknowledging(
        acks=latency(seconds, elapsed),
        slowest=max(seconds),
        stopped_at=stopped_at,
        lost=events - receiver.answered,
        twice=receiver.twice,
        drained=drained,
    )


async def send(base: str, texts: Sequence[str], rate: float = RATE) -> tuple[list[float], float]:
    """Post each text at its time, whether or not earlier ones have been acknowledged.

    The seconds of each from when it was due, and of all.
    """
    started = time.perf_counter()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def post(number: int, text: str) -> float:
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            body = _event(number, text)
            signature = {"X-Hub-Signature-256": f"sha256={hmac_hex(SECRET, body)}"}
            async with session.post(base + HOOK, data=body, headers=signature) as response:
                if response.status != 200:
                    raise BenchError(f"event {number} was answered with HTTP {response.status}")
            return time.perf_counter() - due

        seconds = await asyncio.gather(*itertools.starmap(post, enumerate(texts)))
    return seconds, time.perf_counter() - started


async def _until(holds: Callable[[], bool], patience: float = 600.0) -> float:
    """Wait until it holds, or for `patience` seconds; the seconds waited."""
    started = time.perf_counter()
    while not holds() and time.perf_counter() - started < patience:  # noqa: ASYNC110 - counted elsewhere
        await asyncio.sleep(0.1)
    return time.perf_counter() - started


def _event(number: int, text: str) -> bytes:
    message: dict[str, Any] = {
        "from": f"4915{number:08}",
        "id": f"wamid.{number}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    value = {"metadata": {"phone_number_id": PHONE_ID}, "messages": [message]}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def variables(port: int) -> dict[str, str]:
    """The channel's settings, with the receiver as the platform."""
    return {
        "SHOPBOT_WHATSAPP_TOKEN": "token",
        "SHOPBOT_WHATSAPP_PHONE_ID": PHONE_ID,
        "SHOPBOT_META_APP_SECRET": SECRET,
        "SHOPBOT_META_VERIFY_TOKEN": "token",
        "SHOPBOT_META_API": f"http://127.0.0.1:{port}",
    }
