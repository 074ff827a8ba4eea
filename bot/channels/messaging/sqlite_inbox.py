"""The inbox in a SQLite file, which several processes on one machine may share."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.channels.messaging.inbox import LEASE, SETTLE, Claim
from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Outgoing, calls_from_json, calls_to_json
from knowledge.write_ahead import use_write_ahead_log

# How long one process waits for another's, in seconds.
PATIENCE = 30

SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (
    channel TEXT, event_id TEXT, at REAL NOT NULL, PRIMARY KEY (channel, event_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL, event_id TEXT NOT NULL, sender TEXT NOT NULL,
    sequence INTEGER NOT NULL, accepted REAL NOT NULL,
    ready REAL NOT NULL, leased INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL, calls TEXT, delivered INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, event_id)
);
CREATE INDEX IF NOT EXISTS events_of_sender ON events (channel, sender, sequence, id);
CREATE TABLE IF NOT EXISTS notes (
    channel TEXT, key TEXT, value TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (channel, key)
) WITHOUT ROWID;
"""

# An event waits for the earlier ones of its sender, and for a later one that is being
# worked on: it came too late to be first.
NEXT = """
SELECT event_id, event, accepted, attempts, calls, delivered FROM events AS e
WHERE channel = :channel AND ready <= :now AND NOT EXISTS (
    SELECT 1 FROM events AS o
    WHERE o.channel = e.channel AND o.sender = e.sender AND o.id <> e.id
    AND ((o.sequence, o.id) < (e.sequence, e.id) OR (o.leased AND o.ready > :now)))
ORDER BY id LIMIT 1
"""


class SqliteInbox:
    """An `Inbox` of `channel` in the file at `path`, which is made where it is missing.

    A claim is told from a later one of the same event by its number of attempts.
    """

    def __init__(self, path: Path, channel: str) -> None:
        self._channel = channel
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        # Messages are nobody else's business on a shared machine. A file that is there must not
        # be opened: closing it would drop the locks that other inboxes of this process hold.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._db = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        use_write_ahead_log(self._db, PATIENCE)
        # What is forgotten is overwritten.
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.executescript(SCHEMA)

    def accept(self, events: Sequence[Incoming], now: float) -> int:
        with self._transaction(durable=True) as db:
            return sum(self._accept(db, event, now) for event in events)

    def _accept(self, db: sqlite3.Connection, event: Incoming, now: float) -> int:
        seen = (self._channel, event.event_id, now)
        if not db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", seen).rowcount:
            return 0
        ready = now + SETTLE if event.sequence else now
        db.execute(
            "INSERT INTO events (channel, event_id, sender, sequence, accepted, ready, event)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._channel,
                event.event_id,
                event.sender,
                event.sequence,
                now,
                ready,
                event.to_json(),
            ),
        )
        return 1

    def claim(self, now: float) -> Claim | None:
        with self._transaction() as db:
            row = db.execute(NEXT, {"channel": self._channel, "now": now}).fetchone()
            if row is None:
                return None
            event_id, event, accepted, attempts, calls, delivered = row
            db.execute(
                "UPDATE events SET leased = 1, ready = ?, attempts = attempts + 1"
                " WHERE channel = ? AND event_id = ?",
                (now + LEASE, self._channel, event_id),
            )
        known = None if calls is None else calls_from_json(calls)
        return Claim(Incoming.from_json(event), accepted, attempts + 1, known, delivered)

    def answered(self, claim: Claim, outgoing: Outgoing, now: float) -> bool:
        calls = calls_to_json(outgoing.calls)
        with self._transaction() as db:
            if not self._update(db, claim, "calls = ?, ready = ?", calls, now + LEASE):
                return False
            db.executemany(
                "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)",
                [(self._channel, key, value, now) for key, value in outgoing.notes.items()],
            )
        return True

    def delivered(self, claim: Claim, count: int, now: float) -> bool:
        with self._transaction() as db:
            return self._update(db, claim, "delivered = ?, ready = ?", count, now + LEASE)

    def done(self, claim: Claim) -> bool:
        with self._transaction() as db:
            gone = db.execute(
                "DELETE FROM events WHERE channel = ? AND event_id = ? AND attempts = ?",
                self._key(claim),
            )
        return gone.rowcount == 1

    def postpone(self, claim: Claim, until: float) -> bool:
        with self._transaction() as db:
            return self._update(db, claim, "leased = 0, ready = ?", until)

    def renew(self, claims: Sequence[Claim], now: float) -> None:
        with self._transaction() as db:
            for claim in claims:
                self._update(db, claim, "ready = ?", now + LEASE)

    def recall(self, key: str) -> str | None:
        with self._lock:
            row = self._db.execute(
                "SELECT value FROM notes WHERE channel = ? AND key = ?", (self._channel, key)
            ).fetchone()
        return None if row is None else str(row[0])

    def prune(self, before: float) -> None:
        with self._transaction() as db:
            db.execute("DELETE FROM notes WHERE channel = ? AND at < ?", (self._channel, before))
            db.execute(
                "DELETE FROM seen WHERE channel = ? AND at < ? AND event_id NOT IN"
                " (SELECT event_id FROM events WHERE channel = ?)",
                (self._channel, before, self._channel),
            )
        with self._lock:
            # The log of changes still holds what was overwritten in the file.
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def waiting(self) -> int:
        with self._lock:
            row = self._db.execute(
                "SELECT count(*) FROM events WHERE channel = ?", (self._channel,)
            ).fetchone()
        return int(row[0])

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _update(self, db: sqlite3.Connection, claim: Claim, change: str, *values: object) -> bool:
        statement = (
            f"UPDATE events SET {change} WHERE channel = ? AND event_id = ? AND attempts = ?"  # noqa: S608 - of our own words
        )
        return db.execute(statement, (*values, *self._key(claim))).rowcount == 1

    def _key(self, claim: Claim) -> tuple[str, str, int]:
        return self._channel, claim.event.event_id, claim.attempts

    @contextmanager
    def _transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        with self._lock:
            # An event that was acknowledged must outlive a power cut. The rest need not: an
            # answer is sent again then, and waiting for the disk each time takes longer.
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            # Taking the write lock at once: a reader that turns writer can fail at once.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
