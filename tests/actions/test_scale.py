"""How far the sizes of a kind of goods go."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


@pytest.mark.parametrize(
    ("text", "title", "size"),
    [
        ("biggest size you do in hiking boots?", "Granite Mid", "47"),
        ("half sizes in hiking boots?", "Heather Mid", "37.5"),
        ("do u have half sizes for men", "Tempo Road", "42.5"),
        ("whats the smallest kids shoe size", "Puddle Kids' Rain Boot", "24"),
        ("up to which size do the rain boots go", "Harbour Rain Boot", "46"),
    ],
)
def test_the_one_that_goes_so_far_is_told(
    talk: Conversation, text: str, title: str, size: str
) -> None:
    answer = talk.ask(text, "ask_sizes")
    assert (answer.act, said(answer)["product"]) == ("inform_detail", title)
    assert size in said(answer)["text"]


def test_several_of_a_kind_are_told_side_by_side(talk: Conversation) -> None:
    answer = talk.ask("what sizes are the socks", "ask_sizes")
    assert answer.act == "compare_attribute"
    assert said(answer)["value_1"] == "35-38, 39-42 and 43-46"
    assert talk.ask("how much is the first one", "ask_price").act.startswith("inform_price")


def test_what_has_no_half_sizes_is_not_said_to_have_them(talk: Conversation) -> None:
    assert talk.ask("do you have half sizes in slippers", "ask_sizes").act == "no_match"


def test_the_biggest_size_of_the_product_at_hand_is_its_own(talk: Conversation) -> None:
    talk.ask("how much is the trail runner", "ask_price")
    answer = talk.ask("whats the biggest size you have", "ask_sizes")
    assert said(answer)["product"] == "Trail Runner 2"
    assert said(answer)["text"].endswith(": 46")


def test_a_size_asked_of_a_kind_is_looked_for(talk: Conversation) -> None:
    answer = talk.ask("do you go up to size 47 in boots", "ask_fit")
    assert answer.act == "recommend"


def test_what_was_shown_without_half_sizes_does_not_deny_them_to_the_shop(
    talk: Conversation,
) -> None:
    talk.ask("mens hiking boots please", "ask_recommendation")
    assert talk.ask("do these come in half sizes", "ask_sizes").act == "inform_sizes"
    assert said(talk.ask("biggest size?", "ask_sizes"))["text"].endswith(": 47")


def test_that_size_is_the_one_spoken_of_last(talk: Conversation) -> None:
    talk.ask("granite mid in 43?", "ask_stock")
    answer = talk.ask("what colours are there in that size", "ask_colors")
    assert said(answer)["size"] == "43"
