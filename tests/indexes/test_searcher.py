from __future__ import annotations

import logging
import shutil

import pytest

from indexes.build import build_index
from indexes.search import Searcher
from indexes.versions import current
from knowledge.model import Catalog
from tests.indexes.small_shop import product


@pytest.fixture
def searcher(store, encoder, directory):
    build_index(store, encoder, directory)
    return Searcher.open(directory, encoder)


def titles(hits):
    return [hit.title for hit in hits]


def test_words_find_products(searcher):
    hits = searcher.search("enamelled coffee mug", k=2)
    assert hits[0].title == "Camp Mug"
    assert hits[0].kind == "product"
    assert len(hits) == 2
    assert hits[0].score > hits[1].score


def test_meanings_find_what_words_do_not(store, directory, minilm):
    build_index(store, minilm, directory)
    searcher = Searcher.open(directory, minilm)
    assert titles(searcher.search("footwear for icy weather", k=1)) == ["Snow Boot"]
    assert titles(searcher.search("something to drink tea from", k=1)) == ["Camp Mug"]
    assert searcher.search("can I get my money back", k=1, kind="policy")[0].id == "returns#how"
    assert searcher.search("do you take VISA", k=1, kind="policy")[0].id == "payment#ways"


def test_kinds_do_not_mix(searcher):
    assert {hit.kind for hit in searcher.search("boot", kind="policy")} == {"policy"}


def test_ids_limit_what_is_found(searcher):
    hits = searcher.search("boot", ids={"camp-mug", "trail-runner-2", "gone"})
    assert {hit.id for hit in hits} == {"camp-mug", "trail-runner-2"}
    assert searcher.search("boot", ids=[]) == []
    assert searcher.search("boot", ids=["gone"]) == []


def test_many_queries_give_what_each_gives_alone(searcher):
    queries = ["boot", "linen shirt", "mug"]
    assert searcher.search_all(queries, k=3) == [searcher.search(q, k=3) for q in queries]


@pytest.mark.parametrize("query", ["", "   ", "🙂", "zzzz", "x" * 10_000, "'; DROP TABLE --"])
def test_any_text_is_a_query(searcher, query):
    assert len(searcher.search(query, k=3)) == 3
    assert searcher.link(query) == []


def test_a_new_version_is_picked_up_without_a_restart(searcher, store, encoder, directory):
    assert not searcher.refresh()
    store.import_catalog(Catalog((product("Fjord Parka"),)), replace=True)
    build_index(store, encoder, directory)
    assert titles(searcher.search("boot")) == ["Fjord Parka"]
    assert searcher.link("the fjord parka")[0].exact
    assert searcher.manifest.counts["product"] == 1


def test_a_broken_new_version_leaves_the_one_in_memory(searcher, store, encoder, directory, caplog):
    store.import_catalog(Catalog((product("Fjord Parka"),)), replace=False)
    build_index(store, encoder, directory)
    shutil.rmtree(current(directory) / "product")
    with caplog.at_level(logging.WARNING):
        assert searcher.search("mug", k=1)[0].title == "Camp Mug"
    assert "run `shopbot index build`" in caplog.text
