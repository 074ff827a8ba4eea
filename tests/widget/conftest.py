"""Headless Chromium, and the pages it looks at.

With SHOPBOT_TEST_SHOP set to the address of a running demo shop, the same tests talk to
that stack; those that need scripted replies are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from knowledge.settings import PROJECT
from tests.missing import missing
from tests.widget.chat import Chat
from tests.widget.stage import Stage, scripted_stage

WIDGET = PROJECT / "bot" / "widget"

OpenChat = Callable[..., Chat]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    running = os.environ.get("SHOPBOT_TEST_SHOP", "").rstrip("/")
    if running:
        yield Stage(running)
        return
    with scripted_stage(tmp_path_factory.mktemp("stage")) as scripted:
        yield scripted


@pytest.fixture
def scripted(stage: Stage) -> Stage:
    if stage.agent is None:
        pytest.skip("needs scripted replies")
    stage.agent.heard.clear()
    return stage


@pytest.fixture
def visit(browser: Browser, stage: Stage) -> Iterator[OpenChat]:
    """A fresh visitor on a page of the shop; the browser's complaints fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str = "/", **options: object) -> Chat:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(complaints, message.type, message.text))
        page.goto(stage.shop + path)
        return Chat(page)

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def _note(complaints: list[str], kind: str, text: str) -> None:
    # Tests that cut the connection, and products without a picture, are meant to fail to load.
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        complaints.append(text)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The widget's development packages, installed if they are missing."""
    modules = WIDGET / "node_modules"
    if not (modules / "axe-core" / "axe.min.js").is_file():
        if shutil.which("npm") is None:
            missing("no npm: install Node.js 20 or newer")
        subprocess.run(
            ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"],
            cwd=WIDGET,
            check=True,
            capture_output=True,
        )
    return modules


@pytest.fixture
def violations(node_modules: Path) -> Callable[[Page], list[str]]:
    """What axe-core finds wrong with a page, the widget's shadow tree included."""
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        # evaluate() is not bound by the page's policy, as a script tag would be.
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        return [f"{v['id']}: {[node['target'] for node in v['nodes']]}" for v in found]

    return run
