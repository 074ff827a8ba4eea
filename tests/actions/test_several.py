"""Several questions in one message: all answered, in order, in one context."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from actions import price
from actions.answer import Outcome
from actions.context import Context
from actions.shop import Shop
from actions.turn import Reading, Turn
from tests.actions.conftest import Conversation, read, said


def test_the_second_question_is_about_the_product_of_the_first(talk: Conversation) -> None:
    stock, cost = talk.ask_several(
        ("do you have the trail runner 2 in 42", "ask_stock"), ("what does it cost", "ask_price")
    )
    assert (stock.act, cost.act) == ("confirm_stock", "inform_price")
    assert said(stock)["product"] == said(cost)["product"] == "Trail Runner 2"
    assert (stock.question, cost.question) == (
        "do you have the trail runner 2 in 42",
        "what does it cost",
    )


def test_a_product_named_last_is_meant_first_too(talk: Conversation) -> None:
    talk.ask("tell me about the Fjord Parka", "ask_product")
    sizes, cost = talk.ask_several(
        ("which sizes", "ask_sizes"), ("how much is the Trail Runner 2", "ask_price")
    )
    assert said(sizes)["product"] == said(cost)["product"] == "Trail Runner 2"


def test_it_stays_with_the_product_in_focus(talk: Conversation) -> None:
    talk.ask("tell me about the Fjord Parka", "ask_product")
    sizes, cost = talk.ask_several(
        ("which sizes does it come in", "ask_sizes"),
        ("how much is the Trail Runner 2", "ask_price"),
    )
    assert (said(sizes)["product"], said(cost)["product"]) == ("Fjord Parka", "Trail Runner 2")


def test_the_context_after_it_is_that_of_the_last_answer(talk: Conversation) -> None:
    talk.ask_several(
        ("sizes of the Fjord Parka", "ask_sizes"),
        ("how much is shipping to Spain", "ask_shipping"),
    )
    assert (talk.context.product, talk.context.country) == ("fjord-parka", "ES")
    assert said(talk.ask("and to France?", "refine"))["country"] == "France"


def test_the_same_question_twice_is_answered_once(talk: Conversation) -> None:
    answers = talk.ask_several(
        ("how much is the Trail Runner 2", "ask_price"),
        ("what's the price of the Trail Runner 2", "ask_price"),
    )
    assert [answer.act for answer in answers] == ["inform_price"]


def test_after_three_it_says_that_something_is_left(talk: Conversation) -> None:
    answers = talk.ask_several(
        ("sizes of the Trail Runner 2", "ask_sizes"),
        ("which colours", "ask_colors"),
        ("how much is it", "ask_price"),
        ("how much is shipping to Spain", "ask_shipping"),
    )
    assert [answer.act for answer in answers] == [
        "inform_sizes",
        "inform_colors",
        "inform_price",
        "ask_rest",
    ]


def test_which_product_is_asked_once_and_all_that_waited_is_answered(talk: Conversation) -> None:
    asked = talk.ask_several(
        ("do you have the fjord jacket in L", "ask_stock"), ("how much is it", "ask_price")
    )
    assert len(asked) == 1
    assert len(asked[0].buttons) > 1
    answers = talk.hear(read(asked[0].buttons[0].payload, "select_item", product="fjord-parka"))
    assert [said(answer)["product"] for answer in answers] == ["Fjord Parka", "Fjord Parka"]
    assert [answer.act for answer in answers] == ["confirm_stock", "inform_price"]
    assert said(answers[0])["size"] == "L"


def test_a_question_that_waits_is_not_forgotten_by_the_next(talk: Conversation) -> None:
    country, sizes = talk.ask_several(
        ("how much is express", "ask_shipping"), ("sizes of the Fjord Parka", "ask_sizes")
    )
    assert (country.act, sizes.act) == ("ask_country", "inform_sizes")
    assert said(talk.ask("to Spain", "refine"))["method"] == "express"


def test_one_that_is_not_understood_silences_no_other(talk: Conversation) -> None:
    unclear, cost = talk.ask_several(
        ("wibble wobble", "nlu_fallback"), ("how much is the Trail Runner 2", "ask_price")
    )
    assert (unclear.act, cost.act) == ("part_unclear", "inform_price")


def test_one_that_fails_silences_no_other(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(shop: Shop, turn: Turn, context: Context) -> Outcome:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(price, "answer", broken)
    with caplog.at_level(logging.ERROR):
        failed, sizes = talk.ask_several(
            ("how much is the secret thing", "ask_price"),
            ("sizes of the Fjord Parka", "ask_sizes"),
        )
    assert (failed.act, sizes.act) == ("part_failed", "inform_sizes")
    assert "secret" not in caplog.text


def test_thanks_beside_a_question_need_no_answer(talk: Conversation) -> None:
    answers = talk.ask_several(("thanks", "thank"), ("how much is the Trail Runner 2", "ask_price"))
    assert [answer.act for answer in answers] == ["inform_price"]


def asked(text: str, intent: str, **readings: float) -> Turn:
    """A question as the NLU has read it, with how likely other intents are."""
    likely = tuple(Reading(name, confidence) for name, confidence in readings.items())
    return replace(read(text, intent), readings=likely)


def told(talk: Conversation, *questions: Turn) -> list[str]:
    """The acts that answer a message of these questions."""
    text = " and ".join(question.text for question in questions)
    answers = talk.hear(replace(read(text, "ask_several"), questions=questions))
    return [answer.act for answer in answers]


def test_a_product_named_in_a_question_about_the_shop_is_meant_after_it(talk: Conversation) -> None:
    _, waterproof = talk.ask_several(
        ("can I pay for the Orbit GPS Watch in instalments", "ask_payment"),
        ("how heavy is it", "ask_dimensions"),
    )
    assert said(waterproof)["product"] == "Orbit GPS Watch"


@pytest.mark.parametrize(
    "more", [("how long does it take", "ask_detail"), ("any faster way?", "out_of_scope")]
)
def test_what_names_no_product_goes_on_with_the_shipping(
    talk: Conversation, more: tuple[str, str]
) -> None:
    answers = talk.ask_several(("do you ship to Norway", "ask_shipping"), more)
    assert [said(answer)["country"] for answer in answers] == ["Norway"]


def test_a_price_behind_a_service_is_that_of_the_service(talk: Conversation) -> None:
    talk.ask("tell me about the Fjord Parka", "ask_product")
    answers = talk.ask_several(
        ("do you wrap gifts?", "ask_shipping_policy"), ("how much is that", "ask_price")
    )
    assert [said(answer)["title"] for answer in answers] == ["Gift wrapping"]


def test_it_is_the_product_of_a_service_that_names_one(talk: Conversation) -> None:
    _, cost = talk.ask_several(
        ("can I return the Drift Earbuds", "ask_returns"), ("how much are they", "ask_price")
    )
    assert said(cost)["product"] == "Drift Earbuds"


def test_what_no_example_is_like_is_read_by_the_product_it_names(talk: Conversation) -> None:
    here = asked("otter rain jacket 110/116 yellow there?", "nlu_fallback", ask_stock=0.2)
    collect = asked("can I collect it", "ask_pickup")
    assert told(talk, here, collect) == ["confirm_stock", "inform_policy"]


def test_words_beside_a_question_are_asked_of_the_product_they_name(talk: Conversation) -> None:
    acts = told(
        talk, asked("kindle stove weight", ""), asked("how much is the Trail Runner 2", "ask_price")
    )
    assert acts == ["inform_detail", "inform_price"]
    pays = asked("do you take PayPal", "ask_payment")
    acts = told(talk, asked("Snow Hare boots in 29 plum please", ""), pays)
    assert acts == ["confirm_stock", "inform_policy"]


@pytest.mark.parametrize("words", ["Trail Runner 2", "greetings from my balcony"])
def test_words_that_ask_nothing_tell_what_the_question_is_about(
    talk: Conversation, words: str
) -> None:
    talk.ask("tell me about the Trail Runner 2", "ask_product")
    price = asked("how much is it", "ask_price")
    assert told(talk, asked(words, ""), price) == ["inform_price"]
    assert talk.context.product == "trail-runner-2"


def test_a_title_that_was_cut_is_put_together(talk: Conversation) -> None:
    first = asked("price of the Hiker Socks", "ask_price")
    second = asked("2 pairs", "nlu_fallback")
    text = "price of the Hiker Socks, 2 pairs"
    answers = talk.hear(replace(read(text, "ask_several"), questions=(first, second)))
    assert [answer.act for answer in answers] == ["inform_price"]


def test_two_comparisons_of_the_same_products_are_both_answered(talk: Conversation) -> None:
    bigger, microwave = talk.ask_several(
        ("which is bigger, the Enamel Camp Mug or the Stoneware Mug", "ask_compare"),
        ("which can go in the microwave", "ask_compare"),
    )
    assert bigger.facts != microwave.facts


def test_another_product_is_asked_the_same(talk: Conversation) -> None:
    stove, chair = talk.ask_several(
        ("how heavy is the Kindle Stove", "ask_dimensions"),
        ("the Perch Camp Chair", "ask_dimensions"),
    )
    assert (said(stove)["text"], said(chair)["text"]) == ("weight: 95 g", "weight: 980 g")


def test_the_size_advised_is_the_one_asked_about_next(talk: Conversation) -> None:
    _, yellow = talk.ask_several(
        ("which size of the Drizzle Jacket for chest 98 cm", "ask_fit"),
        ("is it there in that size in yellow", "ask_stock"),
    )
    assert said(yellow)["size"] == "M"


def test_a_colour_behind_another_question_is_asked_of_the_product(talk: Conversation) -> None:
    _, burgundy = talk.ask_several(
        ("is the Lichen Fleece warm?", "ask_detail"), ("in burgundy L?", "refine")
    )
    assert said(burgundy)["color"] == "Burgundy"


def test_it_is_the_service_where_no_product_was_spoken_of(talk: Conversation) -> None:
    covers = asked("what does it cover", "nlu_fallback", ask_care=0.1)
    acts = told(talk, asked("how long is the warranty", "ask_warranty"), covers)
    assert set(acts) == {"inform_policy"}


def test_a_boot_that_leaves_space_says_nothing_of_shipping(talk: Conversation) -> None:
    stock, country = talk.ask_several(
        ("do you have the Frostline Boot in 44", "ask_stock"),
        ("how fast can it be here", "ask_shipping"),
    )
    assert (stock.act, country.act) == ("confirm_stock", "ask_country")


def test_what_no_page_says_of_it_is_looked_for_in_its_record(talk: Conversation) -> None:
    talk.ask("tell me about the Drizzle Jacket", "ask_product")
    acts = told(
        talk,
        asked("how much is it", "ask_price"),
        asked("is it good for juggling cucumbers", "ask_shipping_policy"),
    )
    assert acts == ["inform_price", "not_stated"]


def test_an_unsure_question_about_a_kind_is_answered_with_what_is_of_it(talk: Conversation) -> None:
    jeans = asked("are there any jeans for the weekend", "nlu_fallback", ask_detail=0.05)
    assert told(talk, jeans, asked("do you take PayPal", "ask_payment"))[0] == "recommend"
