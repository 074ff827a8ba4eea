"""The score card of a shop that the assistant has never seen."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from bot.scorecard.as_text import show
from bot.scorecard.model import Verdict
from bot.scorecard.questions import questions
from bot.scorecard.records import Records
from bot.scorecard.run import judge_all
from bot.scorecard.score import score_card
from knowledge.store import Store

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

QUESTIONS = 225
LEAST_RIGHT = 0.9


def test_nearly_all_answers_are_right_and_none_states_what_the_records_do_not_hold(
    other_stack: Any,
) -> None:
    store = Store(other_stack.settings.database_url, must_exist=True)
    records = Records.of(store)
    store.close()
    asked = questions(records, QUESTIONS, seed=7)
    judged, _ = judge_all(other_stack.rasa, asked, records)
    card = score_card(judged, {"shop": "generated"})
    told = StringIO()
    show(Console(file=told, width=140), card)
    print(told.getvalue())
    assert card.total.asked == QUESTIONS
    assert card.total.verdicts[Verdict.UNSUPPORTED] == 0
    assert card.total.verdicts[Verdict.SILENT] == 0
    assert card.total.rate(Verdict.RIGHT).share >= LEAST_RIGHT
