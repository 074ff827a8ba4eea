"""A question that got no answer is kept for the owner, without personal data."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from actions.answer import Answer
from actions.desk import UNKNOWING, Desk, open_desk
from actions.turn import Turn
from bot.insights.unanswered import REASONS
from bot.writer.grammar import load
from knowledge.conversation_model import Unanswered
from knowledge.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(Settings(data=str(tmp_path)))


async def kept(desk: Desk, text: str, *answers: Answer) -> list[Unanswered]:
    noting = desk.note(answers, Turn(text), "returns")
    if noting:
        await asyncio.wait_for(noting, 10)
    return list(desk.conversations.unanswered())


async def test_it_is_kept_masked_with_its_reason_and_topic(desk: Desk) -> None:
    (one,) = await kept(desk, "I'm Anna, do you engrave?", Answer("no_policy"))
    assert (one.text, one.reason, one.topic) == (
        "I'm [name], do you engrave?",
        "no_policy",
        "returns",
    )


async def test_an_answered_question_is_not_kept(desk: Desk) -> None:
    assert await kept(desk, "can I return it?", Answer("inform_policy")) == []


async def test_of_several_questions_only_the_open_one_is_kept(desk: Desk) -> None:
    open_one = Answer("not_stated", question="is it vegan")
    (one,) = await kept(desk, "what does it cost and is it vegan", Answer("inform_price"), open_one)
    assert one.text == "is it vegan"


async def test_a_pressed_button_is_no_question(desk: Desk) -> None:
    assert await kept(desk, "/ask_returns", Answer("no_policy")) == []


async def test_what_cannot_be_masked_is_not_kept(desk: Desk) -> None:
    assert await kept(desk, "my password is hunter2, why?", Answer("no_policy")) == []


async def test_a_failing_write_is_no_failure_and_leaves_no_text_in_the_log(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.conversations.close()
    break_database(tmp_path)
    noting = desk.note([Answer("no_policy")], Turn("secret question"), "returns")
    assert noting
    await noting
    assert "could not be kept" in caplog.text
    assert "secret" not in caplog.text


def break_database(folder: Path) -> None:
    for file in folder.glob("shop-conversations.db*"):
        file.unlink()
    (folder / "shop-conversations.db").mkdir()


def test_every_act_of_not_knowing_is_an_act_and_the_owner_is_told_what_it_means() -> None:
    assert set(REASONS) == UNKNOWING
    assert set(load().acts) >= UNKNOWING
