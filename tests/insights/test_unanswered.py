"""`shopbot insights unanswered` on a database of its own."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.insights.unanswered import as_csv, questions
from indexes.encoder import load_encoder
from knowledge.conversation_model import Unanswered
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.settings import Settings

ASKED = [
    ("do you do engraving?", "no_policy", "returns", 5),
    ("can i have my initials engraved", "rephrase", "fallback", 3),
    ("is engraving possible", "no_policy", "returns", 1),
    ("Is engraving possible?", "no_policy", "returns", 1),
    ("I'm [name], do you accept bitcoin", "no_policy", "payment", 2),
    ("will it rain in paris tomorrow", "out_of_scope", "fallback", 1),
    ("do you have a loyalty program", "no_policy", "discounts", 60),
]


def kept(settings: Settings) -> Conversations:
    return Conversations(conversations_url(settings.database_url))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))
    monkeypatch.delenv("SHOPBOT_DATABASE_URL", raising=False)
    return Settings.from_env()


@pytest.fixture
def asked(settings: Settings) -> Settings:
    found = kept(settings)
    found.keep(
        [
            Unanswered(text, why, topic, now() - timedelta(days=ago))
            for text, why, topic, ago in ASKED
        ]
    )
    found.close()
    return settings


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["insights", "unanswered", *arguments])


@pytest.mark.usefixtures("asked")
def test_wordings_of_one_question_are_counted_together() -> None:
    shown = json.loads(run("--json").output)
    assert shown["asked"] == 6
    first, second = shown["unanswered"]
    assert first["count"] == 4
    assert first["question"] == "Is engraving possible?"
    assert first["reasons"] == ["no page says it", "not understood"]
    assert first["topics"] == ["returns", "fallback"]
    assert (second["count"], second["question"]) == (1, "I'm [name], do you accept bitcoin")
    assert [one["question"] for one in shown["out_of_scope"]] == ["will it rain in paris tomorrow"]


@pytest.mark.usefixtures("asked")
def test_the_tables_show_what_json_holds() -> None:
    shown = run().output
    for part in ("Unanswered (5 times)", "Is engraving possible?", "[name]", "Not about the shop"):
        assert part in shown
    assert "loyalty" not in shown


@pytest.mark.usefixtures("asked")
def test_rare_and_old_questions_can_be_left_out_or_let_in() -> None:
    assert len(json.loads(run("--json", "--min-count", "2").output)["unanswered"]) == 1
    assert json.loads(run("--json", "--since", "26w").output)["asked"] == 7


@pytest.mark.usefixtures("asked")
def test_a_spreadsheet_gets_every_question(tmp_path: Path) -> None:
    file = tmp_path / "questions.csv"
    assert "Wrote 3 questions" in run("--export", str(file)).output
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["count"] for row in rows] == ["4", "1", "1"]
    assert "initials engraved" in rows[0]["other_wordings"]


@pytest.mark.usefixtures("settings")
def test_nothing_to_show_is_said() -> None:
    shown = run()
    assert shown.exit_code == 0
    assert "No question went unanswered" in shown.output


@pytest.mark.parametrize("since", ["soon", "30", "-3d", "d"])
def test_a_span_that_is_none_is_refused(since: str) -> None:
    shown = run("--since", since)
    assert shown.exit_code != 0
    assert "30d" in shown.output


def test_no_cell_is_a_formula() -> None:
    asked = [Unanswered("=HYPERLINK(1)", "no_policy", "returns", now())]
    assert "'=HYPERLINK(1)" in as_csv(questions(asked, load_encoder().encode))
