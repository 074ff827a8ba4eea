from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.settings import PROJECT
from knowledge.write_ahead import use_write_ahead_log

# Says when it is there, and switches when it is told to.
SWITCH = """
import sqlite3, sys
from knowledge.write_ahead import use_write_ahead_log
connection = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
print("ready", flush=True)
sys.stdin.readline()
use_write_ahead_log(connection, 60)
connection.execute("INSERT INTO visits VALUES (1)")
connection.close()
"""
AT_ONCE = 6


def old_file(path: Path) -> Path:
    """A database that keeps SQLite's own kind of journal."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE visits (n)")
    return path


def switch_at_once(path: Path) -> list[int]:
    """The exit statuses of processes that switch one file at the same moment."""
    command = [sys.executable, "-c", SWITCH, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": PROJECT}
    processes = [subprocess.Popen(command, **pipes) for _ in range(AT_ONCE)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]


@pytest.mark.parametrize("attempt", range(5))
def test_all_who_switch_at_the_same_moment_get_through(attempt: int, tmp_path: Path) -> None:
    path = old_file(tmp_path / "shop.db")
    assert switch_at_once(path) == [0] * AT_ONCE
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT count(*) FROM visits").fetchone() == (AT_ONCE,)


def test_a_file_that_stays_locked_is_given_up(tmp_path: Path) -> None:
    path = old_file(tmp_path / "shop.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(path, timeout=0)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                use_write_ahead_log(other, 0.05)
            writer.execute("ROLLBACK")
            use_write_ahead_log(other, 0.05)


def test_what_is_no_database_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_text("not a database " * 100)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError):
        use_write_ahead_log(connection, 60)
