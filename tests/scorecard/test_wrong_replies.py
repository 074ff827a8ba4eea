"""The judge catches every kind of wrong reply."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.scorecard.model import Verdict
from tests.scorecard.asked import verdict

WRONG = yaml.safe_load(Path(__file__).with_name("wrong_replies.yml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in WRONG for text in WRONG[name]])
def test_no_wrong_reply_passes(name: str, text: str) -> None:
    assert verdict(name, text) is not Verdict.RIGHT


def test_there_are_many_kinds_of_wrong() -> None:
    assert sum(map(len, WRONG.values())) >= 150
