"""A store on disk and rows of the native format to break."""

from __future__ import annotations

import copy
import json

import pytest

from knowledge.store import Store

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


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'data' / 'shop.db'}"


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()
