"""Shoppers who talk over REST, one or many at once, and a clock beside them."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Sequence

import aiohttp

from bot.bench.stats import Latency, latency

TIMEOUT = aiohttp.ClientTimeout(total=120)


class BenchError(Exception):
    """A turn gave no answer, so its time means nothing."""


async def measure(rest_url: str, conversations: Sequence[Sequence[str]]) -> Latency:
    """Hold all conversations at once, the turns of each one after another.

    Raises BenchError for a turn without a text in its answer.
    """
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        started = time.perf_counter()
        timings = await asyncio.gather(*(_talk(session, rest_url, c) for c in conversations))
        elapsed = time.perf_counter() - started
    return latency([seconds for talk in timings for seconds in talk], elapsed)


async def _talk(session: aiohttp.ClientSession, url: str, turns: Sequence[str]) -> list[float]:
    sender = f"bench-{uuid.uuid4().hex}"
    return [await _turn(session, url, sender, text) for text in turns]


async def _turn(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> float:
    started = time.perf_counter()
    async with session.post(url, json={"sender": sender, "message": text}) as response:
        messages = await response.json()
    seconds = time.perf_counter() - started
    if response.status != 200 or not any(message.get("text") for message in messages):
        raise BenchError(f"No answer to {text!r}: status {response.status}, {messages}")
    return seconds
