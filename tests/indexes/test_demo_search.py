"""The search on the demo shop's catalogue, asked as shoppers ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indexes.build import build_index
from indexes.judgements import read_judgements
from indexes.measures import mean, measure
from indexes.search import Searcher
from indexes.text import WORD
from knowledge.importers.catalog import read_catalog
from knowledge.store import Store

DEMO = Path(__file__).resolve().parents[2] / "knowledge" / "sources" / "demo"
QRELS = Path(__file__).with_name("qrels") / "demo.csv"
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'shop.db'}")
    catalog, _ = read_catalog([DEMO])
    store.import_catalog(catalog, replace=True)
    yield store
    store.close()


@pytest.fixture(scope="module")
def searcher(store, minilm, tmp_path_factory):
    directory = tmp_path_factory.mktemp("index")
    build_index(store, minilm, directory)
    return Searcher.open(directory, minilm)


@pytest.fixture(scope="module")
def titles(store):
    return {product.id: product.title for product in store.products()}


def test_judged_queries_find_what_was_meant(searcher):
    judged = read_judgements(QRELS)
    found = {}
    for way in ("both", "words", "meaning"):
        hits = searcher.search_all([one.query for one in judged], 100, way=way)
        rankings = [[hit.id for hit in ranked] for ranked in hits]
        pairs = zip(rankings, judged, strict=True)
        found[way] = mean([measure(ranked, one.grades) for ranked, one in pairs]).ndcg_10
    assert found["both"] > 0.94
    assert found["both"] > max(found["words"], found["meaning"]) + 0.03


# The same errors each time: a few of all that are possible make one title into another's.
@settings(deadline=None, max_examples=150, derandomize=True)
@given(data=st.data())
def test_one_typing_error_in_a_title_still_finds_it_first(searcher, titles, data):
    id_ = data.draw(st.sampled_from(sorted(titles)))
    words = [m.span() for m in WORD.finditer(titles[id_]) if m.end() - m.start() >= 5]
    assume(words)
    start, end = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(start, end - 1))
    letter = data.draw(st.one_of(st.just(""), LETTERS))
    replaced = data.draw(st.sampled_from([0, 1]))
    query = titles[id_][:at] + letter + titles[id_][at + replaced :]
    assert searcher.search(query, k=1)[0].id == id_


@settings(deadline=None, max_examples=50)
@given(text=st.text(max_size=200))
def test_any_text_is_a_query(searcher, text):
    assert all(0 <= hit.relevance <= 1 for hit in searcher.search(text, k=5))


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("umbrela", "squall-umbrella"),
        ("rucksack 45 l", "pathfinder-45"),
        ("power bank 20,000mah", "reserve-power-bank"),
        ("wellies for kids", "puddle-kids-boot"),
        ("yogamat", "meridian-yoga-mat"),
        ("hollow-4", "hollow-4-tent"),
        ("hooded sweat shirt", "cove-hoodie"),
        ("loch scarves", "loch-scarf"),
    ],
)
def test_other_ways_to_say_it_find_the_same(searcher, query, id_):
    assert searcher.search(query, k=1)[0].id == id_


@pytest.mark.parametrize(
    "query", ["cordless drill", "dog food", "what is the meaning of life", "lipstick", "asdfgh"]
)
def test_nothing_fits_what_the_shop_does_not_have(searcher, query):
    assert searcher.search(query, min_relevance=0.3) == []


@pytest.mark.parametrize("query", ["winter boots", "wool socks", "tent for two", "head torch"])
def test_what_the_shop_has_is_relevant(searcher, query):
    assert searcher.search(query, k=1, min_relevance=0.3)
