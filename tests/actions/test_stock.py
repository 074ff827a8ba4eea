"""Stock of one size or colour, with the nearest alternatives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.shop import Shop
from knowledge.model import Catalog
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import stall, thing


def test_in_stock(talk: Conversation) -> None:
    answer = talk.ask("do you have the trail runner in 42 in blue?", "ask_stock")
    assert answer.act == "confirm_stock"
    assert (said(answer)["size"], said(answer)["color"]) == ("42", "Blue")


def test_it_and_the_colour_under_discussion_are_remembered(talk: Conversation) -> None:
    talk.ask("What sizes does the Trail Runner come in?", "ask_sizes")
    talk.ask("and in blue?", "refine")
    assert said(talk.ask("do you have it in 42?", "ask_stock"))["color"] == "Blue"
    answer = talk.ask("in 44?", "refine")
    assert answer.act == "deny_stock"
    assert said(answer)["alternatives"] == "Charcoal"


def test_a_size_that_is_not_made_is_denied_without_repeating_it(talk: Conversation) -> None:
    answer = talk.ask("do you have the trail runner in 51?", "ask_stock")
    assert answer.act == "deny_option"
    assert "51" not in " ".join(said(answer).values())
    assert said(answer)["alternatives"].startswith("39, 40")


def test_a_product_that_is_sold_out_as_a_whole(talk: Conversation) -> None:
    answer = talk.ask("is the rolling hills foam roller in stock?", "ask_stock")
    assert answer.act == "deny_stock_all"


def test_a_described_kind_is_recommended_from_with_the_options_as_filters(
    talk: Conversation,
) -> None:
    answer = talk.ask("do you have sneakers in 42?", "ask_stock")
    assert answer.act == "recommend"
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert any(v.options.get("size") == "42" and v.stock != 0 for v in product.variants)


def test_a_changed_stock_is_what_the_next_answer_says(talk: Conversation) -> None:
    store = talk.shop.store
    product = store.product("trail-runner-2")
    assert product
    question = "do you have the trail runner in blue in 42?"
    assert talk.ask(question, "ask_stock").act == "confirm_stock"
    sold_out = replace(product, variants=tuple(replace(v, stock=0) for v in product.variants))
    store.import_catalog(Catalog(products=(sold_out,)), replace=False)
    try:
        assert talk.ask(question, "ask_stock").act == "deny_stock_all"
    finally:
        store.import_catalog(Catalog(products=(product,)), replace=False)


def test_back_in_stock_has_no_date_and_names_what_can_be_had(talk: Conversation) -> None:
    talk.ask("trail runner in charcoal in 46?", "ask_stock")
    answer = talk.ask("when will it be back?", "ask_back_in_stock")
    assert answer.act == "no_restock_date"
    assert (said(answer)["size"], said(answer)["alternatives"]) == ("46", "Blue")


def test_what_is_sold_out_altogether_has_something_like_it(talk: Conversation) -> None:
    answer = talk.ask("when do you get the rolling hills foam roller again", "ask_back_in_stock")
    assert answer.act == "no_restock_date"
    assert "Cork Yoga Block" in said(answer)["similar"]
    assert answer.buttons


def test_back_in_stock_of_what_is_there_is_good_news(talk: Conversation) -> None:
    answer = talk.ask("will the trail runner come back in 42 blue", "ask_back_in_stock")
    assert answer.act == "confirm_stock"


@pytest.mark.parametrize("size", ["34/32", "34 32", "34x32", "34-32"])
def test_two_figures_are_one_size(talk: Conversation, size: str) -> None:
    answer = talk.ask(f"do you have the slate jeans in black {size}", "ask_stock")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "34/32")


def test_how_many_there_are_is_told_when_asked(talk: Conversation) -> None:
    answer = talk.ask("how many hiker socks in green 43 are left", "ask_stock")
    assert said(answer)["text"] == "in stock (Forest Green, 43-46): 22"


def test_a_record_without_sizes_does_not_deny_one(shop: Shop, tmp_path: Path) -> None:
    talk = Conversation(stall(shop, tmp_path, [thing("trainers", "Otter Trainers")]))
    assert talk.ask("are the otter trainers there in size 43", "ask_stock").act == "not_stated"
    assert talk.ask("which sizes of the otter trainers", "ask_sizes").act == "not_stated"


def test_which_are_there_in_one_size_lists_the_colours(talk: Conversation) -> None:
    talk.ask("which colours does the fjord shell come in", "ask_colors")
    answer = talk.ask("and which are available in M", "ask_stock")
    assert answer.act == "inform_colors"
    assert said(answer)["size"] == "M"
    assert said(answer)["sold_out"] == "Petrol"


def test_the_size_next_to_the_last_one(talk: Conversation) -> None:
    talk.ask("is the tempo road in stock in 43", "ask_stock")
    answer = talk.ask("what about one size bigger", "refine")
    assert said(answer)["size"] == "44"
    assert said(talk.ask("and half a size smaller?", "refine"))["size"] == "43"


def test_the_product_that_a_question_of_the_rules_names_is_at_hand(talk: Conversation) -> None:
    talk.ask("i bought the heather mid and it is too small, how do i change it", "ask_exchange")
    answer = talk.ask("is the 39 available in plum", "ask_stock")
    assert said(answer)["product"] == "Heather Mid"
    assert (said(answer)["size"], said(answer)["color"]) == ("39", "Plum")


def test_a_version_named_by_a_bare_figure(talk: Conversation) -> None:
    answer = talk.ask("20000 reserve power bank", "nlu_fallback")
    assert (answer.act, said(answer)["size"]) == ("deny_stock", "20000 mAh")
    assert said(talk.ask("and the 10000 one?", "nlu_fallback"))["size"] == "10000 mAh"


def test_a_delivery_to_a_place_is_a_question_of_shipping(talk: Conversation) -> None:
    talk.ask("do you have the frostline boot in 42", "ask_stock")
    answer = talk.ask("how long till they're here, im in hamburg", "nlu_fallback")
    assert answer.act.startswith("inform_shipping")
