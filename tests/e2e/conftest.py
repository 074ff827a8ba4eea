"""The real assistant, started once for all tests that talk to it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.live import Live, live, settings_on_free_ports
from bot.supervisor.model import model_path
from bot.supervisor.plan import child_env
from bot.supervisor.prepare import DEMO, SHOPBOT
from knowledge.settings import PROJECT, Settings
from tests.e2e.other_shop import write


@pytest.fixture(scope="session")
def stack(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demo shop's assistant on free ports, with data of its own."""
    settings = _settings(tmp_path_factory.mktemp("shop"), trained_model)
    with live(settings) as running:
        yield running


@pytest.fixture(scope="module")
def other_stack(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The assistant of the generated shop, with the demo's policies."""
    folder = tmp_path_factory.mktemp("other")
    settings = _settings(folder / "data", trained_model)
    write(folder / "catalog.jsonl")
    for arguments in (
        ("catalog", "import", str(folder / "catalog.jsonl"), "--replace"),
        ("policies", "import", str(DEMO / "policies")),
    ):
        subprocess.run(
            (*SHOPBOT, *arguments), cwd=PROJECT, env=child_env(settings, os.environ), check=True
        )
    with live(settings) as running:
        yield running


def _settings(data: Path, trained_model: Path) -> Settings:
    """Settings on free ports whose folder already holds the Rasa model."""
    settings = settings_on_free_ports(data)
    model = model_path(settings)
    model.parent.mkdir(parents=True)
    shutil.copy(trained_model, model)
    return settings
