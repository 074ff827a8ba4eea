"""A connection to PostgreSQL that a search can do without."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from indexes.errors import VectorsUnreachableError, VectorsUrlError

log = logging.getLogger(__name__)

# A shopper waits for a search: one that takes longer goes without vectors, and the next
# attempt waits this long, both in seconds.
PATIENCE, PAUSE = 2, 10


class Connection:
    """Connects when it is first needed. May be shared by threads."""

    def __init__(self, url: str) -> None:
        """Raises VectorsUrlError for a URL of no PostgreSQL database."""
        try:
            parsed = sa.engine.make_url(url)
            if parsed.get_backend_name() != "postgresql":
                raise VectorsUrlError(parsed.get_backend_name())
            waits = {"connect_timeout": PATIENCE, "tcp_user_timeout": PATIENCE * 1000}
            self._engine = sa.create_engine(url, future=True, connect_args=waits)
        except (sa.exc.ArgumentError, ImportError) as error:
            raise VectorsUrlError(str(error)) from error
        self._shown = repr(parsed)
        self._again_at = 0.0

    @contextmanager
    def begin(self) -> Iterator[Any]:
        """A transaction that an exception rolls back. Raises VectorsUnreachableError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise VectorsUnreachableError(self._shown, str(error.orig).strip()) from error

    def search(
        self, query: str, candidates: int, values: Mapping[str, Any]
    ) -> Sequence[tuple[int, float]]:
        """Rows and figures; none, and one line in the log, while it cannot be reached."""
        if time.monotonic() < self._again_at:
            return []
        try:
            with self.begin() as connection:
                _prepare(connection, candidates)
                found = [(row, float(f)) for row, f in connection.execute(sa.text(query), values)]
        except VectorsUnreachableError as error:
            if not self._again_at:
                log.warning("searching by words alone: %s", error)
            self._again_at = time.monotonic() + PAUSE
            return []
        if self._again_at:
            log.info("searching by meaning again")
            self._again_at = 0.0
        return found


def _prepare(connection: Any, candidates: int) -> None:
    """Set what holds for one search."""
    connection.execute(sa.text(f"SET LOCAL statement_timeout = {PATIENCE * 1000}"))
    connection.execute(sa.text(f"SET LOCAL hnsw.ef_search = {candidates}"))
    # A filter may leave few of the graph's candidates: look on until there are enough.
    connection.execute(sa.text("SET LOCAL hnsw.iterative_scan = strict_order"))
