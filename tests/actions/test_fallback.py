"""What is not understood: readings on buttons first, then a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import readings
from actions.answer import Answer
from actions.topics import BY_INTENT
from actions.turn import Reading, Turn
from bot.channels.widget import shopper_text
from tests.actions.conftest import Conversation, read, said

RANKED = (
    Reading("nlu_fallback", 0.3),
    Reading("refine", 0.22),
    Reading("ask_price", 0.2),
    Reading("ask_returns", 0.15),
    Reading("greet", 0.1),
    Reading("ask_sizes", 0.05),
    Reading("ask_stock", 0.04),
)


def unclear(text: str, ranked: tuple[Reading, ...] = RANKED) -> Turn:
    return replace(read(text, "nlu_fallback"), readings=ranked)


def titles(answer: Answer) -> list[str]:
    return [button.title for button in answer.buttons]


def test_the_three_likeliest_readings_are_offered_without_those_that_explain_nothing(
    talk: Conversation,
) -> None:
    (answer,) = talk.hear(unclear("wotsit blorp"))
    assert answer.act == "offer_readings"
    assert titles(answer) == ["What it costs", "Returns", "Which sizes there are"]


def test_the_buttons_name_the_product_that_the_message_names(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("wotsit blorp the Trail Runner 2 kerfuffle"))
    assert said(answer)["product"] == "Trail Runner 2"
    assert titles(answer)[0] == "Price of the Trail Runner 2"


def test_a_message_that_names_a_product_and_reads_one_way_is_answered(talk: Conversation) -> None:
    clear = (Reading("nlu_fallback", 0.3), Reading("ask_price", 0.1), Reading("ask_sizes", 0.05))
    (answer,) = talk.hear(unclear("wotsit Trail Runner 2 pricey", clear))
    assert (answer.act, said(answer)["product"]) == ("inform_price", "Trail Runner 2")


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("wotsit pricey", (Reading("ask_price", 0.2), Reading("ask_sizes", 0.01))),
        ("wotsit Trail Runner 2", (Reading("ask_price", 0.2), Reading("ask_sizes", 0.15))),
        ("wotsit Trail Runner 2", (Reading("thank", 0.2), Reading("ask_price", 0.01))),
    ],
)
def test_without_a_product_or_a_lead_it_is_asked_about(
    talk: Conversation, text: str, ranked: tuple[Reading, ...]
) -> None:
    (answer,) = talk.hear(unclear(text, ranked))
    assert answer.act == "offer_readings"


def test_two_products_and_a_doubt_are_a_comparison(talk: Conversation) -> None:
    ranked = (Reading("ask_detail", 0.06), Reading("ask_compare", 0.06))
    (answer,) = talk.hear(unclear("Fjord Parka or Trail Runner 2?", ranked))
    assert answer.act.startswith("compare")


def test_a_pressed_reading_answers_the_message_itself(talk: Conversation) -> None:
    (asked,) = talk.hear(unclear("wotsit blorp the Trail Runner 2 in 42 kerfuffle"))
    pressed = next(button for button in asked.buttons if "Price" in button.title)
    (answer,) = talk.hear(Turn(pressed.payload, "ask_price"))
    assert (answer.act, said(answer)["product"]) == ("inform_price", "Trail Runner 2")
    assert said(answer)["size"] == "42"


def test_another_question_instead_is_answered_as_asked(talk: Conversation) -> None:
    talk.hear(unclear("wotsit blorp the Trail Runner 2"))
    assert said(talk.ask("sizes of the Fjord Parka", "ask_sizes"))["product"] == "Fjord Parka"
    (answer,) = talk.hear(unclear("wotsit"))
    assert answer.act == "offer_readings"


def test_the_second_time_in_a_row_a_person_is_offered_and_the_way_to_reach_one(
    talk: Conversation,
) -> None:
    talk.hear(unclear("wotsit blorp"))
    (answer,) = talk.hear(unclear("blorp!"))
    assert answer.act == "still_unclear"
    assert "@" in said(answer)["contact"]
    assert [button.payload for button in answer.buttons] == ["/ask_human"]
    assert talk.context.offered == "ask_human"


def test_no_to_all_readings_offers_a_person(talk: Conversation) -> None:
    talk.hear(unclear("wotsit blorp"))
    assert talk.ask("no", "deny").act == "still_unclear"


def test_no_to_a_person_is_taken_for_a_no(talk: Conversation) -> None:
    talk.hear(unclear("wotsit blorp"))
    talk.hear(unclear("blorp!"))
    assert talk.ask("no", "deny").act == "deny"
    (answer,) = talk.hear(unclear("wotsit"))
    assert answer.act == "offer_readings"


def test_yes_to_several_readings_leaves_it_unclear(talk: Conversation) -> None:
    talk.ask("I need waterproof boots", "ask_recommendation")
    talk.hear(unclear("wotsit blorp"))
    assert talk.ask("yes", "affirm").act == "still_unclear"


def test_yes_to_a_single_reading_takes_it(talk: Conversation) -> None:
    talk.hear(unclear("kerfuffle", (Reading("ask_shipping", 0.2),)))
    assert talk.ask("yes", "affirm").act == "ask_country"


def test_a_bare_name_answers_the_question_that_waited_for_it(talk: Conversation) -> None:
    talk.ask("which sizes do you have", "ask_sizes")
    (answer,) = talk.hear(unclear("the Trail Runner 2"))
    assert (answer.act, said(answer)["product"]) == ("inform_sizes", "Trail Runner 2")


def test_and_another_name_asks_the_same_of_it(talk: Conversation) -> None:
    talk.ask("price of the Fjord Parka", "ask_price")
    (answer,) = talk.hear(unclear("and the Trail Runner 2?"))
    assert (answer.act, said(answer)["product"]) == ("inform_price", "Trail Runner 2")


def test_a_wish_for_a_kind_of_the_shop_s_goods_is_looked_for(talk: Conversation) -> None:
    ranked = (Reading("ask_recommendation", 0.2), Reading("ask_detail", 0.03))
    (answer,) = talk.hear(unclear("wotsit a jacket for blorping", ranked))
    assert answer.act.startswith("recommend")


def test_what_names_a_page_s_section_is_quoted_from_it(talk: Conversation) -> None:
    asked = unclear("what are your rules on gift wrapping?")
    for turn in (asked, replace(asked, intent="out_of_scope")):
        (answer,) = talk.hear(turn)
        assert said(answer)["title"] == "Gift wrapping"


def test_out_of_scope_is_doubted_where_a_product_is_named(talk: Conversation) -> None:
    unsure = (Reading("out_of_scope", 0.4), Reading("ask_price", 0.3))
    turn = replace(unclear("wotsit Trail Runner 2 pricey", unsure), intent="out_of_scope")
    assert [answer.act for answer in talk.hear(turn)] == ["inform_price"]
    sure = (Reading("out_of_scope", 0.9), Reading("ask_price", 0.05))
    turn = replace(unclear("wotsit Trail Runner 2 pricey", sure), intent="out_of_scope")
    assert [answer.act for answer in talk.hear(turn)] == ["out_of_scope"]


def test_without_any_reading_it_asks_for_other_words(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("wotsit", ()))
    assert answer.act == "rephrase"


def test_no_more_than_a_name_is_about_that_product(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("the Trail Runner 2"))
    assert (answer.act, said(answer)["product"]) == ("inform_product", "Trail Runner 2")
    (stock,) = talk.hear(unclear("Trail Runner 2 in 42"))
    assert stock.act == "confirm_stock"


def test_none_of_the_shops_business_is_refused_and_no_person_offered(talk: Conversation) -> None:
    for _ in range(2):
        assert talk.ask("what's the weather", "out_of_scope").act == "out_of_scope"


@pytest.mark.parametrize("intent", sorted(BY_INTENT))
def test_every_button_may_be_pressed_in_the_widget(intent: str) -> None:
    for button in readings.buttons([Reading(intent, 1.0)]):
        assert shopper_text({"payload": button.payload}) == button.payload


def test_no_two_readings_look_alike() -> None:
    for product in ("", "Trail Runner 2"):
        shown = [
            readings.buttons([Reading(intent, 1.0)], product)[0].title
            for intent in BY_INTENT
            if readings.buttons([Reading(intent, 1.0)])
        ]
        assert len(shown) == len(set(shown)) > 30


def test_the_price_of_one_version_is_no_question_of_stock(talk: Conversation) -> None:
    ranked = (Reading("ask_price", 0.13), Reading("ask_stock", 0.03))
    (answer,) = talk.hear(unclear("how much is the fjord parka in L green", ranked))
    assert (answer.act, said(answer)["price"]) == ("inform_price", "€249.90")
