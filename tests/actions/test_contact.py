"""Reaching the shop's people."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import section, stall


@pytest.mark.parametrize(
    "question", ["how can I contact you?", "phone number", "email?", "customer service"]
)
def test_every_way_to_reach_the_shop(talk: Conversation, question: str) -> None:
    answer = talk.ask(question, "ask_contact")
    assert answer.act == "inform_contact"
    assert said(answer)["contact"] == "hello@tarnwick.example or +49 30 23125 042"
    assert said(answer)["hours"].startswith("Monday to Friday 9:00-18:00")


def test_what_asks_for_more_than_the_way_is_quoted(talk: Conversation) -> None:
    answer = talk.ask("who do I write to with a complaint?", "ask_contact")
    assert answer.facts[0].source == "policy:contact#complaints"


def test_without_a_record_the_pages_say_it(shop: Shop, tmp_path: Path) -> None:
    hours = section("help#opening-hours", "We are there from 8 to 12 on weekdays.")
    talk = Conversation(stall(shop, tmp_path, sections=[hours]))
    assert said(talk.ask("when are you open", "ask_opening_hours"))["text"] == hours.text
    assert talk.ask("phone number?", "ask_contact").act == "no_policy"
