"""Asking a part whether it is ready."""

from __future__ import annotations

import asyncio
import json

import aiohttp

from bot.supervisor.part import Part

INTERVAL = 0.2
TIMEOUT = aiohttp.ClientTimeout(total=5)


async def wait_ready(part: Part, session: aiohttp.ClientSession) -> None:
    """Return once `part` says that it is ready, however long that takes."""
    while not await is_ready(part, session):  # noqa: ASYNC110 - it is another process
        await asyncio.sleep(INTERVAL)


async def is_ready(part: Part, session: aiohttp.ClientSession) -> bool:
    """Whether `part` answers now that it is ready."""
    try:
        async with session.get(part.health_url, timeout=TIMEOUT) as response:
            return healthy(part, response.status, await response.read())
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False


def healthy(part: Part, status: int, body: bytes) -> bool:
    """Whether an answer to `health_url` means that `part` is ready."""
    if status != 200:
        return False
    if not part.health_key:
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and bool(answer.get(part.health_key))
