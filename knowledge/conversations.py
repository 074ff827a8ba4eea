"""Where conversations leave behind what the shop owner should see.

In PostgreSQL these tables stand beside the shop's records. With SQLite they have a file of
their own: a write to the records' file would make every reader drop what it has cached, and
an import, which may write for a minute, would keep a shopper waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge.conversation_model import Event, Handoff, Unanswered
from knowledge.conversation_tables import handoff_events, handoffs, unanswered
from knowledge.engine import open_engine, plain_errors
from knowledge.migrations import conversations as migrations

DAY = timedelta(days=1)
# Any number will do as long as nobody else locks it in the same database.
POSTGRES_LOCK = 0x5409B08
LEASE = timedelta(seconds=60)
"""How long an event that somebody is delivering is nobody else's."""


def now() -> datetime:
    """The time in UTC, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def conversations_url(database_url: str) -> str:
    """Where the conversations of the shop with these records are kept."""
    kind, separator, path = database_url.partition(":///")
    if not kind.startswith("sqlite") or not separator:
        return database_url
    file = Path(path)
    return f"{kind}:///{file.with_name(f'{file.stem}-conversations.db')}"


class Conversations:
    """Unanswered questions and handoffs behind a SQLAlchemy URL. May be shared by threads.

    What is older than `days` is deleted as new things are written. Raises StoreError where
    the database cannot be opened or was written by a newer version.
    """

    def __init__(self, url: str, *, days: float = 90) -> None:
        opened = open_engine(url)
        self._engine, self._shown = opened.engine, opened.shown
        self._days = days
        with plain_errors(self._shown, "read"), self._engine.begin() as connection:
            found = migrations.version(connection)
        # A start that has nothing to bring forward does not wait for a writer at work.
        if found != migrations.NEWEST:
            with self._writing() as connection:
                if not opened.is_sqlite:
                    lock = sa.func.pg_advisory_xact_lock(POSTGRES_LOCK)
                    connection.execute(sa.select(lock))
                migrations.bring_forward(connection, self._shown)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def keep(self, questions: Sequence[Unanswered]) -> None:
        """Keep questions for the owner."""
        with self._writing() as connection:
            connection.execute(sa.insert(unanswered), [asdict(question) for question in questions])
            connection.execute(
                sa.delete(unanswered).where(unanswered.c.asked < now() - self._days * DAY)
            )

    def unanswered(self, since: datetime | None = None) -> tuple[Unanswered, ...]:
        """The questions asked at or after `since` (UTC), oldest first; all by default."""
        query = sa.select(unanswered).order_by(unanswered.c.asked, unanswered.c.id)
        if since is not None:
            query = query.where(unanswered.c.asked >= since)
        rows = self._read(query)
        return tuple(Unanswered(r["text"], r["reason"], r["topic"], r["asked"]) for r in rows)

    def open(self, handoff: Handoff, event: dict[str, Any]) -> Event:
        """Keep a new handoff with the first event about it, which the caller delivers."""
        with self._writing() as connection:
            old = handoffs.c.opened < now() - self._days * DAY
            connection.execute(sa.delete(handoffs).where(old))
            connection.execute(sa.insert(handoffs).values(**asdict(handoff)))
            return _add(connection, handoff.id, event)

    def tell(self, handoff: str, event: dict[str, Any]) -> None:
        """Keep a further event of a handoff; it is delivered with what is due."""
        with self._writing() as connection:
            _add(connection, handoff, event, due=now())

    def waiting(self, conversation: str, since: datetime) -> Handoff | None:
        """The handoff opened at or after `since` that keeps the assistant quiet, if any."""
        query = sa.select(handoffs).where(
            handoffs.c.conversation == conversation,
            handoffs.c.released.is_(None),
            handoffs.c.opened >= since,
        )
        rows = self._read(query.order_by(handoffs.c.opened.desc()).limit(1))
        return Handoff(**rows[0]) if rows else None

    def handoffs(self) -> tuple[Handoff, ...]:
        """All handoffs, newest first."""
        rows = self._read(sa.select(handoffs).order_by(handoffs.c.opened.desc()))
        return tuple(Handoff(**row) for row in rows)

    def handoff(self, id: str) -> Handoff | None:
        """The handoff with this id, or ``None``."""
        rows = self._read(sa.select(handoffs).where(handoffs.c.id == id))
        return Handoff(**rows[0]) if rows else None

    def events(self, handoff: str) -> tuple[Event, ...]:
        """All events of a handoff, in their order."""
        query = sa.select(handoff_events).where(handoff_events.c.handoff_id == handoff)
        return tuple(map(_event, self._read(query.order_by(handoff_events.c.id))))

    def release(self, handoff: str, by: str, event: dict[str, Any] | None = None) -> bool:
        """Give a conversation back to the assistant; whether it was not before.

        `event` is kept for the target and delivered with what is due.
        """
        with self._writing() as connection:
            change = sa.update(handoffs).where(
                handoffs.c.id == handoff, handoffs.c.released.is_(None)
            )
            done = connection.execute(change.values(released=now(), released_by=by)).rowcount > 0
            if done and event:
                _add(connection, handoff, event, due=now())
            return bool(done)

    def due(self) -> tuple[Event, ...]:
        """Take on the events that are to be delivered now, in their order.

        They are nobody else's for a minute. Those behind one of the same handoff that is not
        due yet wait for it.
        """
        table, at = handoff_events, now()
        with self._writing() as connection:
            query = sa.select(table).where(table.c.delivered.is_(None)).order_by(table.c.id)
            query = query.with_for_update(skip_locked=True)
            held: set[str] = set()
            taken = []
            for row in connection.execute(query).mappings().all():
                if row["due"] > at:
                    held.add(row["handoff_id"])
                elif row["handoff_id"] not in held:
                    taken.append(row)
            ids = [row["id"] for row in taken]
            connection.execute(sa.update(table).where(table.c.id.in_(ids)).values(due=at + LEASE))
        return tuple(map(_event, taken))

    def delivered(self, event: Event) -> None:
        """Note that the target has been told."""
        table, at = handoff_events, now()
        with self._writing() as connection:
            change = sa.update(table).where(table.c.id == event.id)
            connection.execute(change.values(delivered=at, attempts=event.attempts + 1))
            first = sa.update(handoffs).where(
                handoffs.c.id == event.handoff, handoffs.c.delivered.is_(None)
            )
            connection.execute(first.values(delivered=at))

    def failed(self, event: Event, again: timedelta) -> None:
        """Note that the target could not be told, and when to try again."""
        table = handoff_events
        with self._writing() as connection:
            change = sa.update(table).where(table.c.id == event.id)
            connection.execute(change.values(attempts=event.attempts + 1, due=now() + again))

    def _read(self, query: Any) -> list[Any]:
        with plain_errors(self._shown, "read"), self._engine.begin() as connection:
            return list(connection.execute(query).mappings())

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        engine = self._engine.execution_options(writes=True)
        with plain_errors(self._shown, "written"), engine.begin() as connection:
            yield connection


def _add(
    connection: Any, handoff: str, event: dict[str, Any], due: datetime | None = None
) -> Event:
    at = now()
    values = {"handoff_id": handoff, "event": event, "created": at, "attempts": 0}
    added = connection.execute(
        sa.insert(handoff_events).values(**values, due=due or at + LEASE)
    ).inserted_primary_key
    return Event(added[0], handoff, event)


def _event(row: Any) -> Event:
    return Event(row["id"], row["handoff_id"], row["event"], row["attempts"])
