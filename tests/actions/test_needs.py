"""Needs that name no kind of thing, and those that figures limit."""

from __future__ import annotations

import pytest

from actions.turn import Reading
from tests.actions.conftest import Conversation, read, said


def suggested(talk: Conversation, text: str, intent: str = "ask_recommendation") -> list[str]:
    """The titles suggested for a need, best first."""
    answer = talk.ask(text, intent)
    assert answer.act == "recommend", answer
    return [value for name, value in said(answer).items() if name.startswith("product")]


@pytest.mark.parametrize(
    ("need", "best"),
    [
        ("something to charge my phone on a trek", "Sol Solar Panel"),
        ("something against rain on a bike", "Downpour Overtrousers"),
        ("something cosy for the sofa", "Cabin Throw"),
        ("something to keep my laptop dry on the way to work", "Roll-Top Commuter"),
    ],
)
def test_what_meets_a_need_in_other_words_comes_before_what_shares_one_word(
    talk: Conversation, need: str, best: str
) -> None:
    shown = suggested(talk, need)
    assert shown[0] == best
    assert "Polar Trek Boot" not in shown


@pytest.mark.parametrize(
    ("need", "best"),
    [
        ("something to fix a hole in my jacket", "Mend Patch Set"),
        ("is there anything to make my rain jacket waterproof again", "Rainproof Wash-In"),
        ("need something to wear over my jeans when it rains", "Downpour Overtrousers"),
    ],
)
def test_what_the_shopper_has_is_not_what_is_looked_for(
    talk: Conversation, need: str, best: str
) -> None:
    assert suggested(talk, need)[0] == best


@pytest.mark.parametrize(
    ("need", "best"),
    [
        ("what would you recommend for a weekend trip by plane?", "Weekender Duffel"),
        ("my feet are always freezing at home, any idea?", "Hearth Slipper"),
        ("how can i keep my drinks cold on a hike", "Kettle Flask"),
    ],
)
def test_an_aim_or_a_plight_is_no_thing_that_the_shop_has_not(
    talk: Conversation, need: str, best: str
) -> None:
    assert suggested(talk, need)[0] == best


@pytest.mark.parametrize("need", ["something to print documents", "something for my car engine"])
def test_what_nothing_comes_near_is_still_not_had(talk: Conversation, need: str) -> None:
    assert talk.ask(need, "ask_recommendation").act == "no_match"


def test_a_plight_that_may_be_a_wish_is_one_where_something_meets_it(talk: Conversation) -> None:
    likely = (Reading("out_of_scope", 0.55), Reading("ask_recommendation", 0.3))
    for text, act in (
        ("my hands get so cold on the bike, what helps", "recommend"),
        ("what helps against headaches", "out_of_scope"),
    ):
        turn = read(text, "out_of_scope")
        assert talk.hear(type(turn)(text, turn.intent, readings=likely))[0].act == act


def test_something_to_clean_boots_asks_about_none_of_the_boots(talk: Conversation) -> None:
    text = "i need sth to clean my leather boots"
    likely = (Reading("ask_care", 0.5), Reading("ask_recommendation", 0.25))
    (answer,) = talk.hear(type(read(text, ""))(text, "ask_care", readings=likely))
    assert answer.act == "recommend"
    assert said(answer)["product_1"] == "Workshop Shoe Brush"


def test_a_child_is_shown_nothing_for_another_age(talk: Conversation) -> None:
    assert "Storm Kite" not in suggested(talk, "present for a 5 year old under 40", "ask_gift")
    shown = suggested(talk, "gift for my nephew, he turns 8, max 50 euro", "ask_gift")
    assert "Storm Kite" in shown
    assert "Fox Kids' Backpack" not in shown


def test_an_age_told_later_still_counts(talk: Conversation) -> None:
    assert "Storm Kite" in suggested(talk, "looking for a gift for my daughter", "ask_gift")
    assert "Storm Kite" not in suggested(talk, "she is 4", "refine")


@pytest.mark.parametrize(
    "text",
    [
        "i need a tent for 4 people",
        "which tent for a family of four",
        "a 3 person tent",
        "we are 3, which tent",
    ],
)
def test_a_tent_is_for_as_many_as_asked(talk: Conversation, text: str) -> None:
    assert suggested(talk, text) == ["Hollow 4 Tent"]


def test_the_smallest_that_is_enough_comes_first(talk: Conversation) -> None:
    assert suggested(talk, "tent for two, light") == ["Hollow 2 Tent", "Hollow 4 Tent"]


def test_a_gift_for_a_liking_that_nothing_meets_is_still_for_the_child(talk: Conversation) -> None:
    text = "My daughter turns five next week and loves dinosaurs, any gift ideas?"
    answer = talk.ask(text, "ask_gift")
    assert answer.act == "recommend_nearest"
    assert said(answer)["product_1"] == "Fox Kids' Backpack"
