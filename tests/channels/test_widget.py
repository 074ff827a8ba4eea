from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.core.run import create_http_input_channels

from bot.channels.never_silent import MAX_TEXT, TOO_LONG
from bot.channels.rest import ShopRestInput
from bot.channels.sessions import Sessions
from bot.channels.widget import MAX_BODY, WidgetInput, shopper_text
from knowledge.settings import PROJECT, Settings
from tests.channels.serving import ScriptedAgent, says, serving

KEY = "k" * 40
SHOP = "https://shop.example"
BUTTONS = [{"title": "Blue", "payload": '/select_item{"product": "a"}'}]


@pytest.fixture
def agent() -> ScriptedAgent:
    return ScriptedAgent(
        says(
            {"text": "Which one?", "buttons": BUTTONS},
            {"text": "Or this?", "custom": {"type": "answer"}, "image": "/a.svg"},
        )
    )


@pytest_asyncio.fixture
async def widget(agent: ScriptedAgent, tmp_path: Path) -> AsyncIterator[aiohttp.ClientSession]:
    script = tmp_path / "shopbot.js"
    script.write_text("// the widget")
    settings = Settings(data=str(tmp_path), secret_=KEY, widget_origins_=SHOP)
    with serving([WidgetInput(settings, script)], agent) as url:
        async with aiohttp.ClientSession(url + "/webhooks/widget/") as session:
            yield session


async def new_token(widget: aiohttp.ClientSession) -> str:
    async with widget.post("session") as response:
        return str((await response.json())["token"])


async def post(widget: aiohttp.ClientSession, token: str, body: Any) -> tuple[int, Any]:
    bearer = {"Authorization": f"Bearer {token}"}
    async with widget.post("message", json=body, headers=bearer) as response:
        return response.status, await response.json()


async def test_replies_come_in_the_order_sent(widget: aiohttp.ClientSession) -> None:
    status, body = await post(widget, await new_token(widget), {"text": "the blue one"})
    assert status == 200
    assert body == [
        {"text": "Which one?", "buttons": BUTTONS},
        {"text": "Or this?"},
        {"custom": {"type": "answer"}},
        {"image": "/a.svg"},
    ]


async def test_the_conversation_is_the_sessions(
    widget: aiohttp.ClientSession, agent: ScriptedAgent
) -> None:
    token = await new_token(widget)
    await post(widget, token, {"text": "Hello", "sender": "somebody-else"})
    assert agent.heard[0].sender_id == Sessions(KEY).read(token)
    assert agent.heard[0].input_channel == "widget"


@pytest.mark.parametrize("token", ["", "nonsense", Sessions(KEY, timedelta(seconds=-1)).issue()])
async def test_without_a_valid_session_nothing_is_read(
    widget: aiohttp.ClientSession, agent: ScriptedAgent, token: str
) -> None:
    status, body = await post(widget, token, {"text": "Hello"})
    assert status == 401
    assert "error" in body
    assert not agent.heard


async def test_a_buttons_payload_reaches_rasa_as_it_is(
    widget: aiohttp.ClientSession, agent: ScriptedAgent
) -> None:
    await post(widget, await new_token(widget), {"payload": BUTTONS[0]["payload"]})
    assert agent.heard[0].text == BUTTONS[0]["payload"]


@pytest.mark.parametrize(
    "body",
    [
        {"payload": "/restart"},
        {"payload": "/session_start"},
        {"payload": "select_item"},
        {"payload": "/select_item{"},
        {"payload": '/select_item{"product": {"a": 1}}'},
        {"payload": '/select_item{"product": "' + "a" * 2000 + '"}'},
        {"payload": "/select_item@0.9"},
        {"payload": 7},
        {"text": None},
        {},
        [],
        "Hello",
        None,
    ],
    ids=str,
)
async def test_anything_else_is_refused(
    widget: aiohttp.ClientSession, agent: ScriptedAgent, body: Any
) -> None:
    status, answer = await post(widget, await new_token(widget), body)
    assert status == 400
    assert "error" in answer
    assert not agent.heard


@given(st.text(alphabet=st.sampled_from("/ \t\n\0\x1fa")) | st.text())
def test_no_text_is_a_command_to_rasa(text: str) -> None:
    read = UserMessage(shopper_text({"text": text})).text
    assert not (read or "").startswith("/")


async def test_ten_thousand_characters_are_read_and_more_get_a_sentence(
    widget: aiohttp.ClientSession, agent: ScriptedAgent
) -> None:
    token = await new_token(widget)
    await post(widget, token, {"text": "a" * MAX_TEXT})
    assert len(agent.heard[0].text) == MAX_TEXT
    _, body = await post(widget, token, {"text": "a" * (MAX_TEXT + 1)})
    assert body == [{"text": TOO_LONG}]


async def test_a_body_over_the_limit_is_refused(widget: aiohttp.ClientSession) -> None:
    status, body = await post(widget, await new_token(widget), {"text": "a" * MAX_BODY})
    assert status == 413
    assert "error" in body


@pytest.mark.parametrize("path", ["session", "message"])
async def test_the_shops_pages_may_call(widget: aiohttp.ClientSession, path: str) -> None:
    asks = {
        "Origin": SHOP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    async with widget.options(path, headers=asks) as response:
        assert response.status == 200
        assert response.headers["Access-Control-Allow-Origin"] == SHOP
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in response.headers
    async with widget.post(path, headers={"Origin": SHOP}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == SHOP


async def test_other_pages_may_not(widget: aiohttp.ClientSession) -> None:
    for method in ("OPTIONS", "POST"):
        origin = {"Origin": "https://else.example", "Access-Control-Request-Method": "POST"}
        async with widget.request(method, "session", headers=origin) as response:
            assert "Access-Control-Allow-Origin" not in response.headers


async def test_the_script_is_served_and_revalidated(widget: aiohttp.ClientSession) -> None:
    async with widget.get("shopbot.js") as response:
        assert response.content_type == "text/javascript"
        assert await response.text() == "// the widget"
        etag = response.headers["ETag"]
    async with widget.get("shopbot.js", headers={"If-None-Match": etag}) as response:
        assert response.status == 304


def test_rasa_opens_the_channels_that_credentials_yml_lists(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))
    channels = create_http_input_channels(None, str(PROJECT / "bot" / "credentials.yml"))
    assert {ShopRestInput, WidgetInput} <= {type(channel) for channel in channels}


def test_the_button_that_ends_a_handoff_passes() -> None:
    assert shopper_text({"payload": "/start_over"}) == "/start_over"


def test_payloads_of_questions_pass() -> None:
    payload = "/ask_sizes" + json.dumps({"product": "trail-2"})
    assert shopper_text({"payload": payload}) == payload
