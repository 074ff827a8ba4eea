"""One file, several channels, several processes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from knowledge.settings import PROJECT

VISIT = """
import sys
from pathlib import Path
from bot.channels.messaging.sqlite_inbox import SqliteInbox
inbox = SqliteInbox(Path(sys.argv[1]), "telegram")
print(inbox.waiting())
inbox.close()
"""


def visit(path: Path) -> int:
    """How many events another process finds, which opens the file and closes it again."""
    command = [sys.executable, "-c", VISIT, str(path)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return int(run.stdout)


def event(number: int) -> Incoming:
    return Incoming("telegram", f"event {number}", "ann", "text", "in 42?")


def test_a_process_that_comes_and_goes_takes_nothing_along(tmp_path: Path) -> None:
    """Closing a second file descriptor would drop this process's locks (POSIX), and the visitor
    would take its connection for the last one and delete the log that ours writes to."""
    path = tmp_path / "channels.db"
    with closing(SqliteInbox(path, "telegram")) as inbox, closing(SqliteInbox(path, "slack")):
        inbox.accept([event(1)], 1.0)
        assert visit(path) == 1
        inbox.accept([event(2)], 2.0)
        assert visit(path) == 2
