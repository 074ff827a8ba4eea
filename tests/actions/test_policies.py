"""Policy questions are answered in the shop's own words."""

from __future__ import annotations

from actions.policies import excerpt
from tests.actions.conftest import Conversation, said


def test_the_section_is_quoted_with_its_source(talk: Conversation) -> None:
    answer = talk.ask("how long do I have to return something?", "ask_returns")
    assert answer.act == "inform_policy"
    assert answer.facts[0].source.startswith("policy:returns#")
    section = talk.shop.store.policy_section(answer.facts[0].source.removeprefix("policy:"))
    assert section
    assert said(answer)["text"][:40] in " ".join(section.text.split())


def test_an_excerpt_ends_with_a_sentence() -> None:
    text = "First one. " + "Second sentence that is rather long. " * 20
    assert excerpt(text, longest=60) == "First one. Second sentence that is rather long."
