"""The vocabulary follows the records, and no turn waits for a large one."""

from __future__ import annotations

import logging
import threading
import time
from decimal import Decimal

import pytest

from actions import current
from actions.current import Current
from knowledge.model import Catalog, Money, Product, Variant
from knowledge.store import Store, StoreError


def product(title: str, price: str = "20") -> Product:
    variants = (Variant(f"{title}-1", Money(Decimal(price), "EUR"), stock=1),)
    return Product(title.lower(), title, variants)


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    store.import_catalog(Catalog((product("Oak Lamp"),)), replace=True)
    yield store
    store.close()


def until_it_knows(vocabularies, kind):
    while kind not in vocabularies.latest().kinds:
        time.sleep(0.01)


def test_it_follows_what_others_import(store, tmp_path):
    vocabularies = Current(store)
    other = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    other.import_catalog(Catalog((product("Snow Boot"),)), replace=False)
    until_it_knows(vocabularies, "boot")
    assert vocabularies.latest().kinds == {"lamp", "boot"}
    other.close()


def test_turns_go_on_with_the_one_of_before(store, monkeypatch):
    vocabularies = Current(store)
    before = vocabularies.latest()
    read, may_read, readers = current.read_vocabulary, threading.Event(), []

    def slow(of):
        readers.append(of)
        assert may_read.wait(60)
        return read(of)

    monkeypatch.setattr(current, "read_vocabulary", slow)
    store.import_catalog(Catalog((product("Snow Boot"),)), replace=False)
    assert [vocabularies.latest(), vocabularies.latest()] == [before, before]
    may_read.set()
    until_it_knows(vocabularies, "boot")
    assert readers == [store]


def test_a_price_alone_reads_nothing_anew(store, monkeypatch):
    vocabularies = Current(store)
    before, readers = vocabularies.latest(), []
    monkeypatch.setattr(current, "read_vocabulary", readers.append)
    store.import_catalog(Catalog((product("Oak Lamp", "21"),)), replace=True)
    assert vocabularies.latest() is before
    for thread in threading.enumerate():
        if thread.name == "vocabulary reader":
            thread.join()
    assert not readers


def test_what_cannot_be_read_is_logged_and_tried_again(store, monkeypatch, caplog):
    vocabularies = Current(store)
    before, read = vocabularies.latest(), current.read_vocabulary

    def failing(_):
        raise StoreError("it is locked")

    monkeypatch.setattr(current, "read_vocabulary", failing)
    store.import_catalog(Catalog((product("Snow Boot"),)), replace=False)
    with caplog.at_level(logging.WARNING):
        while "it is locked" not in caplog.text:
            assert vocabularies.latest() is before
    monkeypatch.setattr(current, "read_vocabulary", read)
    until_it_knows(vocabularies, "boot")
