"""Where Rasa keeps conversations.

Rasa's SQL store opens SQLite as it comes: each of a turn's commits then waits for the disk
two or three times, a sixth of what Rasa does in a turn. With a write-ahead log it appends.
"""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import event

from knowledge.write_ahead import use_write_ahead_log

# How long one writer waits for another, in seconds.
PATIENCE = 5

# WAL stays consistent without a wait at each commit: a power cut may lose the last turns of
# a conversation, not the file.
PRAGMAS = ("PRAGMA synchronous=NORMAL", f"PRAGMA busy_timeout={PATIENCE * 1000}")


class ShopTrackerStore(SQLTrackerStore):
    """Rasa's SQL store, prompt on SQLite; other databases are used as they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prompt)
            # Connections from before would go on as SQLite comes.
            self.engine.dispose()


def _prompt(connection: Any, _: Any) -> None:
    use_write_ahead_log(connection, PATIENCE)
    for pragma in PRAGMAS:
        connection.execute(pragma)
