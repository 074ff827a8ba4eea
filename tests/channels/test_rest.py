from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage

from bot.channels.console import ConsoleInput
from bot.channels.never_silent import EMPTY, FAILED
from bot.channels.rest import ShopRestInput
from tests.channels.serving import ScriptedAgent, says, serving

WEBHOOK = "/webhooks/rest/webhook"


@pytest.fixture
def agent() -> ScriptedAgent:
    return ScriptedAgent(says({"text": "We have it in 42.", "custom": {"type": "answer"}}))


@pytest_asyncio.fixture
async def rest(agent: ScriptedAgent) -> AsyncIterator[aiohttp.ClientSession]:
    with serving([ShopRestInput()], agent) as url:
        async with aiohttp.ClientSession(url) as session:
            yield session


async def post(rest: aiohttp.ClientSession, body: Any, **query: str) -> tuple[int, Any]:
    async with rest.post(WEBHOOK, json=body, params=query) as response:
        return response.status, await response.json(content_type=None)


async def test_the_contract_is_rasas_own(rest: aiohttp.ClientSession, agent: ScriptedAgent) -> None:
    status, body = await post(rest, {"sender": "anna", "message": "in 42?"})
    assert status == 200
    assert body == [
        {"recipient_id": "anna", "text": "We have it in 42."},
        {"recipient_id": "anna", "custom": {"type": "answer"}},
    ]
    assert (agent.heard[0].text, agent.heard[0].input_channel) == ("in 42?", "rest")


async def test_a_silent_turn_is_answered(rest: aiohttp.ClientSession, agent: ScriptedAgent) -> None:
    agent.script = says()
    _, body = await post(rest, {"sender": "anna", "message": "Hello"})
    assert body == [{"recipient_id": "anna", "text": FAILED}]


async def test_the_terminal_is_answered_where_rasas_shell_asks(agent: ScriptedAgent) -> None:
    agent.script = says()
    with serving([ConsoleInput()], agent) as url:
        async with aiohttp.ClientSession(url) as shell:
            _, body = await post(shell, {"sender": "anna", "message": "Hello"}, stream="true")
    assert body == {"recipient_id": "anna", "text": FAILED}


async def test_a_stream_ends_after_a_broken_turn(
    rest: aiohttp.ClientSession, agent: ScriptedAgent
) -> None:
    async def broken(message: object) -> None:
        raise RuntimeError

    agent.script = broken
    _, body = await post(rest, {"sender": "anna", "message": "Hello"}, stream="true")
    assert body == {"recipient_id": "anna", "text": FAILED}


async def test_no_text_is_a_message_like_any_other(rest: aiohttp.ClientSession) -> None:
    _, body = await post(rest, {"sender": "anna", "message": ""})
    assert body == [{"recipient_id": "anna", "text": EMPTY}]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"sender": "anna"}, "message"),
        ({"sender": "anna", "message": None}, "message"),
        ({"sender": "anna", "message": ["a"]}, "message"),
        ({"message": "Hello"}, "sender"),
        ({"sender": 7, "message": "Hello"}, "sender"),
        ({"sender": " ", "message": "Hello"}, "sender"),
        ({"sender": "anna", "message": "Hello", "metadata": "x"}, "metadata"),
        ({"sender": "anna", "message": "Hello", "input_channel": 1}, "input_channel"),
        (["Hello"], "object"),
        ("Hello", "object"),
    ],
)
async def test_a_malformed_body_is_refused_by_name(
    rest: aiohttp.ClientSession,
    agent: ScriptedAgent,
    caplog: pytest.LogCaptureFixture,
    body: Any,
    named: str,
) -> None:
    status, answer = await post(rest, body)
    assert status == 400
    assert named in answer["error"]
    assert not agent.heard
    assert not [r for r in caplog.records if r.levelno >= logging.ERROR]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe"])
async def test_what_is_not_json_is_refused(
    rest: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, raw: bytes
) -> None:
    async with rest.post(WEBHOOK, data=raw) as response:
        assert response.status == 400
        assert "JSON" in (await response.json())["error"]
    assert not [r for r in caplog.records if r.levelno >= logging.ERROR]


async def test_a_client_that_gives_up_leaves_no_text_in_the_log(
    rest: aiohttp.ClientSession,
    agent: ScriptedAgent,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    begun, ended = threading.Event(), threading.Event()

    async def hangs(message: UserMessage) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    agent.script = hangs
    asking = asyncio.create_task(post(rest, {"sender": "anna", "message": "my secret address"}))
    assert await asyncio.to_thread(begun.wait, 20)
    asking.cancel()
    assert await asyncio.to_thread(ended.wait, 20)
    # The server has to be through with that request before the log is looked at.
    agent.script = says({"text": "Hi!"})
    assert (await post(rest, {"sender": "ben", "message": "Hello"}))[0] == 200
    logged = caplog.text + "".join(capfd.readouterr())
    assert "secret" not in logged


async def test_health_stays(rest: aiohttp.ClientSession) -> None:
    async with rest.get("/webhooks/rest/") as response:
        assert await response.json() == {"status": "ok"}
