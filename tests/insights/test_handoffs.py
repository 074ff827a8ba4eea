"""`shopbot handoff` on a database of its own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from knowledge.conversation_model import Handoff
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.handoff_events import further, opening
from knowledge.settings import Settings


def handoff(id: str, hours_ago: float = 0) -> Handoff:
    summary = {"question": f"where is [number] of {id}", "messages": []}
    opened = now() - timedelta(hours=hours_ago)
    return Handoff(id, f"shopper-{id}", "widget", "complaint", opened, summary)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Conversations:
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))
    monkeypatch.delenv("SHOPBOT_DATABASE_URL", raising=False)
    found = Conversations(conversations_url(Settings.from_env().database_url))
    for one in (handoff("h1"), handoff("h2"), handoff("old", 30)):
        found.open(one, opening(one))
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["handoff", *arguments])


@pytest.mark.usefixtures("kept")
def test_those_that_wait_are_listed() -> None:
    shown = run("list").output
    assert "h1" in shown
    assert "[number]" in shown
    assert "old" not in shown
    rows = [json.loads(line) for line in run("list", "--all", "--json").output.splitlines()]
    assert {row["id"] for row in rows} == {"h1", "h2", "old"}


def test_one_is_shown_with_what_was_written_since(kept: Conversations) -> None:
    kept.tell("h1", further(handoff("h1"), "are you there?"))
    shown = run("show", "h1").output
    assert "complaint" in shown
    assert "where is [number] of h1" in shown
    assert "are you there?" in shown


def test_one_is_given_back_and_the_target_is_told(kept: Conversations) -> None:
    assert "Gave 1 conversation back" in run("release", "h1").output
    since = now() - timedelta(hours=24)
    assert kept.waiting("shopper-h1", since) is None
    assert kept.waiting("shopper-h2", since)
    assert kept.events("h1")[-1].event["type"] == "handoff_released"
    assert "already" in run("release", "h1").output


def test_all_are_given_back(kept: Conversations) -> None:
    assert "Gave 3 conversations back" in run("release", "--all").output
    assert "No conversation waits" in run("list").output
    assert all(one.released for one in kept.handoffs())


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("arguments", [["release"], ["release", "h1", "--all"]])
def test_it_has_to_be_said_which(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("verb", ["show", "release"])
def test_an_unknown_one_is_an_error(verb: str) -> None:
    shown = run(verb, "nope")
    assert shown.exit_code == 1
    assert "shopbot handoff list" in shown.output
