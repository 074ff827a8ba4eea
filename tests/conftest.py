"""What several kinds of tests share: a trained model and a browser."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from bot.supervisor.model import model_path
from bot.supervisor.prepare import train
from knowledge.settings import Settings
from tests.missing import missing

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Parse:
    """What the pipeline understood of one message."""

    intent: str
    confidence: float
    entities: tuple[str, ...]


class NluModel:
    """The trained model behind one method."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent

    def parse(self, text: str) -> Parse:
        result = asyncio.run(self._agent.parse_message(text))
        entities = (f"{e['entity']}={e['value']}" for e in result["entities"])
        intent = result["intent"]
        return Parse(str(intent["name"]), intent["confidence"], tuple(entities))


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
def nlu_model(trained_model: Path) -> NluModel:
    from rasa.core.agent import Agent

    return NluModel(Agent.load(str(trained_model)))


# Not for the session: while Playwright runs, no other test can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        missing("no Chromium: install it as /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
