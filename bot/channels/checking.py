"""Tries a channel: does the platform know us, and does a message get its answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp

from bot.channels.messaging.channel import open_inbox
from bot.channels.messaging.identity import Identities
from bot.channels.messaging.inbox import Inbox
from bot.channels.messaging.platform import Platform
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messaging.trial import calls_of, key_of
from bot.channels.never_silent import FAILED, SLOW
from bot.channels.platforms import State
from knowledge.settings import Settings

TIMEOUT = aiohttp.ClientTimeout(total=10)
POLL = 0.1
_NAMES = ("username", "friendly_name", "verified_name", "display_phone_number", "user", "name")
_REASONS = ("error", "description", "message")
_WORDS = ("text", "Body", "body")


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking at `what`."""

    what: Literal["settings", "credentials", "whole path"]
    mark: Literal["ok", "FAILED", "not checked"]
    words: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries channels against the assistant at `base_url`.

    `text` is the message that is sent and `patience` how many seconds its answer may take.
    With `offline`, the platforms are not asked about our credentials.
    """

    settings: Settings
    channel_settings: ChannelSettings
    base_url: str
    text: str
    patience: float
    offline: bool = False

    async def of(self, state: State) -> tuple[Finding, ...]:
        """What is found out about one channel."""
        if not state.is_on:
            return (Finding("settings", "FAILED", f"set {', '.join(state.missing)}"),)
        platform = state.kind.of(self.channel_settings)
        inbox = open_inbox(self.settings, self.channel_settings, platform.name)
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            known = Finding("credentials", "not checked", "--offline")
            if not self.offline:
                known = await credentials(session, platform)
            with closing(inbox):
                path = await self._whole_path(session, platform, inbox)
        return known, path

    async def _whole_path(
        self, session: aiohttp.ClientSession, platform: Platform, inbox: Inbox
    ) -> Finding:
        """Post a signed message of nobody; what the assistant would answer, which keeps it."""
        began = time.time()
        request = platform.sample(self.text, int(began * 1000), began)
        [event] = platform.parse(request)
        name = Identities.of(self.settings).name(event.channel, event.event_id)
        try:
            async with session.post(
                self.base_url.rstrip("/") + request.target,
                data=request.body,
                headers=request.headers,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"nothing answers at {self.base_url} ({type(error).__name__})"
            return Finding("whole path", "FAILED", f"{why}: is `shopbot run` on?")
        if status != 200:
            why = _REFUSED.get(status, f"the assistant answered HTTP {status}")
            return Finding("whole path", "FAILED", why)
        while time.time() < began + self.patience:
            if note := inbox.recall(key_of(name)):
                return _judged([_words(call.body) for call in calls_of(note)], began)
            await asyncio.sleep(POLL)
        return Finding("whole path", "FAILED", _SILENT)


def _judged(said: list[str], began: float) -> Finding:
    """The answer, which is none if it only says that there is none."""
    words = f"answered in {time.time() - began:.1f} s: {' / '.join(said)}"
    if any(sorry in text for text in said for sorry in (FAILED, SLOW)):
        return Finding("whole path", "FAILED", f"{words} Look into Rasa's and the actions' logs.")
    return Finding("whole path", "ok", words)


async def credentials(session: aiohttp.ClientSession, platform: Platform) -> Finding:
    """Ask the platform whose credentials ours are."""
    try:
        async with session.get(platform.about_url, headers=platform.headers) as response:
            status, body = response.status, _object(await response.text())
    except (aiohttp.ClientError, TimeoutError) as error:
        # The error's text may hold the address, and that a token.
        why = f"the platform can't be reached from here ({type(error).__name__})"
        return Finding("credentials", "not checked", why)
    if status != 200 or body.get("ok") is False:
        reasons = [value for key, value in _strings(body) if key in _REASONS]
        why = reasons[0] if reasons else f"HTTP {status}"
        return Finding("credentials", "FAILED", f"the platform refuses them: {why}")
    names = (value for key, value in _strings(body) if key in _NAMES)
    return Finding("credentials", "ok", f"the platform knows us as {next(names, 'a customer')}")


_REFUSED = {
    401: "the assistant refuses our signature: it runs with other credentials, restart it",
    404: "the running assistant has this channel switched off: restart it with these variables",
    413: "something in between refuses the request as too long",
    503: "the assistant can't keep events: see to SHOPBOT_CHANNELS_URL or SHOPBOT_DATA",
    429: "too many requests just now: try again in a minute",
}


_SILENT = (
    "accepted, but not answered in time: look into Rasa's log, and see that SHOPBOT_DATA and"
    " SHOPBOT_CHANNELS_URL are the running assistant's"
)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in `value` with the name it goes by, outer ones first."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)


def _words(body: Any) -> str:
    """What a call says, on one line."""
    said = next((text for key, text in _strings(body) if key in _WORDS), "(no text)")
    return " ".join(said.split())
