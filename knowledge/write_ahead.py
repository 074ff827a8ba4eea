"""SQLite's write-ahead log, switched on while others open the same file."""

from __future__ import annotations

import sqlite3
import time

# Between two attempts, in seconds.
PAUSE = 0.01


def use_write_ahead_log(connection: sqlite3.Connection, patience: float) -> None:
    """Let the SQLite file behind `connection` append its commits to a log, from now on.

    SQLite's own timeout does not hold for this switch: where two connections make it at the
    same moment, one of them is refused without a wait. So it is asked for again, for up to
    `patience` seconds. Raises sqlite3.OperationalError ("database is locked") after that.
    """
    end = time.monotonic() + patience
    while not _switched(connection, last=time.monotonic() >= end):
        time.sleep(PAUSE)


def _switched(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if last or not _is_busy(error):
            raise
        return False
    return True


def _is_busy(error: sqlite3.OperationalError) -> bool:
    # The lower byte is the kind; the rest says more about it.
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
