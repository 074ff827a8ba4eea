"""Sizes and colours of a product, by the demo shop's records."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


def test_all_sizes_from_small_to_large_with_a_card(talk: Conversation) -> None:
    answer = talk.ask("What sizes does the Trail Runner come in?", "ask_sizes")
    assert answer.act == "inform_sizes"
    assert said(answer)["product"] == "Trail Runner 2"
    assert said(answer)["sizes"] == "39, 40, 41, 42, 43, 44, 45 and 46"
    assert [card.id for card in answer.products] == ["trail-runner-2"]
    assert {fact.source for fact in answer.facts} == {"catalog:trail-runner-2"}


def test_and_in_blue_narrows_to_the_colour_and_names_what_is_sold_out(talk: Conversation) -> None:
    talk.ask("What sizes does the Trail Runner come in?", "ask_sizes")
    answer = talk.ask("and in blue?", "refine")
    assert answer.act == "inform_sizes"
    assert said(answer)["color"] == "Blue"
    assert said(answer)["sold_out"] == "44"


def test_a_colour_that_is_not_made_is_denied_with_those_that_are(talk: Conversation) -> None:
    answer = talk.ask("which sizes does the trail runner have in purple", "ask_sizes")
    assert answer.act == "deny_option"
    assert said(answer)["alternatives"] == "Blue and Charcoal"
    assert "purple" not in " ".join(said(answer).values()).lower()


def test_colours(talk: Conversation) -> None:
    answer = talk.ask("what colours does the Trail Runner 2 come in?", "ask_colors")
    assert (answer.act, said(answer)["colors"]) == ("inform_colors", "Blue and Charcoal")


def test_a_product_without_sizes_says_so(talk: Conversation) -> None:
    assert talk.ask("which sizes does the pine candle have", "ask_sizes").act == "inform_no_sizes"
    brush = talk.ask("what size is the workshop shoe brush", "ask_sizes")
    assert said(brush)["text"] == "dimensions: 17 x 5 cm"


def test_two_products_that_fit_are_asked_about_and_the_button_answers_the_question(
    talk: Conversation,
) -> None:
    asked = talk.ask("what sizes does the Fjord jacket come in?", "ask_sizes")
    assert asked.act == "clarify_product"
    assert [button.title for button in asked.buttons] == ["Fjord Parka", "Fjord Shell"]
    answer = talk.ask("", "select_item", product="fjord-shell")
    assert answer.act == "inform_sizes"
    assert said(answer)["product"] == "Fjord Shell"


def test_the_choice_can_be_typed_too(talk: Conversation) -> None:
    talk.ask("what sizes does the Fjord jacket come in?", "ask_sizes")
    answer = talk.ask("the parka", "select_item")
    assert (answer.act, said(answer)["product"]) == ("inform_sizes", "Fjord Parka")


def test_an_unknown_product_is_asked_back_not_guessed(talk: Conversation) -> None:
    talk.ask("What sizes does the Trail Runner come in?", "ask_sizes")
    answer = talk.ask("and which sizes does the Zorgo Pegasus come in?", "ask_sizes")
    assert answer.act == "unknown_product"
    assert "sizes" not in said(answer)


@pytest.mark.parametrize(
    ("text", "title"), [("150 x 220 cm", "Loch Blanket"), ("130 x 170 cm", "Cabin Throw")]
)
def test_a_size_of_the_records_is_never_denied(talk: Conversation, text: str, title: str) -> None:
    answer = talk.ask(f"which colours are there for the {title} in size {text}", "ask_colors")
    assert answer.act == "inform_colors"
    assert said(answer)["size"] == text


def test_every_size_of_every_product_is_known_as_its_own(talk: Conversation) -> None:
    for product in talk.shop.store.products():
        for size in product.option_values("size") + product.option_values("capacity"):
            text = f"is the {product.title} in stock in {size}"
            answer = Conversation(talk.shop).ask(text, "ask_stock")
            assert answer.act != "deny_option", text
