"""What a start makes first, with the real demo records and no process that takes long."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from bot.supervisor.model import model_path
from bot.supervisor.prepare import (
    DEMO,
    PrepareError,
    index_is_fresh,
    run_step,
    store_is_empty,
    train,
)
from indexes.build import build_index
from indexes.encoder import SHIPPED
from knowledge.importers.catalog import read_catalog
from knowledge.settings import Settings
from knowledge.store import Store


class FlatEncoder:
    """Finds everything alike; carries the name of the encoder that ships."""

    name = SHIPPED
    dimension = 2

    def encode(self, texts):
        return np.tile(np.array([1, 0], dtype=np.float32), (len(texts), 1))


@pytest.fixture
def settings(tmp_path):
    return Settings(data=str(tmp_path))


@pytest.fixture
def quiet():
    return Console(quiet=True)


def put_demo_in(settings):
    catalog, _ = read_catalog([DEMO])
    store = Store(settings.database_url)
    store.import_catalog(catalog, replace=True)
    return store


def test_a_store_is_empty_until_something_was_imported(settings):
    assert store_is_empty(settings)
    put_demo_in(settings).close()
    assert not store_is_empty(settings)


def test_an_index_is_fresh_until_the_records_or_the_encoder_change(settings):
    store = put_demo_in(settings)
    assert not index_is_fresh(settings)
    build_index(store, FlatEncoder(), settings.index_dir)
    assert index_is_fresh(settings)
    assert not index_is_fresh(Settings(data=settings.data, encoder="another"))
    catalog, _ = read_catalog([DEMO])
    cheaper = replace(catalog, products=catalog.products[:-1], reviews=())
    store.import_catalog(cheaper, replace=True)
    assert not index_is_fresh(settings)


def test_a_model_that_is_there_is_not_trained_again(settings, quiet):
    model = model_path(settings)
    model.parent.mkdir(parents=True)
    model.touch()
    assert train(settings, quiet) == model
    assert not (settings.data_dir / "logs").exists()


def test_a_step_that_fails_says_why_and_where_its_output_is(settings, quiet):
    command = (sys.executable, "-c", "raise ValueError('no such catalogue')")
    with pytest.raises(PrepareError, match="ValueError: no such catalogue") as error:
        run_step(settings, quiet, "import", command)
    assert str(settings.data_dir / "logs" / "import.log") in str(error.value)
