"""The order of one shopper's messages.

Rasa's own store lets a message that finds its conversation busy sleep a second before it
asks again. Here the message before wakes it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig


class PromptLockStore(InMemoryLockStore):
    """Locks in memory, handed to the next message the moment they are released."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        super().__init__()
        self._released: dict[str, asyncio.Event] = {}

    async def _acquire_lock(
        self, conversation_id: str, ticket: int, wait_time_in_seconds: float
    ) -> TicketLock:
        """Wait for the turn of `ticket`. Raises LockError once the ticket has expired.

        A message that died without releasing is noticed after at most `wait_time_in_seconds`,
        as in Rasa's store.
        """
        while (lock := self.get_lock(conversation_id)) is not None:
            if not lock.is_locked(ticket):
                return lock
            released = self._released.setdefault(conversation_id, asyncio.Event())
            with suppress(TimeoutError):
                await asyncio.wait_for(released.wait(), wait_time_in_seconds)
            self.update_lock(conversation_id)
        raise LockError(f"Could not acquire lock for conversation_id '{conversation_id}'.")

    def finish_serving(self, conversation_id: str, ticket_number: int) -> None:
        super().finish_serving(conversation_id, ticket_number)
        released = self._released.pop(conversation_id, None)
        if released is not None:
            released.set()
