"""The small shop in a store, and the encoders."""

from __future__ import annotations

import pytest

from indexes.encoder import MiniLM
from knowledge.model import Catalog, Policies
from knowledge.store import Store
from tests.indexes.small_shop import PRODUCTS, SECTIONS, WordEncoder


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    store.import_catalog(Catalog(PRODUCTS), replace=True)
    store.import_policies(Policies(SECTIONS))
    yield store
    store.close()


@pytest.fixture
def encoder():
    return WordEncoder()


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "index"


@pytest.fixture(scope="session")
def minilm():
    return MiniLM()
