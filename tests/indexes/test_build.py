"""An index is complete or not there, and is refused where it does not fit."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexes.build import build_index, is_fresh
from indexes.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from indexes.manifest import FILE, Manifest
from indexes.search import Searcher
from indexes.versions import BuildRunningError, current, new_version, versions
from knowledge.model import Catalog
from knowledge.store import Store
from tests.indexes.small_shop import WordEncoder, product

PROJECT = Path(__file__).resolve().parents[2]


def test_the_manifest_says_what_is_in_the_index(store, encoder, directory):
    steps = []
    built = build_index(store, encoder, directory, lambda *step: steps.append(step))
    loaded = Manifest.load(current(directory))
    assert loaded == built
    assert loaded.counts == {"product": 4, "policy": 2}
    assert (loaded.encoder, loaded.dimension) == ("words", 64)
    assert loaded.content_hash == store.content_hash()
    assert steps == [
        ("Encoding", 4, 6), ("Indexing", 4, 4), ("Encoding", 6, 6), ("Indexing", 2, 2),
    ]  # fmt: skip


def test_an_index_is_fresh_until_texts_change(store, encoder, directory):
    assert not is_fresh(store, encoder, directory)
    build_index(store, encoder, directory)
    assert is_fresh(store, encoder, directory)
    assert not is_fresh(store, WordEncoder("other"), directory)
    store.import_catalog(Catalog((product("New Thing"),)), replace=False)
    assert not is_fresh(store, encoder, directory)


def test_the_version_before_is_kept(store, encoder, directory):
    for _ in range(4):
        build_index(store, encoder, directory, full=True)
    assert [path.name for path in versions(directory)] == ["3", "4"]
    assert current(directory).name == "4"


def test_a_shop_without_policies_or_products_has_an_index_too(tmp_path, encoder, directory):
    empty = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    build_index(empty, encoder, directory)
    searcher = Searcher.open(directory, encoder)
    assert searcher.search("boots") == []
    assert searcher.search("returns", kind="policy") == []
    assert searcher.link("the trail runner") == []
    empty.close()


def test_nothing_built_yet(encoder, directory):
    with pytest.raises(IndexMissingError, match="run `shopbot index build`"):
        Searcher.open(directory, encoder)


@pytest.mark.parametrize("other", [WordEncoder("other"), WordEncoder(dimension=32)])
def test_another_encoder_is_refused(store, encoder, directory, other):
    build_index(store, encoder, directory)
    with pytest.raises(IndexMismatchError, match="run `shopbot index build`"):
        Searcher.open(directory, other)


def test_another_schema_is_refused(store, encoder, directory):
    build_index(store, encoder, directory)
    manifest = current(directory) / FILE
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema": 99}))
    with pytest.raises(IndexMismatchError, match="schema 99"):
        Searcher.open(directory, encoder)


@pytest.mark.parametrize("name", [FILE, "product/base/vectors.faiss", "policy/base/entries.jsonl"])
@pytest.mark.parametrize("damage", ["removed", "cut", "changed"])
def test_a_damaged_file_is_refused(store, encoder, directory, name, damage):
    build_index(store, encoder, directory)
    path = current(directory) / name
    data = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"{}" + data[2:])
    with pytest.raises(IndexDamagedError, match="run `shopbot index build`"):
        Searcher.open(directory, encoder)


def test_a_failing_build_leaves_the_index_in_use(store, encoder, directory):
    build_index(store, encoder, directory)

    class Failing(WordEncoder):
        def encode(self, texts):
            raise MemoryError

    with pytest.raises(MemoryError):
        build_index(store, Failing(), directory, full=True)
    assert current(directory).name == "1"
    assert Searcher.open(directory, encoder).search("boot")
    assert not list(directory.glob("staging-*"))


def test_two_builders_do_not_meet(store, encoder, directory):
    with new_version(directory) as staging:
        (staging / "file").write_text("")
        with pytest.raises(BuildRunningError, match="Another"):
            build_index(store, encoder, directory)


KILLED = """
import time
from pathlib import Path
from indexes.build import build_index
from knowledge.store import Store
from tests.indexes.small_shop import WordEncoder

class Stuck(WordEncoder):
    def encode(self, texts):
        if any("return" in text for text in texts):
            print("half", flush=True)
            time.sleep(600)
        return super().encode(texts)

build_index(Store({url!r}), Stuck(), Path({directory!r}), full=True)
"""


def test_a_build_that_is_killed_halfway_is_never_loaded(store, encoder, directory, tmp_path):
    build_index(store, encoder, directory)
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    code = KILLED.format(url=url, directory=str(directory))
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        assert list(directory.glob("staging-*/product/*"))
        process.send_signal(signal.SIGKILL)
    assert current(directory).name == "1"
    assert Searcher.open(directory, encoder).search("boot")
    build_index(store, encoder, directory, full=True)
    assert current(directory).name == "2"
    assert not list(directory.glob("staging-*"))
