from __future__ import annotations

import sqlite3
from pathlib import Path

from rasa.core.tracker_store import create_tracker_store
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.trackers import ShopTrackerStore
from knowledge.settings import PROJECT

DOMAIN = Domain.load(PROJECT / "bot" / "domain")


def opened(db: Path) -> ShopTrackerStore:
    """The store as Rasa makes it from bot/endpoints.yml."""
    config = EndpointConfig(type="bot.trackers.ShopTrackerStore", dialect="sqlite", db=str(db))
    store = create_tracker_store(config, DOMAIN)
    assert isinstance(store, ShopTrackerStore)
    return store


async def test_a_conversation_outlives_the_process(tmp_path: Path) -> None:
    db = tmp_path / "conversations.db"
    store = opened(db)
    tracker = await store.get_or_create_tracker("anna")
    tracker.update(UserUttered("sizes?"))
    tracker.update(SlotSet("country", "ES"))
    await store.save(tracker)
    again = await opened(db).retrieve("anna")
    assert again is not None
    assert again.slots["country"].value == "ES"
    assert again.latest_message.text == "sizes?"


async def test_commits_are_appended_to_a_log(tmp_path: Path) -> None:
    db = tmp_path / "conversations.db"
    await opened(db).get_or_create_tracker("anna")
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_conversations_of_before_are_read(tmp_path: Path) -> None:
    db = tmp_path / "conversations.db"
    before = create_tracker_store(EndpointConfig(type="SQL", dialect="sqlite", db=str(db)), DOMAIN)
    tracker = await before.get_or_create_tracker("ben")
    tracker.update(SlotSet("country", "NO"))
    await before.save(tracker)
    again = await opened(db).retrieve("ben")
    assert again is not None
    assert again.slots["country"].value == "NO"
