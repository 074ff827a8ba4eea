"""Many callers of a completions server at once, and a clock beside them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import aiohttp

from bot.bench.stats import Latency, latency
from bot.writer.grammar import load
from bot.writer.prompt import prompt

TIMEOUT = aiohttp.ClientTimeout(total=600)


class AskError(RuntimeError):
    """A server gave no text, so its speed means nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One text to be written."""

    prompt: str
    seed: int
    max_tokens: int = 64
    temperature: float = 0.8
    top_p: float = 0.95

    def body(self, model: str) -> dict[str, Any]:
        """As the completions API wants it."""
        return {
            "model": model,
            "prompt": self.prompt,
            "seed": self.seed,
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "top_p": self.top_p,
        }


@dataclass(frozen=True, slots=True)
class Speed:
    """`latency` is of whole requests; `tokens` are written tokens a second, all together."""

    latency: Latency
    tokens: float


def asks(count: int, max_tokens: int = 64) -> list[Ask]:
    """Requests over all acts, in turn, each with a seed of its own."""
    acts = islice(cycle(load().acts.values()), count)
    return [
        Ask(prompt(act.name, act.required, ""), seed, max_tokens) for seed, act in enumerate(acts)
    ]


async def ask_all(url: str, model: str, wanted: Sequence[Ask], at_once: int) -> Speed:
    """Have `wanted` written by a server, `at_once` requests at any time. Raises AskError."""
    waiting = iter(wanted)
    seconds: list[float] = []
    tokens = 0

    async def caller(http: aiohttp.ClientSession) -> None:
        nonlocal tokens
        for ask in waiting:
            began = time.perf_counter()
            async with http.post(f"{url}/v1/completions", json=ask.body(model)) as response:
                answer = await response.json()
            if response.status != 200:
                raise AskError(f"{url}: status {response.status}, {answer}")
            seconds.append(time.perf_counter() - began)
            tokens += answer["usage"]["completion_tokens"]

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=TIMEOUT, connector=connector) as http:
        started = time.perf_counter()
        await asyncio.gather(*(caller(http) for _ in range(at_once)))
        elapsed = time.perf_counter() - started
    return Speed(latency(seconds, elapsed), tokens / elapsed)
