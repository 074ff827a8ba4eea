"""Limits of the open channels: REST's token, the widget's origins and rates, bodies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from sanic.compat import Header

from bot.channels.console import ConsoleInput
from bot.channels.guard import MAX_BODY, MAX_REQUEST, PEOPLE_AT_ADDRESS, address_of
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.rest import ShopRestInput
from bot.channels.widget import WidgetInput
from bot.scorecard.asking import ask_all
from bot.scorecard.model import Question, Reply
from knowledge.settings import SettingError, Settings
from tests.channels.serving import ScriptedAgent, says, serving

TOKEN = "rest-token-of-the-shop"
HELLO = {"sender": "anna", "message": "Hello"}
SHOP = "https://shop.example"


async def post(url: str, body: Any, **headers: str) -> tuple[int, Any, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, json=body, headers=named) as response,
    ):
        return response.status, await response.json(content_type=None), response.headers


@contextmanager
def rest(token: str) -> Iterator[tuple[str, ScriptedAgent]]:
    agent = ScriptedAgent(says({"text": "Hi!"}))
    with serving([ShopRestInput(token)], agent) as url:
        yield f"{url}/webhooks/rest/webhook", agent


async def test_rest_asks_for_its_token() -> None:
    with rest(TOKEN) as (url, agent):
        for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {TOKEN}x"}):
            status, body, headers = await post(url, HELLO, **given)
            assert (status, headers["WWW-Authenticate"]) == (401, "Bearer")
            assert "SHOPBOT_REST_TOKEN" in body["error"]
        # Not even what is wrong with a body is told to strangers.
        assert (await post(url, {}))[0] == 401
        assert not agent.heard
        assert (await post(url, HELLO, Authorization=f"Bearer {TOKEN}"))[0] == 200
        async with aiohttp.ClientSession() as http, http.get(url[: -len("webhook")]) as health:
            assert health.status == 200


async def test_without_a_token_rest_is_open_as_before() -> None:
    with rest("") as (url, _):
        assert (await post(url, HELLO))[0] == 200


async def test_rest_reads_bodies_up_to_a_limit() -> None:
    with rest("") as (url, agent):
        status, body, _ = await post(url, {**HELLO, "message": "a" * MAX_BODY})
        assert (status, "error" in body) == (413, True)
        assert not agent.heard
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=b"a" * (MAX_REQUEST + 1)) as r,
        ):
            assert (r.status, "size limit" in await r.text()) == (413, True)


def test_the_token_comes_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPBOT_REST_TOKEN", TOKEN)
    assert ShopRestInput.from_credentials(None)._token == TOKEN
    assert ConsoleInput.from_credentials(None)._token == ""


@contextmanager
def widget(tmp_path: Path, **limits: str) -> Iterator[tuple[str, ScriptedAgent]]:
    script = tmp_path / "shopbot.js"
    script.write_text("// the widget")
    settings = Settings(data=str(tmp_path), widget_origins_=SHOP)
    agent = ScriptedAgent(says({"text": "Hi!"}))
    with serving([WidgetInput(settings, script, ChannelSettings(**limits))], agent) as url:
        yield f"{url}/webhooks/widget", agent


async def token_of(url: str, **headers: str) -> dict[str, str]:
    _, body, _ = await post(f"{url}/session", {}, **headers)
    return {"Authorization": f"Bearer {body['token']}"}


@pytest.mark.parametrize("origin", ["https://else.example", "null", f"{SHOP}.else.example", ""])
async def test_other_sites_pages_are_refused(tmp_path: Path, origin: str) -> None:
    with widget(tmp_path) as (url, agent):
        assert (await post(f"{url}/session", {}, Origin=origin))[0] == 403
        known = await token_of(url, Origin=SHOP)
        status, body, _ = await post(f"{url}/message", {"text": "Hello"}, Origin=origin, **known)
        assert status == 403
        assert "SHOPBOT_WIDGET_ORIGINS" in body["error"]
        assert not agent.heard
        assert (await post(f"{url}/message", {"text": "Hello"}, Origin=SHOP, **known))[0] == 200


async def test_a_session_that_writes_too_fast_is_told_to_wait(tmp_path: Path) -> None:
    with widget(tmp_path, sender_limit_="3") as (url, agent):
        fast, other = await token_of(url), await token_of(url)
        answers = [await post(f"{url}/message", {"text": "Hello"}, **fast) for _ in range(4)]
        assert [status for status, _, _ in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[-1][2]["Retry-After"]) <= 20
        assert len(agent.heard) == 3
        assert (await post(f"{url}/message", {"text": "Hello"}, **other))[0] == 200


async def test_new_sessions_don_t_help_an_address(tmp_path: Path) -> None:
    with widget(tmp_path, sender_limit_="1", proxies_="1") as (url, _):
        near = {"X_Forwarded_For": "203.0.113.7"}
        statuses = [
            (await post(f"{url}/session", {}, **near))[0] for _ in range(PEOPLE_AT_ADDRESS + 1)
        ]
        assert statuses == [200] * PEOPLE_AT_ADDRESS + [429]
        forged = {"X_Forwarded_For": "198.51.100.9, 203.0.113.7"}
        assert (await post(f"{url}/session", {}, **forged))[0] == 429
        assert (await post(f"{url}/session", {}, X_Forwarded_For="203.0.113.8"))[0] == 200


async def test_the_channel_has_a_limit_of_its_own(tmp_path: Path) -> None:
    with widget(tmp_path, channel_limit_="0.001") as (url, _):
        status, _, headers = await post(f"{url}/session", {})
        assert (status, int(headers["Retry-After"]) > 100) == (429, True)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "address"),
    [
        (0, [], "203.0.113.7", "203.0.113.7"),
        (0, ["198.51.100.9"], "203.0.113.7", "203.0.113.7"),
        (1, ["198.51.100.9"], "10.0.0.1", "198.51.100.9"),
        (1, ["1.1.1.1, 198.51.100.9"], "10.0.0.1", "198.51.100.9"),
        (2, ["1.1.1.1, 198.51.100.9", "10.0.0.2"], "10.0.0.1", "198.51.100.9"),
        (2, ["198.51.100.9"], "203.0.113.7", "203.0.113.7"),
        (1, [], "203.0.113.7", "203.0.113.7"),
        (1, ["unknown"], "10.0.0.1", ""),
        (0, [], "127.0.0.1", ""),
        (0, [], "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_whom_our_own_proxies_saw(
    proxies: int, forwarded: list[str], peer: str, address: str
) -> None:
    headers = Header([("x-forwarded-for", value) for value in forwarded])
    assert address_of(SimpleNamespace(headers=headers, ip=peer), proxies) == address


@pytest.mark.parametrize("value", ["-1", "one", "²", "1.5"])
def test_a_wrong_number_of_proxies_is_named(value: str) -> None:
    with pytest.raises(SettingError, match="SHOPBOT_PROXIES"):
        _ = ChannelSettings(proxies_=value).proxies


async def test_our_own_score_card_brings_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPBOT_REST_TOKEN", TOKEN)
    heard: list[tuple[Reply, ...]] = []
    with rest(TOKEN) as (url, _):
        asked = Question("sizes", ("Hello",), ())
        base = url.removesuffix("/webhooks/rest/webhook")
        await ask_all(base, [asked], lambda _, replies: heard.append(replies))
    [[reply]] = heard
    assert not reply.error
