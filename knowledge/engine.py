"""Opening a database by its URL, and saying plainly what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from knowledge.errors import StoreError
from knowledge.write_ahead import use_write_ahead_log

# How long a writer waits for another one, in seconds.
PATIENCE = 60

BUSY = ("database is locked", "canceling statement due to lock timeout")


@dataclass(frozen=True, slots=True)
class Opened:
    """A SQLAlchemy engine and what to call its database. May be shared by threads."""

    engine: Any
    shown: str
    is_sqlite: bool


def open_engine(url: str, *, missing: str = "") -> Opened:
    """An engine whose transactions show one state of the data.

    `missing` is the message for a file that should exist and does not, with a place for its
    name ("{url}"); without it the file is made. Raises StoreError where the URL cannot be used.
    """
    shown = url
    try:
        parsed = sa.engine.make_url(url)
        is_sqlite = parsed.get_backend_name() == "sqlite"
        shown = str(parsed.database) if is_sqlite else repr(parsed)
        if is_sqlite:
            _prepare_file(Path(parsed.database or ""), missing)
        return Opened(_sqlite(url) if is_sqlite else _server(url), shown, is_sqlite)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(f"SHOPBOT_DATABASE_URL cannot be used: {error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{shown} needs the package {error.name!r}: install it;"
            " shopbot[postgres] brings PostgreSQL's usual one"
        ) from error


@contextmanager
def plain_errors(shown: str, done: str) -> Iterator[None]:
    """Raise StoreError for whatever the database named `shown` refuses."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        said = str(error.orig).strip()
        if any(busy in said for busy in BUSY):
            said = "another process is writing to it: wait until that is done, and try again"
        raise StoreError(f"{shown} cannot be {done}: {said}") from error


def _prepare_file(path: Path, missing: str) -> None:
    if missing and not path.is_file():
        raise StoreError(missing.format(url=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {path.parent} cannot be made: {error.strerror}") from error


def _server(url: str) -> Any:
    return sa.create_engine(
        url,
        future=True,
        # A connection may have died while the shop was quiet.
        pool_pre_ping=True,
        executemany_mode="values_plus_batch",
    )


def _sqlite(url: str) -> Any:
    engine = sa.create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False, "timeout": PATIENCE},
    )

    # The driver would otherwise open transactions on its own and only for writes, so that
    # two reads could see two states (SQLAlchemy's documentation, "pysqlite", gives this cure).
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        use_write_ahead_log(connection, PATIENCE)
        connection.execute("PRAGMA foreign_keys=ON")

    # A writer that has read first could not go on where another one wrote meanwhile.
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "begin", begin)
    return engine
