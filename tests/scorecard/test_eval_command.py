"""`shopbot eval` against an assistant over REST."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from knowledge.importers.catalog import read_catalog
from knowledge.importers.policies import read_policies
from knowledge.settings import PROJECT
from knowledge.store import Store
from tests.scorecard.bot import Say, bot

DEMO = PROJECT / "knowledge" / "sources" / "demo"
Eval = Callable[..., Result]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo shop's records."""
    folder = tmp_path_factory.mktemp("data")
    store = Store(f"sqlite:///{folder / 'shop.db'}")
    store.import_catalog(read_catalog([DEMO])[0], replace=True)
    store.import_policies(read_policies(DEMO / "policies")[0])
    store.close()
    return folder


@pytest.fixture
def run(data: Path) -> Eval:
    def run(say: Say, *arguments: str) -> Result:
        with bot(say) as url:
            return CliRunner().invoke(
                cli,
                ["eval", "--url", url, "--questions", "30", *arguments],
                env={"SHOPBOT_DATA": str(data), "SHOPBOT_DATABASE_URL": ""},
            )

    return run


def does_not_know(_: str) -> list[dict]:
    return [{"text": "Sorry, I couldn't find that. Please ask our team."}]


def invents(_: str) -> list[dict]:
    return [{"text": "<script>alert('x')</script> It costs €123,456.78."}]


def test_a_bot_that_never_knows_is_right_only_where_nothing_is_known(run, tmp_path):
    done = run(does_not_know, "--json", str(tmp_path / "card.json"))
    card = json.loads((tmp_path / "card.json").read_text("utf-8"))
    shares = {t["topic"]: t["verdicts"]["right"]["share"] for t in card["topics"]}
    assert done.exit_code == 0, done.output
    assert {topic for topic, share in shares.items() if share} <= {
        "not stated", "unknown product", "recommendation"
    }  # fmt: skip
    assert shares["not stated"] == 1
    assert card["total"]["verdicts"]["unsupported"]["count"] == 0


def test_thresholds_make_the_exit_status(run):
    few = run(does_not_know, "--min-right", "0.9")
    assert few.exit_code == 1
    assert "less than 90.0%" in few.output
    invented = run(invents, "--max-unsupported", "0", "--topics", "price,sizes")
    assert invented.exit_code == 1
    assert "unsupported, more than 0" in invented.output
    assert run(does_not_know, "--min-right", "0", "--max-unsupported", "0").exit_code == 0


def test_the_page_stands_alone_and_escapes_what_the_bot_says(run, tmp_path):
    run(invents, "--html", str(tmp_path / "card.html"))
    page = (tmp_path / "card.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    assert "<svg" in page
    assert "prefers-color-scheme: dark" in page


def test_no_answer_and_a_failing_bot_are_silence(run, tmp_path):
    for say in (lambda _: [], lambda _: None):
        run(say, "--json", str(tmp_path / "card.json"))
        card = json.loads((tmp_path / "card.json").read_text("utf-8"))
        assert card["total"]["verdicts"]["silent"]["count"] == 30


def test_ctrl_c_keeps_what_was_asked_and_says_so(run, tmp_path):
    # A shell that starts the tests in its background has them ignore the signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    said = []

    def interrupts(text: str) -> list[dict]:
        said.append(text)
        if len(said) == 12:
            os.kill(os.getpid(), signal.SIGINT)
        return does_not_know(text)

    done = run(interrupts, "--json", str(tmp_path / "card.json"))
    card = json.loads((tmp_path / "card.json").read_text("utf-8"))
    assert done.exit_code == 130
    assert 0 < card["total"]["asked"] < 30
    assert card["not_asked"] == 30 - card["total"]["asked"]
    assert "were not asked" in done.output


def test_nothing_at_the_address_is_said_before_anything_is_asked(data):
    done = CliRunner().invoke(
        cli, ["eval", "--url", "http://127.0.0.1:9"], env={"SHOPBOT_DATA": str(data)}
    )
    assert done.exit_code == 1
    assert "shopbot run" in done.output


def test_unknown_topics_and_two_addresses_are_refused(data):
    for arguments, told in (
        (["--topics", "weather"], "choose from"),
        (["--start", "--url", "http://127.0.0.1:9"], "leave --url out"),
    ):
        done = CliRunner().invoke(cli, ["eval", *arguments], env={"SHOPBOT_DATA": str(data)})
        assert done.exit_code == 2
        assert told in done.output


def test_without_records_it_says_what_to_run(tmp_path):
    done = CliRunner().invoke(cli, ["eval"], env={"SHOPBOT_DATA": str(tmp_path)})
    assert done.exit_code == 1
    assert "import" in done.output
