"""Vectors in PostgreSQL with pgvector: the way past one machine's memory.

Each part of a shelf is a table of its own, which is complete before a version that names
it is put in use, and dropped once no version does. The pointer to the version in use stays
a file: promotion is the same as with vectors in files.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from indexes.connection import Connection
from indexes.dense import Progress, Rows, Scores, Subset
from indexes.encoder import Vectors
from indexes.errors import IndexMismatchError, VectorsUnreachableError
from indexes.local import BUILDING, GRAPH_FROM, LINKS, SEARCHING

FILE, OWNER = "vectors.json", "vectors.id"

# Rows of one COPY, and the most candidates that pgvector keeps in a search.
BATCH, MOST = 10_000, 1000

# What COPY's binary form starts and ends with, as PostgreSQL's manual has it.
HEAD, TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


class TableVectors:
    """Unit vectors by row in one table. Where it cannot be reached, nothing is near."""

    def __init__(self, connection: Connection, table: str, rows: int) -> None:
        self._connection = connection
        self._table = table
        self._rows = rows

    @property
    def rows(self) -> int:
        return self._rows

    @property
    def type(self) -> str:
        return "pgvector"

    def nearest(self, vector: Vectors, k: int, among: Subset | None) -> tuple[Rows, Scores]:
        """At most `k` rows nearest to a unit vector and their cosines, best first."""
        where, values = _condition(among)
        query = f"""
            SELECT row, -(vector <#> CAST(:vector AS halfvec)) AS cosine FROM {self._table}
            {where} ORDER BY vector <#> CAST(:vector AS halfvec) LIMIT :k"""  # noqa: S608
        candidates = min(MOST, max(SEARCHING, k))
        return self._search(query, candidates, values | {"vector": _text(vector), "k": k})

    def similarities(self, vector: Vectors, rows: Rows) -> Scores:
        """The cosines of `rows` with a unit vector."""
        query = f"""
            SELECT row, -(vector <#> CAST(:vector AS halfvec)) AS cosine FROM {self._table}
            WHERE row = ANY(:rows)"""  # noqa: S608
        values = {"vector": _text(vector), "rows": rows.tolist()}
        found = dict(zip(*self._search(query, SEARCHING, values), strict=True))
        return np.array([found.get(row, 0.0) for row in rows], dtype=np.float32)

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors themselves. Raises VectorsUnreachableError."""
        query = f"SELECT row, vector::real[] FROM {self._table} WHERE row = ANY(:rows)"  # noqa: S608
        with self._connection.begin() as connection:
            found = dict(connection.execute(sa.text(query), {"rows": rows.tolist()}).all())
        return np.array([found[row] for row in rows.tolist()], dtype=np.float32)

    def exists(self) -> bool:
        """Whether the table is there, or nobody can tell at the moment."""
        try:
            with self._connection.begin() as connection:
                query = sa.text("SELECT to_regclass(:table)")
                return connection.execute(query, {"table": self._table}).scalar() is not None
        except VectorsUnreachableError:
            return True

    def save(self, directory: Path) -> None:
        named = {"table": self._table, "rows": self._rows}
        (directory / FILE).write_text(json.dumps(named), "utf-8")

    def _search(self, query: str, candidates: int, values: dict[str, Any]) -> tuple[Rows, Scores]:
        found = self._connection.search(query, candidates, values)
        rows = np.array([row for row, _ in found], dtype=np.int64)
        return rows, np.array([cosine for _, cosine in found], dtype=np.float32)


class Tables:
    """Keeps vectors in the PostgreSQL database behind a SQLAlchemy URL."""

    def __init__(self, url: str, directory: Path) -> None:
        """Raises VectorsUrlError for a URL of no PostgreSQL database. Connects when needed.

        The index in `directory` never touches tables of another index.
        """
        self._connection = Connection(url)
        self._directory = directory

    def build(self, vectors: Vectors, progress: Progress | None = None) -> TableVectors:
        """Copy unit `vectors`, shape (rows, dimension), into a new table.

        Raises VectorsUnreachableError.
        """
        rows, dimension = vectors.shape
        table = f"{self._prefix()}{secrets.token_hex(6)}"
        with self._connection.begin() as connection:
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
            columns = f"row integer PRIMARY KEY, vector halfvec({dimension}) NOT NULL"
            connection.execute(sa.text(f"CREATE TABLE {table} ({columns})"))
            for start in range(0, rows, BATCH):
                _copy(connection, table, vectors[start : start + BATCH], start)
                if progress:
                    progress(min(start + BATCH, rows), rows)
            if rows >= GRAPH_FROM:
                # A graph that does not fit into this much memory is built many times slower.
                connection.execute(sa.text("SET LOCAL maintenance_work_mem = '2GB'"))
                graph = f"hnsw (vector halfvec_ip_ops) WITH (m={LINKS}, ef_construction={BUILDING})"
                connection.execute(sa.text(f"CREATE INDEX ON {table} USING {graph}"))
        return TableVectors(self._connection, table, rows)

    def load(self, directory: Path) -> TableVectors:
        """Raises IndexMismatchError where the vectors were not kept in a database."""
        if not (directory / FILE).is_file():
            raise IndexMismatchError("The vectors of the index are not in SHOPBOT_VECTORS_URL")
        named = json.loads((directory / FILE).read_text("utf-8"))
        return TableVectors(self._connection, named["table"], named["rows"])

    def holds(self, directory: Path) -> bool:
        """Whether the table is there, or nobody can tell at the moment."""
        return (directory / FILE).is_file() and self.load(directory).exists()

    def keep(self, directories: Collection[Path]) -> None:
        """Drop tables of this index that none of these folders refers to.

        Raises VectorsUnreachableError.
        """
        files = [directory / FILE for directory in directories]
        named = {json.loads(f.read_text("utf-8"))["table"] for f in files if f.is_file()}
        query = "SELECT tablename FROM pg_tables WHERE tablename LIKE :prefix"
        with self._connection.begin() as connection:
            prefix = self._prefix().replace("_", r"\_") + "%"
            found = connection.execute(sa.text(query), {"prefix": prefix}).scalars().all()
            for table in set(found) - named:
                connection.execute(sa.text(f"DROP TABLE {table}"))

    def _prefix(self) -> str:
        """What the names of this index's tables start with."""
        path = self._directory / OWNER
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(secrets.token_hex(4), "utf-8")
        return f"shopbot_{path.read_text('utf-8')}_"


def _condition(among: Subset | None) -> tuple[str, dict[str, Any]]:
    """The rows that count as a condition in SQL, named by whichever are fewer."""
    if among is None:
        return "", {}
    if 2 * len(among.rows) <= among.of:
        return "WHERE row = ANY(:rows)", {"rows": among.rows.tolist()}
    others = np.setdiff1d(np.arange(among.of), among.rows)
    return "WHERE row <> ALL(:rows)", {"rows": others.tolist()}


def _copy(connection: Any, table: str, vectors: Vectors, start: int) -> None:
    """Send rows in COPY's binary form; a halfvec is its dimension, a zero and its halves."""
    count, dimension = vectors.shape
    form = [
        ("fields", ">i2"), ("row_bytes", ">i4"), ("row", ">i4"), ("vector_bytes", ">i4"),
        ("dimension", ">i2"), ("zero", ">i2"), ("halves", ">f2", (dimension,)),
    ]  # fmt: skip
    rows = np.zeros(count, dtype=form)
    rows["fields"], rows["row_bytes"], rows["row"] = 2, 4, np.arange(start, start + count)
    rows["vector_bytes"], rows["dimension"] = 4 + 2 * dimension, dimension
    rows["halves"] = vectors
    with connection.connection.cursor() as cursor:
        data = io.BytesIO(HEAD + rows.tobytes() + TAIL)
        cursor.copy_expert(f"COPY {table} (row, vector) FROM STDIN WITH (FORMAT binary)", data)


def _text(vector: Vectors) -> str:
    return "[" + ",".join(map(str, vector.tolist())) + "]"
