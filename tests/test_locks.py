"""Two quick messages of one shopper, through Rasa's own agent and lock store interface."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import read_endpoint_config

from bot.supervisor.plan import child_env
from knowledge.settings import PROJECT, Settings

# Far above any turn: who waits for it waits for a message that died.
NEVER = 3600.0


@pytest.fixture
def store(monkeypatch) -> LockStore:
    """The lock store that bot/endpoints.yml names, made as Rasa makes it."""
    for name, value in child_env(Settings.from_env()).items():
        monkeypatch.setenv(name, value)
    endpoints = str(PROJECT / "bot" / "endpoints.yml")
    return LockStore.create(read_endpoint_config(endpoints, "lock_store"))


class Processor:
    """Answers a message after as many loops of the event loop as its text has letters."""

    def __init__(self) -> None:
        self.log: list[str] = []

    async def handle_message(self, message: UserMessage) -> None:
        self.log.append(f"{message.text} in")
        for _ in message.text or "":
            await asyncio.sleep(0)
        self.log.append(f"{message.text} out")


async def test_messages_of_one_shopper_are_answered_in_their_order(store):
    processor = Processor()
    agent = Agent(lock_store=store)
    agent.processor = processor
    texts = ("a long first question", "short", "?")
    await asyncio.gather(*(agent.handle_message(UserMessage(t, sender_id="ann")) for t in texts))
    assert processor.log == [f"{text} {way}" for text in texts for way in ("in", "out")]
    assert store.get_lock("ann") is None


async def test_the_next_message_is_woken_and_does_not_poll(store):
    order = []

    async def turn(name):
        async with store.lock("ann", wait_time_in_seconds=NEVER):
            order.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(name) for name in range(5)))
    assert order == [0, 1, 2, 3, 4]


async def test_shoppers_do_not_wait_for_each_other(store):
    async with store.lock("ann"), store.lock("bob", wait_time_in_seconds=NEVER):
        assert store.get_lock("ann") is not store.get_lock("bob")


async def test_a_message_that_fails_or_is_given_up_lets_the_next_one_in(store):
    with pytest.raises(ValueError, match="failed"):
        async with store.lock("ann"):
            raise ValueError("failed")
    async with store.lock("ann"):
        waiting = asyncio.create_task(enter(store))
        after = asyncio.create_task(enter(store))
        await asyncio.sleep(0)
        waiting.cancel()
    assert await after == "in"


async def test_a_message_that_died_is_passed_over_when_its_ticket_expires(store):
    store.issue_ticket("ann", lock_lifetime=0.02)
    async with store.lock("ann", wait_time_in_seconds=0.01) as lock:
        assert lock.conversation_id == "ann"


async def test_a_message_whose_ticket_expired_is_refused_as_in_rasa(store):
    async with store.lock("ann"):
        expired = asyncio.create_task(enter(store, lifetime=-1))
        await asyncio.sleep(0)
    with pytest.raises(LockError):
        await expired


async def enter(store, lifetime=60):
    async with store.lock("ann", lifetime, wait_time_in_seconds=NEVER):
        return "in"
