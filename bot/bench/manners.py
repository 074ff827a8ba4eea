"""Callers of a writer's server, good and bad, who judge what they get."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

BODY_LIMIT = 256 * 1024
REFUSALS = {400, 413, 429, 503, 504}


@dataclass
class Findings:
    """What the load met. `wrong` lists what must not happen."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    warm_memory: int = 0
    end_memory: int = 0
    restarts: int = 0

    @property
    def growth(self) -> float:
        """Memory at the end as a multiple of that after warming up."""
        return self.end_memory / max(1, self.warm_memory)


@dataclass(frozen=True, slots=True)
class Known:
    """A request and the text that the model gives it when nobody else asks."""

    body: dict[str, Any]
    text: str


class Load:
    """Callers of all sorts, each one request after another until the end."""

    def __init__(self, url: str, known: list[Known], findings: Findings) -> None:
        self._url = f"{url}/v1/completions"
        self._known = known
        self._found = findings
        self._random = random.Random(7)
        self.restarting = False

    async def run(self, callers: int, end: float) -> None:
        """Return when it is `end` on the monotonic clock, and every request has its answer."""
        sorts = (self._good, self._good, self._stream, self._slow, self._killed, self._poison)
        timeout = aiohttp.ClientTimeout(total=120)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as http:
            await asyncio.gather(
                *(self._caller(http, sorts[at % len(sorts)], end) for at in range(callers))
            )

    async def _caller(
        self,
        http: aiohttp.ClientSession,
        ask: Callable[[aiohttp.ClientSession], Awaitable[str]],
        end: float,
    ) -> None:
        while time.monotonic() < end:
            try:
                outcome = await ask(http)
            except aiohttp.ClientError as error:
                outcome = f"connection: {type(error).__name__}"
                if not self.restarting:
                    self._found.wrong.append(f"{ask.__name__}: {error}")
            except TimeoutError:
                outcome = "no answer"
                self._found.wrong.append(f"{ask.__name__}: no answer within two minutes")
            self._found.outcomes[outcome] += 1
            if outcome != "right text":
                await asyncio.sleep(0.05)

    async def _good(self, http: aiohttp.ClientSession) -> str:
        known = self._random.choice(self._known)
        async with http.post(self._url, json=known.body) as response:
            body = await response.json()
            if response.status != 200:
                return self._refused(response.status, body)
        return self._judge(known, body["choices"][0]["text"])

    async def _stream(self, http: aiohttp.ClientSession, pause: float = 0.0) -> str:
        known = self._random.choice(self._known)
        async with http.post(self._url, json=known.body | {"stream": True}) as response:
            if response.status != 200:
                return self._refused(response.status, await response.json())
            text, ended = "", False
            async for line in response.content:
                data = line.removeprefix(b"data: ").strip()
                if data == b"[DONE]":
                    ended = True
                elif data:
                    event = json.loads(data)
                    if "error" in event:
                        return "stream ended by an error event"
                    text += event["choices"][0]["text"]
                await asyncio.sleep(pause)
        if not ended:
            raise aiohttp.ClientPayloadError("the stream ended without an end or an error")
        return self._judge(known, text)

    async def _slow(self, http: aiohttp.ClientSession) -> str:
        return await self._stream(http, pause=0.05)

    async def _killed(self, http: aiohttp.ClientSession) -> str:
        extra = {"n": 4, "stream": self._random.random() < 0.5}
        body = self._random.choice(self._known).body | extra
        try:
            async with asyncio.timeout(self._random.uniform(0.0, 0.1)):
                async with http.post(self._url, json=body) as response:
                    await response.read()
        except TimeoutError:
            return "client left"
        return "client was too slow to leave"

    async def _poison(self, http: aiohttp.ClientSession) -> str:
        body: Any = self._random.choice(
            [
                {"prompt": [10**7]},
                {"prompt": [-1]},
                {"prompt": "x", "n": 10**9},
                {"prompt": "word " * 5000},
                {"prompt": "x", "max_tokens": 10**12},
                {"prompt": "x" * (BODY_LIMIT + 1)},
                {"prompt": {"a": [None]}},
                "[" * 10_000,
                '{"prompt": "\\ud800"',
                "",
            ]
        )
        data = body if isinstance(body, str) else json.dumps(body)
        async with http.post(self._url, data=data.encode()) as response:
            answer = await response.json()
            if response.status == 200:
                self._found.wrong.append("a poisoned request was answered")
            return self._refused(response.status, answer)

    def _refused(self, status: int, body: Any) -> str:
        if status not in REFUSALS or not body.get("error", {}).get("message"):
            self._found.wrong.append(f"status {status}: {str(body)[:200]}")
        return f"refused with {status}"

    def _judge(self, known: Known, text: str) -> str:
        if text == known.text:
            return "right text"
        self._found.wrong.append(f"seed {known.body['seed']}: {text!r}, alone {known.text!r}")
        return "wrong text"
