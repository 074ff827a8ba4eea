"""Orders cannot be looked into yet: said plainly, with who can and what the pages say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import BrokenSearcher, stall


def test_where_is_my_parcel(talk: Conversation) -> None:
    first, page = talk.hear_all("where is my parcel? order 10442", "ask_order")
    assert first.act == "no_order_status"
    assert "hello@tarnwick.example" in said(first)["contact"]
    assert [button.payload for button in first.buttons] == ["/ask_human"]
    assert page.facts[0].source == "policy:shipping#tracking-a-parcel"
    assert "10442" not in repr(first) + repr(page)


def test_cancelling(talk: Conversation) -> None:
    first, page = talk.hear_all("please cancel my order", "cancel_order")
    assert first.act == "no_order_changes"
    assert page.facts[0].source == "policy:shipping#cancelling-or-changing-an-order"


def test_a_shop_that_says_nothing_of_it(shop: Shop, tmp_path: Path) -> None:
    bare = stall(shop, tmp_path)
    broken = replace(bare, searcher=BrokenSearcher(bare.searcher))
    for talk in (Conversation(bare), Conversation(broken)):
        answers = talk.hear_all("where is my order", "ask_order")
        assert [(answer.act, answer.facts) for answer in answers] == [("no_order_status", ())]
