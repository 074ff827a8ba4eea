"""A store on disk and rows of the native format to break."""

from __future__ import annotations

import copy
import itertools
import json

import pytest
import sqlalchemy as sa

from knowledge.store import Store
from tests.postgres import database, postgres

NUMBERS = itertools.count()

ROW = {
    "id": "trail-2",
    "title": "Trail Runner 2",
    "description": "A light shoe for forest paths.",
    "brand": "Kelvik",
    "category": "Shoes > Running",
    "tags": ["running"],
    "attributes": {"material": "mesh"},
    "variants": [
        {"sku": "TR2-41", "options": {"size": 41, "Colour": "Blue"}, "price": "89.90",
         "currency": "EUR", "stock": 3},
        {"sku": "TR2-42", "options": {"size": "42"}, "price": 89.9, "currency": "eur",
         "stock": None},
    ],
}  # fmt: skip


@pytest.fixture
def row():
    return copy.deepcopy(ROW)


@pytest.fixture
def write(tmp_path):
    """Write rows (or lines of text) as JSONL and return the path."""

    def to_file(*rows, name="catalog.jsonl"):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return to_file


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL of its own; the folder of its socket."""
    with postgres() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Where a new and empty store can be, in either kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'shop.db'}"
    else:
        with database(request.getfixturevalue("server"), f"shop{next(NUMBERS)}") as found:
            yield found


@pytest.fixture
def by_hand(url):
    """Run one statement past the store."""

    def run(statement):
        engine = sa.create_engine(url, future=True)
        with engine.begin() as connection:
            result = connection.execute(sa.text(statement))
            rows = result.all() if result.returns_rows else []
        engine.dispose()
        return rows

    return run


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()
