"""`index verify` sees what loading an index does not."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from bot.cli.index import command
from indexes.build import build_index
from indexes.errors import IndexDamagedError, IndexMismatchError, IndexUnusableError
from indexes.local import LocalFiles
from indexes.manifest import FILE
from indexes.verify import verify
from indexes.versions import current
from knowledge.model import Catalog
from tests.indexes.small_shop import PRODUCTS, WordEncoder, product


def check(store, encoder, directory):
    return verify(store, encoder, directory, LocalFiles())


def test_a_sound_index_is_found_sound(store, encoder, directory):
    build_index(store, encoder, directory)
    found = check(store, encoder, directory)
    assert (found.version.name, found.sampled) == ("1", 6)


@pytest.mark.parametrize(
    ("products", "says"),
    [
        ((*PRODUCTS, product("Fjord Parka")), "'fjord-parka' is not in the index"),
        (PRODUCTS[:2], "'camp-mug' is not in the store any more, as 1 others"),
        ((*PRODUCTS[:3], replace(PRODUCTS[3], description="Tin.")), "'camp-mug' has changed"),
    ],
)
def test_records_that_differ_are_named(store, encoder, directory, products, says):
    build_index(store, encoder, directory)
    store.import_catalog(Catalog(products), replace=True)
    with pytest.raises(IndexMismatchError, match=f"{says}: run `shopbot index build`"):
        check(store, encoder, directory)
    build_index(store, encoder, directory)
    assert check(store, encoder, directory)


class Broken(WordEncoder):
    def encode(self, texts):
        return super().encode(texts) * np.float32(np.nan)


class Other(WordEncoder):
    """Another model under the same name."""

    def encode(self, texts):
        return np.roll(super().encode(texts), 1, axis=1)


def test_vectors_that_are_no_numbers_are_found(store, directory):
    build_index(store, Broken(), directory)
    with pytest.raises(IndexDamagedError, match="not of unit length"):
        check(store, WordEncoder(), directory)


def test_a_model_that_changed_under_its_name_is_found(store, directory):
    build_index(store, Other(), directory)
    with pytest.raises(IndexDamagedError, match="not found by its own text"):
        check(store, WordEncoder(), directory)


def test_counts_that_do_not_fit_are_found(store, encoder, directory):
    build_index(store, encoder, directory)
    path = current(directory) / FILE
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(values | {"counts": {"product": 5, "policy": 2}}), "utf-8")
    with pytest.raises(IndexDamagedError, match="counts 5"):
        check(store, encoder, directory)


def test_a_file_that_changed_is_found(store, encoder, directory):
    build_index(store, encoder, directory)
    path = current(directory) / "product" / "base" / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(IndexUnusableError, match="not as it was built"):
        check(store, encoder, directory)


@pytest.fixture
def shopbot(store, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))
    monkeypatch.setattr("bot.cli.index.load_encoder", lambda source: WordEncoder())
    return lambda *words: CliRunner().invoke(command, list(words))


def test_the_commands_say_what_they_found(shopbot, store):
    missing = shopbot("verify")
    assert missing.exit_code == 1
    assert "run `shopbot index build`" in missing.output
    assert shopbot("build").output == "Version 1 is in use: 4 products and 2 policy sections.\n"
    verified = shopbot("verify")
    assert verified.exit_code == 0
    assert "Version 1 is sound: 4 products and 2 policy sections" in verified.output
    store.import_catalog(Catalog((product("Fjord Parka"),)), replace=False)
    stale = shopbot("verify")
    assert stale.exit_code == 1
    assert "'fjord-parka' is not in the index" in stale.output
    assert "Version 2 is in use: 5 products" in shopbot("build").output
    assert "Version 2 is in use" in shopbot("build").output
    assert "Version 3 is in use" in shopbot("build", "--full").output
    lines = shopbot("list").output.splitlines()
    assert [line[:3] for line in lines] == ["  2", "* 3"]
    assert all(" words " in line and "5 products" in line and " flat " in line for line in lines)
