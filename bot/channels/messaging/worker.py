"""Works on a channel's inbox: one event of a sender at a time, several senders at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.channels.messaging.inbox import KEPT, LEASE, SETTLE, Claim
from bot.channels.messaging.inbox_thread import InboxThread
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.sending import PutOffError, RejectedError

logger = logging.getLogger(__name__)

AT_ONCE = 8
"""Events in work; most of them wait for a platform."""
POLL = 1.0
"""Seconds after which a worker looks for what others have left."""
HEARTBEAT = LEASE / 3
PRUNE_EVERY = 3600.0
PATIENCE = 6 * 3600.0
"""Seconds for which it is tried to send an answer."""
FIRST_DELAY, LONGEST_DELAY = 5.0, 900.0
"""Seconds for which an answer is put off, at first and at most."""

Answer = Callable[[Claim], Awaitable[Outgoing]]
Post = Callable[[Call], Awaitable[None]]


class Worker:
    """Claims events until it is stopped; no exception leaves it."""

    def __init__(self, channel: str, inbox: InboxThread, answer: Answer, post: Post) -> None:
        """`answer` computes what is said to an event, `post` sends one call of that."""
        self._channel = channel
        self._thread = inbox
        self._answer = answer
        self._post = post
        self._room = asyncio.Semaphore(AT_ONCE)
        self._woken = asyncio.Event()
        self._held: dict[asyncio.Task[None], Claim] = {}
        self._stopping = False
        self._loops: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin with what an earlier process has left."""
        self._loops = [asyncio.create_task(self._dispatch()), asyncio.create_task(self._keep())]

    def wake(self) -> None:
        """Say that events have come in."""
        self._woken.set()
        asyncio.get_running_loop().call_later(SETTLE + 0.01, self._woken.set)

    async def stop(self, grace: float) -> None:
        """Finish what is in work within `grace` seconds and leave the rest to the next start."""
        self._stopping = True
        self._woken.set()
        if self._held:
            await asyncio.wait(self._held, timeout=grace)
        for task in (unfinished := list(self._held)):
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        if self._loops:
            dispatching, keeping = self._loops
            keeping.cancel()
            await asyncio.gather(dispatching, keeping, return_exceptions=True)

    async def _dispatch(self) -> None:
        while not self._stopping:
            await self._room.acquire()
            claim = await self._next()
            if claim is None:
                break
            task = asyncio.create_task(self._work(claim))
            self._held[task] = claim
            task.add_done_callback(self._finished)

    async def _next(self) -> Claim | None:
        """The next event; None when the worker is being stopped."""
        while not self._stopping:
            self._woken.clear()
            claim = await self._claim()
            if claim is not None and not self._stopping:
                return claim
            if claim is not None:
                await self._give_back(claim)
                return None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL)
        return None

    async def _claim(self) -> Claim | None:
        try:
            return await self._thread(self._thread.inbox.claim, time.time())
        except Exception as error:  # noqa: BLE001 - a database that is away comes back
            self._tell("the inbox can't be read", error)
            await asyncio.sleep(POLL)
            return None

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._held[task]
        self._room.release()
        # The sender's next event may have waited for this one.
        self._woken.set()

    async def _work(self, claim: Claim) -> None:
        try:
            answered = await self._answered(claim)
            if answered is not None and await self._deliver(answered):
                await self._thread(self._thread.inbox.done, claim)
        except asyncio.CancelledError:
            await self._give_back(claim)
        except PutOffError as error:
            await self._put_off(claim, error.after)
        except Exception as error:  # noqa: BLE001 - the claim runs out and is tried again
            self._tell("an event could not be worked on", error)

    async def _answered(self, claim: Claim) -> Claim | None:
        """`claim` with its answer kept; None where another worker has taken it over."""
        if claim.calls is not None:
            return claim
        outgoing = await self._answer(claim)
        kept = await self._thread(self._thread.inbox.answered, claim, outgoing, time.time())
        return replace(claim, calls=outgoing.calls) if kept else None

    async def _deliver(self, claim: Claim) -> bool:
        """Send what has not been sent; False where another worker does it now."""
        calls = claim.calls or ()
        for number in range(claim.delivered, len(calls)):
            await self._say(calls[number])
            sent = (claim, number + 1, time.time())
            if not await self._thread(self._thread.inbox.delivered, *sent):
                return False
        return True

    async def _say(self, call: Call) -> None:
        """Send `call`, or what stands in for it where the platform won't take it."""
        try:
            await self._post(call)
        except RejectedError as error:
            logger.warning("%s did not take a message: %s.", self._channel, error)
            if call.otherwise is not None:
                await self._say(call.otherwise)

    async def _put_off(self, claim: Claim, after: float) -> None:
        now = time.time()
        if now - claim.accepted > PATIENCE:
            logger.error("%s can't be reached: an answer was given up.", self._channel)
            await self._thread(self._thread.inbox.done, claim)
            return
        delay = after or min(FIRST_DELAY * 2 ** min(claim.attempts - 1, 10), LONGEST_DELAY)
        logger.warning("%s can't be reached: again in %.0f s.", self._channel, delay)
        await self._give_back(claim, delay)

    async def _give_back(self, claim: Claim, delay: float = 0.0) -> None:
        try:
            await self._thread(self._thread.inbox.postpone, claim, time.time() + delay)
        except Exception as error:  # noqa: BLE001 - the claim runs out by itself
            self._tell("an event could not be given back", error)

    async def _keep(self) -> None:
        """Hold what is in work, and forget what is old."""
        pruned = 0.0
        while True:
            await asyncio.sleep(HEARTBEAT)
            now = time.time()
            try:
                await self._thread(self._thread.inbox.renew, list(self._held.values()), now)
                if now - pruned > PRUNE_EVERY:
                    pruned = now
                    await self._thread(self._thread.inbox.prune, now - KEPT)
            except Exception as error:  # noqa: BLE001 - tried again at the next beat
                self._tell("the inbox can't be written", error)

    def _tell(self, what: str, error: Exception) -> None:
        # Neither the error's text nor its traceback: both may quote a message.
        logger.error("%s: %s (%s).", self._channel, what, type(error).__name__)
