"""Conversations as people type them, held with the running assistant of the demo shop."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversations.replay import Rest, replay
from bot.conversations.script import Conversation, read
from knowledge.settings import PROJECT

pytestmark = pytest.mark.e2e

FILES = sorted((PROJECT / "tests" / "conversations").glob("*.yml"))
CONVERSATIONS = [conversation for file in FILES for conversation in read(file)]
LEAST = 80


def test_there_are_enough() -> None:
    assert len(CONVERSATIONS) >= LEAST


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.place)
def test_goes_as_the_records_say(conversation: Conversation, stack: Any) -> None:
    (held,) = replay(Rest(stack.rasa), [conversation])
    told = [
        f"{turn.turn.text!r} → {turn.reply.text!r}: {'; '.join(turn.missed)}"
        for turn in held.turns
        if turn.missed
    ]
    assert not told
    assert not [turn for turn in held.turns if turn.reply.error]
