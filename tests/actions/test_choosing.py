"""Which version of a product is meant, by its own sizes and colours, in whatever words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.turn import Reading
from tests.actions.conftest import Conversation, read, said


@pytest.mark.parametrize(
    ("text", "intent", "size", "color"),
    [
        ("Have you got any Moor Sweaters left in mustard small?", "ask_stock", "S", "Mustard"),
        ("stride leggings petrol s", "ask_recommendation", "S", "Petrol"),
        ("switchback charcoal S", "nlu_fallback", "S", "Charcoal"),
        ("switchback helmet, charcoal, small?", "nlu_fallback", "S", "Charcoal"),
        ("I'd go for the northlake, 38 in the green", "nlu_fallback", "38", "Forest Green"),
    ],
)
def test_a_name_with_options_asks_for_stock(
    talk: Conversation, text: str, intent: str, size: str, color: str
) -> None:
    answer = talk.ask(text, intent)
    assert answer.act in {"deny_stock", "confirm_stock"}
    assert (said(answer)["size"], said(answer)["color"]) == (size, color)


@pytest.mark.parametrize("text", ["what s the moor sweater", "is the moor sweater too small"])
def test_a_letter_or_word_that_is_no_size(talk: Conversation, text: str) -> None:
    talk.ask("is the moor sweater in stock", "ask_stock")
    assert "size" not in said(talk.ask(text, "ask_stock"))


def test_a_colour_of_the_product_at_hand_is_no_wish(talk: Conversation) -> None:
    talk.ask("roll top commuter", "ask_product")
    answer = talk.ask("do you have olive?", "ask_recommendation")
    assert (answer.act, said(answer)["color"]) == ("confirm_stock", "Olive")


def test_a_colour_beside_another_question_is_remembered(talk: Conversation) -> None:
    talk.ask("watch beanie in mustard", "ask_stock")
    talk.ask("burgundy then. does it scratch?", "ask_detail")
    assert said(talk.ask("is it in stock", "ask_stock"))["color"] == "Burgundy"


def test_strange_words_leave_the_product_at_hand(talk: Conversation) -> None:
    talk.ask("tempo light in lilac, 38.5?", "ask_stock")
    answer = talk.ask("oh no I really wanted lilac.. would a 39 be way too big?", "refine")
    assert (said(answer)["size"], said(answer)["color"]) == ("39", "Lilac")


def test_what_else_there_is(talk: Conversation) -> None:
    talk.ask("watch beanie in mustard", "ask_stock")
    answer = talk.ask("aw. what else is left", "nlu_fallback")
    assert (answer.act, said(answer)["colors"]) == ("inform_colors", "Navy and Burgundy")


@pytest.mark.parametrize("intent", ["ask_recommendation", "nlu_fallback"])
def test_what_can_be_had_now_of_what_is_recommended(talk: Conversation, intent: str) -> None:
    turn = read("which power banks can I actually get right now?", intent)
    _, left = talk.hear(replace(turn, readings=(Reading("ask_recommendation", 0.1),)))
    assert (said(left)["size"], said(left)["color"]) == ("10000 mAh", "Forest Green")


def test_the_size_follows_from_a_measure_beside_a_wish(talk: Conversation) -> None:
    wished, size = talk.hear_all(
        "Looking for warm gloves for my wife. her hand is 18 cm around", "ask_recommendation"
    )
    assert (wished.act, size.act, said(size)["size"]) == ("recommend", "advise_size", "S")


def test_a_measure_that_the_chart_knows_asks_for_the_size(talk: Conversation) -> None:
    answer = talk.ask(
        "I'm 1.88 m tall, so do I need the long version of the sleeping bag?", "nlu_fallback"
    )
    assert (answer.act, said(answer)["size"]) == ("advise_size", "Long")
    assert said(talk.ask("how much is it", "ask_price"))["price"] == "€169.90"


def test_a_figure_beside_a_part_of_the_body_is_a_measure(talk: Conversation) -> None:
    answer = talk.ask("I measured 93 round my waist, which belt length?", "ask_fit")
    assert (answer.act, said(answer)["size"]) == ("advise_size", "95")


def test_measures_in_several_parts_lead_to_one_size_and_its_stock(talk: Conversation) -> None:
    advice, stock = talk.ask_several(
        ("which size of the warden trousers for waist 80", "ask_fit"),
        ("inseam 84? olive please", "ask_fit"),
    )
    assert (advice.act, said(advice)["size"]) == ("advise_size", "32/34")
    assert (stock.act, said(stock)["color"]) == ("deny_stock", "Olive")


def test_the_chart_of_the_product_named_converts(talk: Conversation) -> None:
    answer = talk.ask("whats the US size for 42 in the dune sneaker", "ask_fit")
    assert "EU 42 = UK 8 = US 9" in said(answer)["text"]
    stock = talk.ask("do you have the dune sneaker in uk size 8", "ask_stock")
    assert (stock.act, said(stock)["size"]) == ("confirm_stock", "42")


def test_the_cheapest_of_what_youve_got(talk: Conversation) -> None:
    answer = talk.ask("cheapest winter boots you've got?", "ask_cheaper")
    assert said(answer)["product_1"] == "Lapwing Boot"


@pytest.mark.parametrize(
    ("text", "intent", "size"),
    [
        ("medium helmet in white?", "ask_stock", "M"),
        ("do you have large moor sweaters", "ask_stock", "L"),
        ("Lakeside towel large teal price pls", "ask_price", "70 x 140 cm"),
    ],
)
def test_a_word_for_a_size_goes_before_what_it_is_of(
    talk: Conversation, text: str, intent: str, size: str
) -> None:
    assert said(talk.ask(text, intent))["size"] == size


def test_the_smaller_one_is_the_next_size(talk: Conversation) -> None:
    talk.ask("do you have the fjord parka in M", "ask_stock")
    assert said(talk.ask("and the smaller one?", "refine"))["size"] == "S"


def test_a_measure_holds_for_the_product_named_next(talk: Conversation) -> None:
    talk.ask("size for head circumference 57?", "ask_fit")
    assert said(talk.ask("in the switchback", "nlu_fallback"))["size"] == "M"
    talk.ask("size of the granite mid for 26.5 cm feet", "ask_fit")
    assert said(talk.ask("and for the northlake?", "refine"))["size"] == "42"


def test_the_size_of_a_wish_is_remembered(talk: Conversation) -> None:
    talk.ask("small black gloves", "ask_recommendation")
    assert said(talk.ask("in stock?", "ask_stock"))["size"] == "S"
