from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import fields
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import CliRunner, Result
from rasa.core.run import create_http_input_channels

from bot.channels.messaging.channel import PlatformInput
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.platforms import PLATFORMS
from bot.channels.rest import ShopRestInput
from bot.cli import cli
from knowledge.settings import PROJECT, SettingError, Settings
from tests.channels.platforms.case import Case
from tests.channels.platforms.every import CASES
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent, says, serving


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in fields(ChannelSettings):
        monkeypatch.delenv(field.metadata["env"], raising=False)
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["channels", *arguments])


def set_up(monkeypatch: pytest.MonkeyPatch, settings: ChannelSettings) -> None:
    for field in fields(settings):
        if value := getattr(settings, field.name):
            monkeypatch.setenv(field.metadata["env"], value)


def test_every_platform_has_its_case() -> None:
    assert [kind.name for kind in PLATFORMS] == [case.name for case in CASES]


def test_off_says_what_to_set() -> None:
    listed = run("list")
    assert listed.exit_code == 0
    [line] = [line for line in listed.output.splitlines() if line.startswith("telegram")]
    assert line.split()[1] == "off"
    assert "SHOPBOT_TELEGRAM_TOKEN, SHOPBOT_TELEGRAM_SECRET" in line


def test_half_set_up_names_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPBOT_TWILIO_SID", "AC0")
    monkeypatch.setenv("SHOPBOT_TWILIO_TOKEN", "t")
    [line] = [line for line in run("list").output.splitlines() if line.startswith("twilio")]
    assert "half set up" in line
    assert line.endswith("set SHOPBOT_PUBLIC_URL")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_tells_the_address(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    set_up(monkeypatch, case.settings("http://127.0.0.1:1"))
    monkeypatch.setenv("SHOPBOT_PUBLIC_URL", "https://assistant.example/")
    address = f"https://assistant.example/webhooks/{case.name}/webhook"
    [line] = [line for line in run("list").output.splitlines() if line.startswith(case.name)]
    assert line.split() == [case.name, "on", address]
    assert run("url", case.name).output == f"{address}\n"


@pytest.mark.parametrize("public_url", ["", "http://assistant.example"])
def test_an_address_that_no_platform_calls_is_refused(
    monkeypatch: pytest.MonkeyPatch, public_url: str
) -> None:
    monkeypatch.setenv("SHOPBOT_PUBLIC_URL", public_url)
    refused = run("url")
    assert refused.exit_code == 1
    assert "SHOPBOT_PUBLIC_URL" in refused.output


@pytest.mark.parametrize("command", ["url", "check"])
def test_an_unknown_channel_is_named(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("SHOPBOT_PUBLIC_URL", "https://assistant.example")
    refused = run(command, "icq")
    assert refused.exit_code == 1
    assert "icq" in refused.output
    assert "telegram" in refused.output


def test_nothing_to_check_is_said() -> None:
    refused = run("check")
    assert refused.exit_code == 1
    assert "shopbot channels list" in refused.output
    assert "set SHOPBOT_SLACK_TOKEN" in run("check", "slack").output


@pytest_asyncio.fixture(params=CASES, ids=lambda case: case.name)
async def stand_in(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[StandIn]:
    """A platform's stand-in, with the shop's settings for it."""
    case: Case = request.param
    async with case.stand_in() as stand_in:
        set_up(monkeypatch, case.settings(stand_in.url))
        yield stand_in


def assistant(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SHOPBOT_RASA_PORT", url.rpartition(":")[2])


async def test_a_channel_that_works_shows_its_answer_and_sends_none(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in CASES if isinstance(stand_in, case.stand_in))
    agent = ScriptedAgent(says({"text": "We ship to Spain."}))
    channel = case.input_type.of(Settings.from_env(), ChannelSettings.from_env())
    with serving([channel], agent) as url:
        assistant(monkeypatch, url)
        result = await asyncio.to_thread(run, "check", "--say", "To Spain?")
    assert result.exit_code == 0, result.output
    assert "ok: the platform knows us" in result.output
    assert "We ship to Spain." in result.output
    assert [message.text for message in agent.heard] == ["To Spain?"]
    assert not case.said(stand_in)
    assert not stand_in.refused


async def test_a_turn_that_fails_is_no_answer(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in CASES if isinstance(stand_in, case.stand_in))
    channel = case.input_type.of(Settings.from_env(), ChannelSettings.from_env())
    with serving([channel], ScriptedAgent(says())) as url:
        assistant(monkeypatch, url)
        result = await asyncio.to_thread(run, "check", "--offline", case.name)
    assert result.exit_code == 1
    assert "FAILED: answered in" in result.output


async def test_wrong_credentials_are_told(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TELEGRAM", "SLACK", "MESSENGER", "WHATSAPP", "TWILIO"):
        monkeypatch.setenv(f"SHOPBOT_{name}_TOKEN", "wrong")
    case = next(case for case in CASES if isinstance(stand_in, case.stand_in))
    result = await asyncio.to_thread(run, "check", case.name)
    assert result.exit_code == 1
    assert "FAILED: the platform refuses them" in result.output
    assert "wrong" not in result.output


async def test_an_assistant_that_is_not_there_or_not_set_up_is_told(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in CASES if isinstance(stand_in, case.stand_in))
    monkeypatch.setenv("SHOPBOT_RASA_PORT", "1")
    result = await asyncio.to_thread(run, "check", "--offline", case.name)
    assert result.exit_code == 1
    assert "shopbot run" in result.output
    off = case.input_type.of(Settings.from_env(), ChannelSettings())
    with serving([off, ShopRestInput()], ScriptedAgent(says())) as url:
        assistant(monkeypatch, url)
        result = await asyncio.to_thread(run, "check", "--offline", case.name)
    assert result.exit_code == 1
    assert "switched off" in result.output


def test_a_platform_out_of_reach_is_no_failure_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES[0]
    set_up(monkeypatch, case.settings("http://127.0.0.1:1"))
    result = run("check", "telegram")
    assert "not checked: the platform can't be reached from here" in result.output
    assert "telegram-test-token" not in result.output


def test_rasa_opens_every_platforms_channel() -> None:
    opened = create_http_input_channels(None, str(PROJECT / "bot" / "credentials.yml"))
    platforms = {channel.name() for channel in opened if isinstance(channel, PlatformInput)}
    assert platforms == {kind.name for kind in PLATFORMS}


def test_a_half_set_up_channel_keeps_rasa_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPBOT_SLACK_TOKEN", "xoxb-1")
    with pytest.raises(SettingError, match="SHOPBOT_SLACK_SIGNING_SECRET"):
        create_http_input_channels(None, str(PROJECT / "bot" / "credentials.yml"))


def test_run_names_a_half_set_up_channel_before_it_starts_anything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHOPBOT_SLACK_TOKEN", "xoxb-1")
    refused = CliRunner().invoke(cli, ["run"])
    assert refused.exit_code == 1
    assert "slack is half set up: set SHOPBOT_SLACK_SIGNING_SECRET" in refused.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["SHOPBOT_SENDER_LIMIT", "SHOPBOT_PROXIES"])
def test_run_names_a_limit_that_is_no_number(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "many")
    refused = CliRunner().invoke(cli, ["run"])
    assert (refused.exit_code, name in refused.output) == (1, True)
