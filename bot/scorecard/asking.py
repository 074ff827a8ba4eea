"""Asking the running assistant over REST, a few conversations at once."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator, Sequence

import aiohttp

from bot.channels.messaging.settings import ChannelSettings
from bot.scorecard.model import Question, Reply
from knowledge.conversation_model import REHEARSAL

AT_ONCE = 3
# A shopper has gone by then.
TIMEOUT = aiohttp.ClientTimeout(total=30)
WEBHOOK = "/webhooks/rest/webhook"

Heard = Callable[[Question, tuple[Reply, ...]], None]


class UnreachableError(Exception):
    """Nothing answers at the address; the message says what to do."""


async def ask_all(url: str, questions: Sequence[Question], heard: Heard) -> None:
    """Hold one conversation for each question and hand its replies to `heard` as they come.

    Whatever goes wrong in a turn is a reply with an error. Raises UnreachableError where
    nothing answers at `url` at all.
    """
    waiting = iter(questions)
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    headers = ChannelSettings.from_env().rest_headers
    async with aiohttp.ClientSession(timeout=TIMEOUT, connector=connector, headers=headers) as http:
        await _greet(http, url)
        await asyncio.gather(*(_ask_each(http, url, waiting, heard) for _ in range(AT_ONCE)))


async def _greet(http: aiohttp.ClientSession, url: str) -> None:
    try:
        async with http.get(url):
            return
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise UnreachableError(
            f"nothing answers at {url}: start the assistant with `shopbot run`, let --start do "
            "it, or name another address with --url"
        ) from error


async def _ask_each(
    http: aiohttp.ClientSession, url: str, waiting: Iterator[Question], heard: Heard
) -> None:
    for question in waiting:
        sender = REHEARSAL + uuid.uuid4().hex
        replies = [await _turn(http, url, sender, text) for text in question.messages]
        heard(question, tuple(replies))


async def _turn(http: aiohttp.ClientSession, url: str, sender: str, text: str) -> Reply:
    started = time.perf_counter()
    try:
        async with http.post(url + WEBHOOK, json={"sender": sender, "message": text}) as response:
            messages = await response.json() if response.status == 200 else None
            error = f"status {response.status}"
    except (aiohttp.ClientError, ValueError) as failure:
        messages, error = None, f"{type(failure).__name__}: {failure}"
    except TimeoutError:
        messages, error = None, f"no reply within {TIMEOUT.total:.0f} s"
    seconds = time.perf_counter() - started
    if not isinstance(messages, list):
        return Reply(seconds=seconds, error=error)
    return Reply.from_rest(messages, seconds)
