from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.never_silent import (
    EMPTY,
    FAILED,
    MAX_TEXT,
    SLOW,
    TOO_LONG,
    encodable,
    never_silent,
)
from tests.channels.serving import Script, says

# What the actions send while a person has the conversation.
WAITING = {"type": "handoff", "state": "waiting"}


async def answer(script: Script, text: str | None = "Hello", patience: float = 5) -> list[str]:
    channel = CollectingOutputChannel()
    await never_silent(script, patience)(UserMessage(text, channel, "anna"))
    return [message.get("text", "") for message in channel.messages]


async def test_a_turn_that_answers_is_left_alone() -> None:
    assert await answer(says({"text": "Hi!"}, {"text": "Ask me."})) == ["Hi!", "Ask me."]


async def test_a_turn_that_says_nothing_is_answered() -> None:
    assert await answer(says()) == [FAILED]


async def test_an_empty_utterance_does_not_count_as_an_answer() -> None:
    assert await answer(says({"text": ""})) == [FAILED]


async def test_silence_that_is_meant_is_left_alone() -> None:
    assert await answer(says({"text": None, "custom": WAITING, "buttons": []})) == [""]


async def test_an_exception_does_not_leave_the_turn() -> None:
    async def broken(message: UserMessage) -> None:
        raise RuntimeError

    assert await answer(broken) == [FAILED]


async def test_what_was_said_before_an_exception_is_enough() -> None:
    async def breaks_late(message: UserMessage) -> None:
        await message.output_channel.send_response("anna", {"text": "It comes in blue."})
        raise RuntimeError

    assert await answer(breaks_late) == ["It comes in blue."]


async def test_a_turn_that_hangs_is_given_up() -> None:
    cancelled = asyncio.Event()

    async def hangs(message: UserMessage) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    assert await answer(hangs, patience=0.01) == [SLOW]
    assert cancelled.is_set()


async def test_cancelling_from_outside_is_not_swallowed() -> None:
    async def hangs(message: UserMessage) -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(answer(hangs))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("text", [None, "", "  \n", "\0"])
async def test_no_text_is_answered_without_a_turn(text: str | None) -> None:
    assert await answer(says({"text": "not this"}), text) == [EMPTY]


async def test_the_limit_is_read_and_one_more_is_not() -> None:
    assert await answer(says({"text": "Read."}), "a" * MAX_TEXT) == ["Read."]
    assert await answer(says({"text": "Read."}), "a" * (MAX_TEXT + 1)) == [TOO_LONG]


async def test_the_log_holds_no_message_text(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(message: UserMessage) -> None:
        raise RuntimeError("no such action")

    await answer(broken, "my address is secret")
    assert "A turn failed" in caplog.text
    assert "secret" not in caplog.text


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_a_turn_reads_can_be_stored(text: str) -> None:
    assert "\0" not in encodable(text).encode("utf-8").decode("utf-8")
