"""Sizes asked of no product: told from the shop's charts."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("what's uk 9 in eu for mens shoes", "ask_fit", "Men's shoes with half sizes: EU 43 = "),
        ("im a womens US 8 in shoes, what eu is that", "ask_fit", "EU 38.5 = "),
        ("convert 43 to uk", "out_of_scope", "UK 9"),
        ("my daughters feet are 17.5 cm", "ask_fit", "Kids' shoes: EU 28 = "),
        ("sock size for shoe size 42?", "nlu_fallback", "Socks: EU 39-42 = "),
        ("which size of jacket for a 6 year old girl", "ask_fit", "110/116 (Age 5-6 years)"),
        ("is M the same as 50?", "nlu_fallback", "M (EU 50, "),
        ("how many cm is a 42 shoe", "nlu_fallback", "foot length 26.2–26.6 cm"),
    ],
)
def test_a_chart_answers_where_no_product_is_named(
    talk: Conversation, text: str, intent: str, told: str
) -> None:
    answer = talk.ask(text, intent)
    assert answer.act == "inform_policy"
    assert told in said(answer)["text"]
    assert all(fact.source.startswith("size-chart:") for fact in answer.facts)


def test_charts_that_say_the_same_are_told_in_one(talk: Conversation) -> None:
    text = said(talk.ask("what is uk 9 in eu", "ask_fit"))["text"]
    assert text.count("EU 43") == 1
    assert "Men's shoes" in text
    assert "Unisex shoes" in text


def test_what_no_chart_covers_is_said_to_be_outside(talk: Conversation) -> None:
    answer = talk.ask("my feet are 33 cm", "ask_fit")
    assert answer.act == "advise_out_of_range"
    assert said(answer)["range"].endswith("30.1 cm")


def test_a_guide_tells_the_charts_and_what_to_measure(talk: Conversation) -> None:
    guide, needed = talk.hear_all("do you have a size guide for shoes", "nlu_fallback")
    assert "Women's shoes" in said(guide)["text"]
    assert said(needed)["measure_name"].startswith("your foot length")
    assert "EU 43 = UK 9" in said(talk.ask("mens 27.3 cm", "ask_fit"))["text"]
    assert "UK 9" in said(talk.ask("and in UK sizes", "refine"))["text"]
    assert talk.ask("and how long does shipping to the UK take", "ask_shipping").act != (
        "inform_policy"
    )


def test_the_only_chart_is_told_in_full(talk: Conversation) -> None:
    assert (
        "M (EU 8, hand circumference 19–20.4 cm)"
        in (said(talk.ask("size guide for gloves", "ask_fit"))["text"])
    )
    talk.ask("how much is the fjord parka", "ask_price")
    assert "M (chest 96–103.9 cm)" in said(talk.ask("is there a size chart?", "ask_fit"))["text"]


def test_the_size_told_is_the_one_that_is_asked_for_next(talk: Conversation) -> None:
    talk.ask("im a womens us 8 in shoes, what eu is that", "ask_fit")
    answer = talk.ask("do you have the heather mid in that size", "ask_stock")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "38.5")


def test_the_size_of_the_product_at_hand_in_another_system(talk: Conversation) -> None:
    talk.ask("my foot is 26.5 cm, which size of the trail runner", "ask_fit")
    text = said(talk.ask("and in uk sizes?", "refine"))["text"]
    assert text == "Unisex shoes (US: men's sizes): EU 42 = UK 8 = US 9"


def test_a_size_alone_is_told_in_all_systems(talk: Conversation) -> None:
    assert "EU 43 = UK 9" in said(talk.ask("uk 9 mens", "nlu_fallback"))["text"]


def test_how_tall_somebody_is_tells_no_size_of_a_thing_unnamed(talk: Conversation) -> None:
    assert talk.ask("i'm 178 cm tall, what size do i take", "ask_fit").act == "ask_product"


def test_a_guide_goes_on_with_a_kind_of_goods(talk: Conversation) -> None:
    talk.ask("size guide please", "ask_fit")
    talk.ask("for jackets", "refine")
    assert "Men's jackets, shirts and tops: L" in said(talk.ask("chest 105", "ask_fit"))["text"]
