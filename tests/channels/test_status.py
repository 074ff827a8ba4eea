from __future__ import annotations

import json
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from bot.channels.status import StatusInput, warm_up
from tests.channels.serving import ScriptedAgent, says, serving


class TrainedAgent(ScriptedAgent):
    """An agent whose model is loaded, or is not."""

    def __init__(self, *, ready: bool) -> None:
        super().__init__(says())
        self.ready = ready
        self.parsed: list[str] = []
        self.model_id = "abc"
        self.processor = SimpleNamespace(model_filename="abc.tar.gz")

    def is_ready(self) -> bool:
        return self.ready

    async def parse_message(self, text: str) -> None:
        self.parsed.append(text)


def get(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.load(response)


async def test_a_model_is_warm_after_it_has_understood_one_message():
    agent = TrainedAgent(ready=True)
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    await warm_up(app, None)
    assert len(agent.parsed) == 1
    assert app.ctx.is_warm


async def test_without_a_model_nothing_is_warm():
    app = SimpleNamespace(ctx=SimpleNamespace(agent=TrainedAgent(ready=False)))
    await warm_up(app, None)
    assert not hasattr(app.ctx, "is_warm")


def test_status_is_a_conflict_until_the_model_is_warm():
    with (
        serving([StatusInput()], TrainedAgent(ready=False)) as url,
        pytest.raises(urllib.error.HTTPError, match="409"),
    ):
        get(f"{url}/status")
