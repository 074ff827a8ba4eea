"""Brings the events of handoffs to their target, now or as soon as it can be reached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from actions.delivery import DeliveryError, Target
from knowledge.conversation_model import Event
from knowledge.conversations import Conversations

logger = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two looks for events that are due again."""

_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(hours=1)


class Courier:
    """Delivers to `target`; what it can't is tried again later and goes to `log` meanwhile.

    What is still to be delivered is in the database, so that a restart loses nothing.
    """

    def __init__(self, conversations: Conversations, target: Target, log: Target) -> None:
        self._conversations = conversations
        self._target = target
        self._log = log
        self._tasks: set[asyncio.Task[Any]] = set()
        self._wanted = False
        self._working: asyncio.Task[Any] | None = None

    async def deliver(self, event: Event, patience: float) -> bool:
        """Deliver now; whether the target was told within `patience` seconds.

        What takes longer goes on in the background.
        """
        task = self._start(self._bring(event))
        done, _ = await asyncio.wait({task}, timeout=patience)
        return bool(done) and task.result()

    def wake(self) -> None:
        """Deliver what is due, in the background."""
        self._wanted = True
        if self._working is None or self._working.done():
            self._working = self._start(self._work())

    async def run(self) -> None:
        """Look for what is due every now and then, for ever."""
        while True:
            self.wake()
            await asyncio.sleep(EVERY)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        # The loop itself holds tasks only weakly.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                due = await asyncio.to_thread(self._conversations.due)
                by_handoff = groupby(sorted(due, key=lambda one: one.handoff), lambda e: e.handoff)
                await asyncio.gather(*(self._in_order(list(events)) for _, events in by_handoff))
            except Exception:
                # Without this, one bad moment of the database would end all later deliveries.
                logger.exception("handoffs can't be delivered now")

    async def _in_order(self, events: Sequence[Event]) -> None:
        for event in events:
            if not await self._bring(event):
                return

    async def _bring(self, event: Event) -> bool:
        try:
            await self._target.deliver(event.event)
        except DeliveryError as error:
            logger.warning("handoff %s is not delivered yet: %s", event.handoff, error)
            await self._keep_for_later(event)
            return False
        await asyncio.to_thread(self._conversations.delivered, event)
        return True

    async def _keep_for_later(self, event: Event) -> None:
        again = min(_FIRST_PAUSE * 2 ** min(event.attempts, 12), _LONGEST_PAUSE)
        await asyncio.to_thread(self._conversations.failed, event, again)
        if event.attempts == 0 and self._log is not self._target:
            try:
                await self._log.deliver(event.event)
            except DeliveryError as error:
                logger.warning("handoff %s is not in the log either: %s", event.handoff, error)
