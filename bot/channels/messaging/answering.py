"""From an event to the calls that answer it: one turn of Rasa, rendered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.messaging.inbox import Claim
from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.outgoing import Outgoing
from bot.channels.messaging.platform import Platform, Recall
from bot.channels.messaging.reply import Reply, linked, replies_of
from bot.channels.messaging.sending import PutOffError, RejectedError
from bot.channels.messaging.trial import recorded
from bot.channels.messaging.worker import Post
from bot.channels.never_silent import FAILED, Turn
from bot.channels.widget import shopper_text

logger = logging.getLogger(__name__)

ATTEMPTS = 5
"""How often an event may end its process before it is no longer given to Rasa."""
SIGNS_PATIENCE = 3.0
"""Seconds that an answer waits for its signs of life."""

MEDIA = "I can't open pictures, recordings or files. Could you tell me in words?"
UNSUPPORTED = "I can only read text. What would you like to know?"
STALE = "That choice no longer works. Could you type your question?"
TOO_FAST = "You are writing faster than I can answer. Please wait a minute."


@dataclass(slots=True)
class Answering:
    """Answers events of one platform.

    `turn` never fails and never stays silent. `at_once` bounds the turns of all channels, so
    that requests are still acknowledged between them. `limits` counts messages, `warnings` how
    often a sender is told that there were too many. What is said to `tester` is kept and not sent.
    """

    platform: Platform
    turn: Turn
    post: Post
    recall: Recall
    at_once: asyncio.Semaphore
    limits: Limiter
    shop_url: str = ""
    tester: str = ""
    warnings: Limiter = field(default_factory=lambda: Limiter(rate=1 / 60, burst=1))

    async def answer(self, claim: Claim) -> Outgoing:
        """What is to be sent; nothing where the platform takes no answer any more."""
        outgoing = await self._outgoing(claim)
        return recorded(claim.event, outgoing) if self._is_test(claim.event) else outgoing

    def _is_test(self, event: Incoming) -> bool:
        return event.sender == self.tester

    async def _outgoing(self, claim: Claim) -> Outgoing:
        event = claim.event
        if self.platform.closed(event, time.time()):
            logger.warning("%s is too late for an answer to %s.", self.platform.name, event.sender)
            return self.platform.reopening(event)
        if claim.attempts == 1 and not self.limits.take(event.sender, claim.accepted):
            return self._too_fast(claim)
        if claim.attempts > ATTEMPTS:
            return self._rendered(event, [Reply(FAILED)])
        signs = asyncio.create_task(self._give_signs(event))
        try:
            resolved = await self.platform.resolve(event, self.recall)
            replies = await self._replies(resolved)
            await asyncio.wait([signs], timeout=SIGNS_PATIENCE)
        finally:
            signs.cancel()
        return self._rendered(event, replies)

    def _rendered(self, event: Incoming, replies: Sequence[Reply]) -> Outgoing:
        try:
            return self.platform.render(event, replies)
        except Exception as error:  # noqa: BLE001 - a shopper still gets a sentence
            # Without its traceback, which may quote the message.
            logger.error("%s: no form for a reply (%s).", self.platform.name, type(error).__name__)  # noqa: TRY400
            return self.platform.render(event, [Reply(FAILED)])

    def _too_fast(self, claim: Claim) -> Outgoing:
        event = claim.event
        logger.warning("%s writes too fast.", event.sender)
        if not self.warnings.take(event.sender, claim.accepted):
            return Outgoing()
        return self._rendered(event, [Reply(TOO_FAST)])

    async def _replies(self, event: Incoming) -> Sequence[Reply]:
        match event.kind:
            case "media":
                words = await self._say(event, typed(event.text)) if event.text.strip() else ()
                return (Reply(MEDIA), *words)
            case "unsupported":
                return (Reply(UNSUPPORTED),)
            case "choice":
                try:
                    return await self._say(event, shopper_text({"payload": event.text}))
                except ValueError:
                    return (Reply(STALE),)
        return await self._say(event, typed(event.text))

    async def _say(self, event: Incoming, text: str) -> Sequence[Reply]:
        collector = Collector()
        message = UserMessage(text, collector, event.sender, input_channel=event.channel)
        async with self.at_once:
            await self.turn(message)
        return [linked(reply, self.shop_url) for reply in replies_of(collector.said)]

    async def _give_signs(self, event: Incoming) -> None:
        try:
            for call in () if self._is_test(event) else self.platform.signs(event):
                # They are worth nothing later.
                with contextlib.suppress(PutOffError, RejectedError):
                    await self.post(call)
        except Exception as error:  # noqa: BLE001 - the answer matters more
            logger.error("%s: no signs of life (%s).", self.platform.name, type(error).__name__)  # noqa: TRY400 - a traceback may quote the message


def typed(text: str) -> str:
    """`text` as the shopper means it: nobody gives Rasa commands."""
    return shopper_text({"text": text})


class Collector(OutputChannel):
    """Keeps what Rasa says, whole messages as they are."""

    def __init__(self) -> None:
        self.said: list[Mapping[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.said.append(dict(message))
