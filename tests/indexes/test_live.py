"""Requests go on while versions are built, loaded and deleted."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexes.build import build_index
from indexes.errors import IndexMismatchError, IndexMissingError
from indexes.live import Live
from indexes.loaded import Loaded
from indexes.local import LocalFiles
from indexes.search import Searcher
from indexes.versions import versions
from knowledge.model import Catalog
from knowledge.store import Store
from tests.indexes.small_shop import PRODUCTS, WordEncoder, product

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 12
SEARCHERS = 4


def renamed(number):
    """The same ids under titles that say which round they are of."""
    return Catalog(tuple(replace(p, title=f"{p.title} round{number}") for p in PRODUCTS))


def test_no_search_fails_or_mixes_two_versions(store, encoder, directory):
    store.import_catalog(renamed(0), replace=True)
    build_index(store, encoder, directory)
    searcher = Searcher.open(directory, encoder)
    over, errors, seen = threading.Event(), [], set()

    def search():
        try:
            while not over.is_set():
                rounds = {hit.title.split()[-1] for hit in searcher.search("round boot", k=10)}
                assert len(rounds) == 1
                seen.update(rounds)
                assert len({m.title.split()[-1] for m in searcher.link("snow boot")}) == 1
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(SEARCHERS)]
    for thread in threads:
        thread.start()
    for number in range(1, ROUNDS):
        store.import_catalog(renamed(number), replace=True)
        build_index(store, encoder, directory)
    # The last version arrives although nobody asks for it.
    while not errors and f"round{ROUNDS - 1}" not in seen:
        time.sleep(0.01)
    over.set()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(seen) > 2
    assert len(versions(directory)) == 2


def test_a_request_does_not_wait_for_a_version_that_loads_slowly(
    store, encoder, directory, monkeypatch
):
    build_index(store, encoder, directory)
    live = Live(directory, encoder, LocalFiles())
    first = live.latest()
    read, may_load = Loaded.read, threading.Event()

    def slow(*arguments):
        assert may_load.wait(60)
        return read(*arguments)

    monkeypatch.setattr(Loaded, "read", slow)
    store.import_catalog(renamed(1), replace=True)
    build_index(store, encoder, directory)
    assert [live.latest(), live.latest()] == [first, first]
    may_load.set()
    # The one loader that was started ends, and no second one is needed.
    live.refresh()
    assert live.latest().shelves["product"].entries[0].title.endswith("round1")


def test_parts_in_memory_are_not_read_again(store, encoder, directory):
    store.import_catalog(Catalog(tuple(product(f"Thing {n}") for n in range(50))), replace=True)
    build_index(store, encoder, directory)
    live = Live(directory, encoder, LocalFiles())
    before = live.latest()
    store.import_catalog(Catalog((product("Fjord Parka"),)), replace=False)
    build_index(store, encoder, directory)
    assert live.refresh()
    after = live.latest()
    assert after.parts["product/base"] is before.parts["product/base"]
    assert "product/added" in after.parts
    assert after.shelves["product"].size == before.shelves["product"].size + 1


def test_a_version_that_cannot_be_used_is_logged_once(store, encoder, directory, caplog):
    build_index(store, encoder, directory)
    searcher = Searcher.open(directory, encoder)
    build_index(store, WordEncoder("other"), directory)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert searcher.search("boot")
        searcher.refresh()
    assert caplog.text.count("keeping the index of before") == 1
    with pytest.raises(IndexMismatchError):
        Searcher.open(directory, encoder)


BUILDER = """
import sys
from pathlib import Path
from indexes.build import build_index
from indexes.versions import BuildRunningError
from knowledge.store import Store
from tests.indexes.small_shop import WordEncoder

store = Store({url!r})
built = 0
while built < 8:
    try:
        build_index(store, WordEncoder(), Path({directory!r}), full=True)
        built += 1
    except BuildRunningError:
        pass
store.close()
"""


def test_two_builders_at_once_leave_whole_versions(store, encoder, directory, tmp_path):
    build_index(store, encoder, directory)
    code = BUILDER.format(url=f"sqlite:///{tmp_path / 'shop.db'}", directory=str(directory))
    builders = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) for _ in range(2)]
    searcher = Searcher.open(directory, encoder)
    while any(builder.poll() is None for builder in builders):
        assert searcher.search("boot", k=1)[0].title == "Snow Boot"
        Searcher.open(directory, encoder)
    assert [builder.returncode for builder in builders] == [0, 0]
    # Each version that was built has a number of its own.
    assert [version.name for version in versions(directory)] == ["16", "17"]
    assert not list(directory.glob("staging-*"))
    assert Store(f"sqlite:///{tmp_path / 'shop.db'}").counts().products == len(PRODUCTS)


def test_an_index_that_is_not_required_is_taken_up_once_it_is_built(store, encoder, directory):
    searcher = Searcher.open(directory, encoder, required=False)
    for _ in range(2):
        with pytest.raises(IndexMissingError, match="run `shopbot index build`"):
            searcher.search("snow boot")
    build_index(store, encoder, directory)
    assert searcher.refresh()
    assert searcher.search("snow boot")
    assert searcher.link("snow boot")


def test_an_unusable_index_is_replaced_by_the_next_that_is_built(store, encoder, directory):
    build_index(store, WordEncoder("other"), directory)
    searcher = Searcher.open(directory, encoder, required=False)
    with pytest.raises(IndexMismatchError):
        searcher.search("snow boot")
    build_index(store, encoder, directory)
    searcher.refresh()
    assert searcher.search("snow boot")
