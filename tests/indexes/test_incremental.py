"""An index that was brought up to date is the index that a full build makes."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexes.build import build_index
from indexes.manifest import Manifest
from indexes.search import Searcher
from indexes.shelf import ADDED, BASE
from indexes.versions import current, versions
from knowledge.model import Catalog
from knowledge.store import Store
from tests.indexes.small_shop import WordEncoder, product

WORDS = ("boot", "snow", "shirt", "linen", "mug", "steel", "lamp", "oak", "rain", "wool")
QUERIES = [*WORDS, "snow boot", "oak lamp steel", "thing"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
# A step changes, adds and deletes few of thirty products, or many at once.
STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 40), TITLES, max_size=4),
        st.sets(st.integers(0, 40), max_size=3),
        st.integers(0, 9).map(lambda n: n == 0),
    ),
    min_size=1,
    max_size=5,
)


def named(number, title):
    return replace(product(f"{title} {number}", description=title), id=str(number))


def shop(records):
    return Catalog(tuple(named(number, title) for number, title in sorted(records.items())))


def found(directory, query):
    searcher = Searcher.open(directory, WordEncoder())
    hits = {hit.id: hit.score for hit in searcher.search(query, k=100)}
    return hits, {(mention.id, mention.score) for mention in searcher.link(query, k=100)}


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_steps_lead_where_a_full_build_does(steps):
    records = {number: WORDS[number % 10] + " " + WORDS[number // 3 % 10] for number in range(30)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(f"sqlite:///{folder / 'shop.db'}")
        store.import_catalog(shop(records), replace=True)
        build_index(store, WordEncoder(), folder / "steps")
        for changed, deleted, anew in steps:
            records |= changed
            records = {} if anew else {k: t for k, t in records.items() if k not in deleted}
            store.import_catalog(shop(records), replace=True)
            manifest = build_index(store, WordEncoder(), folder / "steps")
            assert manifest.counts["product"] == len(records)
        build_index(store, WordEncoder(), folder / "full", full=True)
        for query in QUERIES:
            stepped, whole = found(folder / "steps", query), found(folder / "full", query)
            assert stepped[0] == pytest.approx(whole[0], abs=2e-3)
            assert stepped[1] == whole[1]
        store.close()


class Counting(WordEncoder):
    """Remembers how many texts it encoded."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def encode(self, texts):
        self.texts += texts
        return super().encode(texts)


@pytest.fixture
def large(store):
    products = tuple(product(f"Thing {number}") for number in range(100))
    store.import_catalog(Catalog(products), replace=True)
    return store


def test_only_what_changed_is_encoded_and_written(large, directory):
    build_index(large, WordEncoder(), directory)
    before = current(directory) / "product" / BASE
    large.import_catalog(Catalog((product("Fjord Parka"),)), replace=False)
    encoder = Counting()
    build_index(large, encoder, directory)
    assert encoder.texts
    assert all("Fjord Parka" in text for text in encoder.texts)
    after = current(directory) / "product" / BASE
    files = [path.relative_to(before) for path in before.rglob("*") if path.is_file()]
    assert files
    assert all((before / file).samefile(after / file) for file in files)
    hits = Searcher.open(directory, encoder).search("fjord parka", k=1)
    assert [hit.title for hit in hits] == ["Fjord Parka"]


def test_nothing_changed_makes_no_version(large, directory):
    first = build_index(large, WordEncoder(), directory)
    encoder = Counting()
    assert build_index(large, encoder, directory) == first
    assert not encoder.texts
    assert len(versions(directory)) == 1


def test_full_encodes_everything(large, directory):
    build_index(large, WordEncoder(), directory)
    encoder = Counting()
    build_index(large, encoder, directory, full=True)
    assert len({text for text in encoder.texts if "Thing" in text}) >= 100


def test_many_changes_write_the_base_anew_but_encode_no_more(large, directory):
    build_index(large, WordEncoder(), directory)
    new = tuple(product(f"Lamp {number}") for number in range(20))
    large.import_catalog(Catalog(new), replace=False)
    encoder = Counting()
    build_index(large, encoder, directory)
    assert all("Lamp" in text for text in encoder.texts)
    assert not (current(directory) / "product" / ADDED).exists()


def test_a_damaged_version_is_not_built_on(large, directory):
    build_index(large, WordEncoder(), directory)
    path = current(directory) / "product" / BASE / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-8] + b"\0" * 8)
    large.import_catalog(Catalog((product("Fjord Parka"),)), replace=False)
    build_index(large, WordEncoder(), directory)
    Manifest.load(current(directory)).check_files(current(directory))
    assert Searcher.open(directory, WordEncoder()).search("thing 7", k=1)[0].title == "Thing 7"


def test_another_recipe_is_not_built_on(large, directory, monkeypatch):
    build_index(large, WordEncoder(), directory)
    for module in ("build", "previous"):
        monkeypatch.setattr(f"indexes.{module}.recipe", lambda: "another")
    encoder = Counting()
    assert build_index(large, encoder, directory).recipe == "another"
    assert len(encoder.texts) >= 100


def test_filters_hold_among_old_and_new_rows(large, directory):
    build_index(large, WordEncoder(), directory)
    large.import_catalog(Catalog((product("Thing 500"),)), replace=False)
    build_index(large, WordEncoder(), directory)
    searcher = Searcher.open(directory, WordEncoder())
    wanted = {"thing-500", "thing-7", "thing-99"}
    assert {hit.id for hit in searcher.search("thing", k=10, ids=wanted)} == wanted
    assert np.isfinite([hit.similarity for hit in searcher.search("thing", k=100)]).all()
