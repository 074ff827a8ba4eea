"""Opening the database, checking its schema and noticing that it has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from knowledge.rows import Row
from knowledge.tables import SCHEMA_VERSION, meta, metadata

NOTHING_YET = "There are no records yet in {url}: run `shopbot catalog import PATH` first"


class StoreError(Exception):
    """The store cannot be used or changed; the message says what to do."""


class Database:
    """A SQLAlchemy engine whose tables are known to be ours. May be shared by threads.

    Raises StoreError where the URL is wrong, the database cannot be opened, has another
    schema version, or (with `must_exist`) holds nothing yet.
    """

    def __init__(self, url: str, *, must_exist: bool) -> None:
        try:
            parsed = sa.engine.make_url(url)
            self.is_sqlite = parsed.get_backend_name() == "sqlite"
            self.shown = parsed.database if self.is_sqlite else repr(parsed)
            if self.is_sqlite:
                _prepare_file(Path(parsed.database or ""), must_exist=must_exist)
            self._engine = _engine(url, is_sqlite=self.is_sqlite)
            with self.writing() as connection:
                _check_schema(connection, must_exist=must_exist, shown=self.shown)
        except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError) as error:
            raise StoreError(f"SHOPBOT_DATABASE_URL cannot be used: {error}") from error
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
        with self._errors("read"), self._engine.begin() as connection:
            yield lambda query: list(connection.execute(query).mappings())

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A connection in a transaction that an exception rolls back."""
        with self._errors("written"), self._engine.begin() as connection:
            yield connection

    def change_token(self) -> object:
        """A value that differs as soon as somebody else, in any process, has committed."""
        if self._watch is None:
            with self._engine.connect() as connection:
                return get_meta(connection, "revision")
        with self._watch_lock:
            # Also notices changes that were not made through this class.
            return self._watch.cursor().execute("PRAGMA data_version").fetchone()[0]

    @contextmanager
    def _errors(self, done: str) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise StoreError(f"{self.shown} cannot be {done}: {error.orig}") from error


def get_meta(connection: Any, key: str) -> Any:
    """A value that the store keeps about itself, or ``None``."""
    return connection.scalar(sa.select(meta.c.value).where(meta.c.key == key))


def set_meta(connection: Any, key: str, value: Any) -> None:
    """Keep a value (anything that JSON can hold) under `key`."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    connection.execute(sa.insert(meta).values(key=key, value=value))


def _prepare_file(path: Path, *, must_exist: bool) -> None:
    if must_exist and not path.is_file():
        raise StoreError(NOTHING_YET.format(url=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {path.parent} cannot be made: {error.strerror}") from error


def _engine(url: str, *, is_sqlite: bool) -> Any:
    if not is_sqlite:
        return sa.create_engine(url, future=True)
    engine = sa.create_engine(
        url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False}
    )

    # The driver would otherwise open transactions on its own and only for writes, so that
    # two reads could see two states (SQLAlchemy's documentation, "pysqlite", gives this cure).
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "begin", begin)
    return engine


def _check_schema(connection: Any, *, must_exist: bool, shown: str) -> None:
    if not sa.inspect(connection).has_table(meta.name):
        if must_exist:
            raise StoreError(NOTHING_YET.format(url=shown))
        metadata.create_all(connection)
        set_meta(connection, "schema", SCHEMA_VERSION)
    found = get_meta(connection, "schema")
    if found != SCHEMA_VERSION:
        raise StoreError(
            f"{shown} was written by another version of shopbot (schema {found}, this one reads"
            f" {SCHEMA_VERSION}): set it aside and run `shopbot catalog import PATH` again"
        )
    if must_exist and get_meta(connection, "revision") is None:
        raise StoreError(NOTHING_YET.format(url=shown))
