"""What holds on every platform: who is let in, what is kept, and what is not told."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import aiohttp
import pytest

from bot.channels.messaging.answering import TOO_FAST
from bot.channels.messaging.channel import INBOX_FILE
from bot.channels.messaging.door import MAX_BODY
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.never_silent import FAILED
from bot.channels.platforms import check
from bot.channels.rest import ShopRestInput
from knowledge.settings import SettingError, Settings
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent, says, serving
from tests.channels.shops import every_platform, platform_of, post, repeats, shop, until, waiting


@every_platform
async def test_whoever_writes_too_fast_is_told_once(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(repeats)
    async with shop(case, stand_in, tmp_path, agent, sender_limit_="3") as url:
        for number in range(1, 8):
            await post(http, url, case.text(number, "ann", f"question {number}"))
        # Somebody else is not concerned, and comes last.
        await until(lambda: len(case.said(stand_in)) == 4)
        await post(http, url, case.text(9, "ben", "question 9"))
        await until(lambda: len(case.said(stand_in)) == 5)
    assert [message.text for message in agent.heard][-1] == "question 9"
    assert case.said(stand_in).count(TOO_FAST) == 1


@every_platform
async def test_a_channel_that_is_flooded_asks_to_be_asked_again(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(says())
    async with shop(case, stand_in, tmp_path, agent, channel_limit_="0.001") as url:
        request = case.text(1, "ann", "Hi")
        async with http.post(url + request.target, data=b"{}") as unsigned:
            assert unsigned.status == 401
        assert await post(http, url, request) == 429


@every_platform
async def test_a_turn_that_fails_is_answered_too(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with shop(case, stand_in, tmp_path, ScriptedAgent(says())) as url:
        await post(http, url, case.text(1, "ann", "in 42?"))
        await until(lambda: len(case.said(stand_in)) == 1)
    assert case.said(stand_in) == [FAILED]


@every_platform
async def test_silence_that_is_meant_is_kept(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(says({"custom": {"type": "handoff", "state": "waiting"}}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        await post(http, url, case.text(1, "ann", "in 42?"))
        await until(lambda: waiting(case, tmp_path) == 0)
    assert not case.said(stand_in)


@every_platform
async def test_neither_sender_nor_text_are_in_log_or_store(
    case: Case,
    stand_in: StandIn,
    http: aiohttp.ClientSession,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    agent = ScriptedAgent(repeats)
    request = case.text(1, "ann", "my secret address")
    [event] = platform_of(case, stand_in).parse(request)
    async with shop(case, stand_in, tmp_path, agent) as url:
        await post(http, url, request)
        await until(lambda: len(case.said(stand_in)) == 1)
        await until(lambda: waiting(case, tmp_path) == 0)
    assert event.sender not in agent.heard[0].sender_id
    left = caplog.text.encode() + everything_in(tmp_path)
    assert b"secret" not in left
    for personal in {event.sender, *event.address.values()} - {""}:
        assert personal.encode() not in left


@every_platform
async def test_a_body_over_the_limit_is_refused_before_it_is_read(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with shop(case, stand_in, tmp_path, ScriptedAgent(repeats)) as url:
        address = url + case.text(1, "ann", "Hi").target
        async with http.post(address, data=b" " * (MAX_BODY + 1)) as response:
            assert response.status == 413


@every_platform
async def test_what_can_not_be_kept_is_to_be_delivered_again(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with shop(case, stand_in, tmp_path, ScriptedAgent(repeats)) as url:
        with sqlite3.connect(tmp_path / INBOX_FILE) as database:
            database.execute("ALTER TABLE seen RENAME TO away")
        assert await post(http, url, case.text(1, "ann", "Hi")) == 503
        with sqlite3.connect(tmp_path / INBOX_FILE) as database:
            database.execute("ALTER TABLE away RENAME TO seen")
        assert await post(http, url, case.text(1, "ann", "Hi")) == 200
        await until(lambda: case.said(stand_in) == ["Hi"])


@every_platform
def test_without_its_variables_a_channel_is_off(case: Case, tmp_path: Path) -> None:
    channel = case.input_type.of(Settings(data=str(tmp_path)), ChannelSettings())
    channels = [ShopRestInput(), channel]
    with serving(channels, ScriptedAgent(repeats)) as url, pytest.raises(HTTPError, match="404"):
        urlopen(url + case.text(1, "ann", "Hi").target, timeout=10)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("channels_url", "http://localhost"),
        ("sender_limit_", "many"),
        ("sender_limit_", "0"),
        ("channel_limit_", "-1"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(setting: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"SHOPBOT_{setting.upper().rstrip('_')}"):
        check(ChannelSettings(**{setting: value}))


@every_platform
def test_half_of_its_variables_are_an_error_that_names_the_others(case: Case) -> None:
    platform = case.input_type.platform_type
    full = case.settings("https://api.example")
    for field in {*platform.own, *platform.shared}:
        half = replace(full, **{field: ""})
        if half.is_on(platform.own):
            [missing] = half.missing(platform.own, platform.shared)
            with pytest.raises(SettingError, match=missing):
                case.input_type.of(Settings(), half)


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
