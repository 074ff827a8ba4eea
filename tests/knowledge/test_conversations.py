"""What conversations leave behind, in SQLite and in PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from knowledge.conversation_model import Handoff, Unanswered
from knowledge.conversation_tables import metadata
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.migrations.conversations import VERSION_TABLE
from knowledge.model import Catalog
from knowledge.settings import PROJECT, SettingError, Settings
from knowledge.store import Store, StoreError

DAY = timedelta(days=1)


@pytest.fixture
def kept(url: str) -> Iterator[Conversations]:
    found = Conversations(conversations_url(url))
    yield found
    found.close()


def question(text: str, days_ago: float = 0) -> Unanswered:
    return Unanswered(text, "no_policy", "returns", now() - days_ago * DAY)


def handoff(id: str = "h1", conversation: str = "anna", hours_ago: float = 0) -> Handoff:
    opened = now() - timedelta(hours=hours_ago)
    return Handoff(id, conversation, "widget", "asked", opened, {"reason": "asked"})


def test_questions_come_back_as_they_were_kept(kept: Conversations) -> None:
    old, new = question("do you engrave?", 3), question("und auf Deutsch? ✓")
    kept.keep([old])
    kept.keep([new])
    assert kept.unanswered() == (old, new)
    assert kept.unanswered(now() - DAY) == (new,)


def test_what_is_too_old_is_deleted_as_new_things_are_written(kept: Conversations) -> None:
    kept.keep([question("old", 91)])
    kept.open(handoff("h1", hours_ago=91 * 24), {"type": "handoff"})
    kept.keep([question("new", 89)])
    kept.open(handoff("h2"), {"type": "handoff"})
    assert [one.text for one in kept.unanswered()] == ["new"]
    assert [one.id for one in kept.handoffs()] == ["h2"]
    assert kept.events("h1") == ()


def test_a_conversation_waits_until_it_is_released(kept: Conversations) -> None:
    day = now() - DAY
    assert kept.waiting("anna", day) is None
    kept.open(handoff(), {"type": "handoff"})
    waiting = kept.waiting("anna", day)
    assert waiting is not None
    assert (waiting.id, waiting.reason) == ("h1", "asked")
    assert kept.waiting("ben", day) is None
    assert kept.release("h1", "owner", {"type": "released"})
    assert kept.waiting("anna", day) is None
    assert not kept.release("h1", "shopper")
    found = kept.handoff("h1")
    assert found is not None
    assert found.released_by == "owner"
    assert [event.event["type"] for event in kept.events("h1")] == ["handoff", "released"]


def test_an_old_handoff_keeps_nobody_quiet(kept: Conversations) -> None:
    kept.open(handoff(hours_ago=25), {"type": "handoff"})
    assert kept.waiting("anna", now() - DAY) is None


def test_an_event_is_due_once_its_first_deliverer_has_had_time(kept: Conversations) -> None:
    event = kept.open(handoff(), {"type": "handoff"})
    assert kept.due() == ()
    kept.failed(event, timedelta(0))
    taken = kept.due()
    assert [(one.id, one.attempts) for one in taken] == [(event.id, 1)]
    assert kept.due() == (), "somebody is delivering it"
    kept.delivered(taken[0])
    kept.tell("h1", {"type": "message"})
    assert [one.event for one in kept.due()] == [{"type": "message"}]
    found = kept.handoff("h1")
    assert found is not None
    assert found.delivered is not None


def test_events_of_a_handoff_keep_their_order(kept: Conversations) -> None:
    kept.failed(kept.open(handoff(), {"type": "handoff"}), DAY)
    kept.tell("h1", {"type": "message"})
    kept.failed(kept.open(handoff("h2", "ben"), {"type": "other"}), -DAY)
    assert [one.event["type"] for one in kept.due()] == ["other"]


def test_the_records_do_not_notice(url: str, kept: Conversations) -> None:
    store = Store(url)
    state, content = store.state(), store.content_hash()
    kept.keep([question("do you engrave?")])
    kept.open(handoff(), {"type": "handoff"})
    kept.release("h1", "owner")
    assert (store.state(), store.content_hash()) == (state, content)
    store.close()


def test_conversations_outlive_an_import(url: str, kept: Conversations) -> None:
    kept.keep([question("do you engrave?")])
    store = Store(url)
    store.import_catalog(Catalog(), replace=True)
    store.close()
    assert len(kept.unanswered()) == 1


def test_the_migrations_make_the_tables_of_the_code(url: str, kept: Conversations) -> None:
    engine = sa.create_engine(conversations_url(url), future=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        known = set(metadata.tables)
        differing = [
            change
            for change in compare_metadata(context, metadata)
            if not (change[0] == "remove_table" and change[1].name not in known)
        ]
    engine.dispose()
    assert differing == []


def test_a_newer_versions_tables_are_refused_and_left_alone(url: str, kept: Conversations) -> None:
    engine = sa.create_engine(conversations_url(url), future=True)
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer version"):
        Conversations(conversations_url(url))


def test_processes_that_start_at_once_agree(url: str) -> None:
    place = repr(conversations_url(url))
    code = f"from knowledge.conversations import Conversations; Conversations({place})"
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]


def test_sqlite_gets_a_file_of_its_own_and_a_server_does_not() -> None:
    assert conversations_url("sqlite:////data/shop.db") == "sqlite:////data/shop-conversations.db"
    assert conversations_url("postgresql://me@host/shop") == "postgresql://me@host/shop"


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e300"])
def test_a_time_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match=r"SHOPBOT_UNANSWERED_DAYS.*days"):
        _ = Settings(unanswered_days_=value).unanswered_days
    with pytest.raises(SettingError, match=r"SHOPBOT_HANDOFF_HOURS.*hours"):
        _ = Settings(handoff_hours_=value).handoff_hours
