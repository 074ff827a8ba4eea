"""The real assistant, started once for all tests that talk to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.bench.live import Live, live, settings_on_free_ports
from bot.supervisor.model import model_path
from bot.supervisor.prepare import train
from knowledge.settings import Settings


@pytest.fixture(scope="session")
def trained_model(request: pytest.FixtureRequest) -> Path:
    """The Rasa model: the one of `shopbot train`, else one kept in pytest's cache."""
    settings = Settings.from_env()
    if model_path(settings).is_file():
        return model_path(settings)
    cache = request.config.cache
    assert cache is not None
    return train(replace(settings, data=str(cache.mkdir("shopbot"))), Console(quiet=True))


@pytest.fixture(scope="session")
def stack(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demo shop's assistant on free ports, with data of its own."""
    settings = settings_on_free_ports(tmp_path_factory.mktemp("shop"))
    model = model_path(settings)
    model.parent.mkdir(parents=True)
    shutil.copy(trained_model, model)
    with live(settings) as running:
        yield running
