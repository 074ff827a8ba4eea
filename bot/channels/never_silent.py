"""Whatever goes wrong in a turn, the shopper gets a sentence.

Rasa logs an action's exception and goes on, so a failed turn ends without a word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds after which a turn is given up."""

MAX_TEXT = 10_000
"""Characters of one message; a longer one is not read."""

FAILED = "Sorry, I can't look that up right now. Please try again in a moment."
SLOW = "Sorry, that is taking me too long. Please try again in a moment."
EMPTY = "I didn't get any text. What would you like to know?"
TOO_LONG = "That is more than I can read at once. Could you ask it in a few sentences?"

Turn = Callable[[UserMessage], Awaitable[Any]]


class WatchedChannel:
    """An output channel that remembers whether anything was said on it."""

    def __init__(self, channel: OutputChannel) -> None:
        self._channel = channel
        self.spoke = False

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        says_something = any(message.values())
        await self._channel.send_response(recipient_id, message)
        self.spoke = self.spoke or says_something

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)


def never_silent(on_new_message: Turn, patience: float = PATIENCE) -> Turn:
    """Wrap Rasa's `on_new_message` so that every message is answered.

    Nothing raised inside the turn gets out; a turn that says nothing, fails, or takes
    longer than `patience` seconds is answered with a polite sentence.
    """

    async def turn(message: UserMessage) -> None:
        message.text = encodable(message.text or "")
        channel = message.output_channel
        refusal = _refusal(message.text)
        sentence = refusal or await _run(on_new_message, message, patience)
        if sentence:
            await channel.send_response(message.sender_id, {"text": sentence})

    return turn


def encodable(text: str) -> str:
    """`text` without what UTF-8 or a database column cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "").strip()


def _refusal(text: str) -> str | None:
    if not text:
        return EMPTY
    return TOO_LONG if len(text) > MAX_TEXT else None


async def _run(on_new_message: Turn, message: UserMessage, patience: float) -> str | None:
    """Run the turn; the sentence still owed to the shopper, if any."""
    watched = WatchedChannel(message.output_channel)
    message.output_channel = watched
    owed = FAILED
    try:
        await asyncio.wait_for(on_new_message(message), patience)
    except TimeoutError:
        logger.warning("A turn was given up after %.0f s.", patience)
        owed = SLOW
    except Exception:
        logger.exception("A turn failed.")
    return None if watched.spoke else owed
