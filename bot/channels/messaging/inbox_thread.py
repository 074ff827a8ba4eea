"""An inbox for coroutines: its blocking methods run in one thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.channels.messaging.inbox import Inbox

P = ParamSpec("P")
T = TypeVar("T")


class InboxThread:
    """`await thread(thread.inbox.claim, now)` instead of `inbox.claim(now)`."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inbox")

    async def __call__(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        call = self._thread.submit(method, *args, **kwargs)
        return await asyncio.wrap_future(call)

    def close(self) -> None:
        """Close the inbox after what has been asked of it so far."""
        self._thread.submit(self.inbox.close)
        self._thread.shutdown()
