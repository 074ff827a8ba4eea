"""Calls to a platform's API: paced, tried again where that helps, never told to a log."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp

from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.outgoing import Call
from bot.channels.messaging.platform import Pacing, Platform, Refusal

logger = logging.getLogger(__name__)

TRIES = 4
FIRST_WAIT = 0.5
"""Seconds before the second try; twice as long before each further one."""
LONGEST_WAIT = 30.0
"""Seconds; where a platform asks for more, the message is put off instead."""
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)

Sleep = Callable[[float], Awaitable[None]]


class PutOffError(Exception):
    """The platform can't be reached now: try `after` seconds later, 0 if it did not say."""

    def __init__(self, after: float = 0.0) -> None:
        super().__init__(f"put off for {after:.0f} s")
        self.after = after


class RejectedError(Exception):
    """The platform will never take this call; the message is its error code."""


class Pace:
    """Waits so that a platform's limits are kept by this process."""

    def __init__(self, pacing: Pacing, sleep: Sleep = asyncio.sleep) -> None:
        self._per_chat = Limiter(pacing.per_chat, 1) if pacing.per_chat else None
        self._overall = Limiter(pacing.overall, pacing.overall) if pacing.overall else None
        self._sleep = sleep

    async def turn(self, chat: str) -> None:
        """Return when one more call to `chat` may go out; "" is no chat."""
        now = time.monotonic()
        waits = [0.0]
        if self._per_chat and chat:
            waits.append(self._per_chat.reserve(chat, now))
        if self._overall:
            waits.append(self._overall.reserve("", now))
        if wait := max(waits):
            await self._sleep(wait)


@dataclass(frozen=True, slots=True)
class Said:
    """A response, as far as it matters."""

    status: int
    headers: Mapping[str, str]
    body: str


class Sender:
    """Posts a platform's calls over one session, which the caller closes."""

    def __init__(
        self, session: aiohttp.ClientSession, platform: Platform, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._session = session
        self._platform = platform
        self._sleep = sleep
        self._pace = Pace(platform.pacing, sleep)

    async def post(self, call: Call, tries: int = TRIES) -> None:
        """Send `call`; return when the platform has taken it.

        Raises `PutOffError` where it may take it later and `RejectedError` where it won't.
        """
        for attempt in range(1, tries + 1):
            await self._pace.turn(call.chat)
            refusal = await self._try(call)
            if refusal is None:
                return
            if not refusal.temporary:
                raise RejectedError(refusal.code)
            wait = refusal.after or _backoff(attempt)
            if attempt == tries or wait > LONGEST_WAIT:
                raise PutOffError(refusal.after)
            logger.info("%s: %s, again in %.1f s.", self._platform.name, refusal.code, wait)
            await self._sleep(wait)

    async def _try(self, call: Call) -> Refusal | None:
        try:
            async with self._session.post(
                self._platform.base_url + call.path,
                headers=self._platform.headers,
                timeout=TIMEOUT,
                allow_redirects=False,
                data=call.body if call.form else None,
                json=None if call.form else call.body,
            ) as response:
                said = Said(response.status, response.headers, await response.text())
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            # Its text may hold the address, and that a token.
            return Refusal(type(error).__name__, temporary=True)
        return self._platform.refusal(said.status, said.headers, said.body) or by_status(said)


def by_status(said: Said) -> Refusal | None:
    """What the HTTP status alone says (RFC 9110, section 15)."""
    if 200 <= said.status < 300:
        return None
    temporary = said.status in {408, 425, 429} or said.status >= 500
    return Refusal(f"HTTP {said.status}", temporary, retry_after(said.headers))


def retry_after(headers: Mapping[str, str]) -> float:
    """The header's seconds; 0 where it is missing or a date."""
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        return 0.0
    return seconds if 0 < seconds < float("inf") else 0.0


def _backoff(attempt: int) -> float:
    """Longer each time, and not the same for all who wait."""
    return FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
