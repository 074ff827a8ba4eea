"""Opening the database, bringing its tables forward and noticing that it has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from knowledge import engine as opening
from knowledge.engine import open_engine, plain_errors
from knowledge.errors import StoreError
from knowledge.migrations import NEWEST, bring_forward, version
from knowledge.rows import Row
from knowledge.tables import meta

NOTHING_YET = "There are no records yet in {url}: run `shopbot catalog import PATH` first"

# Any number will do as long as nobody else locks it in the same database.
POSTGRES_LOCK = 0x5409B07

# What tells of changes: imports count the first up, PostgreSQL's triggers set the second.
REVISIONS = ("revision", "touched")


class Database:
    """A SQLAlchemy engine whose tables are known to be ours. May be shared by threads.

    Raises StoreError where the URL is wrong, the database cannot be opened, was written by a
    newer version, or (with `must_exist`) holds nothing yet.
    """

    def __init__(self, url: str, *, must_exist: bool) -> None:
        opened = open_engine(url, missing=NOTHING_YET if must_exist else "")
        self._engine, self.shown, self.is_sqlite = opened.engine, opened.shown, opened.is_sqlite
        self._prepare_tables(must_exist=must_exist)
        # SQLite counts changes per connection: this one only watches.
        self._watch = self._engine.raw_connection() if self.is_sqlite else None
        self._watch_lock = threading.Lock()

    def close(self) -> None:
        """Give the connections back."""
        if self._watch is not None:
            self._watch.close()
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Callable[[Any], list[Row]]]:
        """A function from query to rows; all its answers show one state of the records."""
        engine = self._engine
        if not self.is_sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with plain_errors(self.shown, "read"), engine.begin() as connection:
            yield lambda query: list(connection.execute(query).mappings())

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A connection in a transaction that an exception rolls back; one writer at a time."""
        engine = self._engine.execution_options(writes=True)
        with plain_errors(self.shown, "written"), engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(sa.text(f"SET LOCAL lock_timeout = '{opening.PATIENCE}s'"))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(POSTGRES_LOCK)))
            yield connection

    def change_token(self) -> object:
        """A value that differs as soon as somebody else, in any process, has committed."""
        if self._watch is None:
            with plain_errors(self.shown, "read"), self._engine.connect() as connection:
                query = sa.select(meta.c.key, meta.c.value)
                return dict(connection.execute(query.where(meta.c.key.in_(REVISIONS))).all())
        with self._watch_lock:
            # Also notices changes that were not made through this class.
            return self._watch.cursor().execute("PRAGMA data_version").fetchone()[0]

    def _prepare_tables(self, *, must_exist: bool) -> None:
        with plain_errors(self.shown, "read"), self._engine.begin() as connection:
            found = version(connection)
            if must_exist and (found is None or get_meta(connection, "revision") is None):
                raise StoreError(NOTHING_YET.format(url=self.shown))
        # A start that has nothing to bring forward does not wait for a writer at work.
        if found != NEWEST:
            with self.writing() as connection:
                bring_forward(connection, self.shown)


def get_meta(connection: Any, key: str) -> Any:
    """A value that the store keeps about itself, or ``None``."""
    return connection.scalar(sa.select(meta.c.value).where(meta.c.key == key))


def set_meta(connection: Any, key: str, value: Any) -> None:
    """Keep a value (anything that JSON can hold) under `key`."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    connection.execute(sa.insert(meta).values(key=key, value=value))
