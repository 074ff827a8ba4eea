"""Wishes given up, corrections, a yes, a no, and starting over."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.context import Context
from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import stall, thing

BOOTS = "I need waterproof boots in black under 150 euros"


def test_the_budget_is_given_up_and_the_rest_still_holds(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    dropped, shown = talk.hear_all("forget the budget", "drop_filter")
    assert dropped.act == "filter_dropped"
    assert said(dropped)["filter"] == "any price"
    assert "budget" not in said(dropped)["need"]
    assert "black" in said(dropped)["need"]
    assert shown.products
    assert talk.context.criteria.max_price is None
    assert talk.context.criteria.color == "black"


def test_any_colour_keeps_budget_and_need(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    dropped, shown = talk.hear_all("the colour doesn't matter", "drop_filter")
    assert said(dropped)["filter"] == "any colour"
    assert all(card.price < 150 for card in shown.products)
    assert talk.context.criteria.color is None


def test_a_wish_named_by_its_value_is_given_up(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    talk.hear_all("it doesn't have to be black", "drop_filter")
    assert talk.context.criteria.color is None
    talk.hear_all("they don't need to be waterproof", "drop_filter")
    assert talk.context.criteria.need == "boots"


def test_forget_that_keeps_what_is_looked_for(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    dropped, shown = talk.hear_all("ok forget that", "drop_filter")
    assert said(dropped)["filter"] == "any price and any colour"
    assert talk.context.criteria.need == "waterproof boots"
    assert shown.products


def test_a_limit_that_was_never_set_can_be_given_up(talk: Conversation) -> None:
    dropped, asked = talk.hear_all("any price is fine", "drop_filter")
    assert (said(dropped), asked.act) == ({"filter": "any price"}, "ask_need")


def test_no_figure_of_the_shopper_comes_back(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    answers = talk.hear_all("drop the 150 euro limit", "drop_filter")
    assert "150" not in " ".join(said(answers[0]).values())


def test_any_size_of_the_product_in_focus(talk: Conversation) -> None:
    talk.ask("do you have the Trail Runner 2 in Blue in 44?", "ask_stock")
    answer = talk.ask("any size is fine", "drop_filter")
    assert said(answer)["product"] == "Trail Runner 2"
    assert said(answer)["color"] == "Blue"
    assert "size" not in said(answer)


def test_starting_over_forgets_everything(talk: Conversation) -> None:
    talk.ask(BOOTS, "ask_recommendation")
    talk.ask("how much is shipping to Spain?", "ask_shipping")
    assert talk.ask("start over", "start_over").act == "start_over"
    assert talk.context == Context()
    talk.ask(BOOTS, "ask_recommendation")
    assert talk.ask("scratch all that", "drop_filter").act == "start_over"
    assert talk.context == Context()


def test_no_the_other_size(talk: Conversation) -> None:
    talk.ask("do you have the Trail Runner 2 in 42?", "ask_stock")
    for intent in ("refine", "deny"):
        answer = talk.ask("no, not 42, 43", intent)
        assert (said(answer)["product"], said(answer)["size"]) == ("Trail Runner 2", "43")


def test_no_the_other_product(talk: Conversation) -> None:
    talk.ask("which sizes has the Trail Runner 2?", "ask_sizes")
    answer = talk.ask("no, I meant the Fjord Parka", "deny")
    assert (answer.act, said(answer)["product"]) == ("inform_sizes", "Fjord Parka")


def test_a_topic_switched_away_from_can_be_returned_to(talk: Conversation) -> None:
    talk.ask("do you have the Trail Runner 2 in 42?", "ask_stock")
    talk.ask("how much is shipping to Spain?", "ask_shipping")
    answer = talk.ask("ok and back to the shoe, what does it cost", "ask_price")
    assert said(answer)["product"] == "Trail Runner 2"


def test_yes_to_a_list_asks_which_and_no_asks_what_to_change(talk: Conversation) -> None:
    shown = talk.ask("I need waterproof boots", "ask_recommendation")
    asked = talk.ask("yes please", "affirm")
    assert asked.act == "ask_which"
    assert [button.title for button in asked.buttons] == [card.title for card in shown.products]
    assert talk.ask("no", "deny").act == "ask_change"


def test_yes_to_a_single_product_is_about_it(talk: Conversation) -> None:
    talk.ask("I need waterproof boots", "ask_recommendation")
    only = talk.context.products[0]
    talk.remember(products=(only,), product=only)
    assert talk.ask("yes", "affirm").products[0].id == only


def test_none_of_those_asked_about(talk: Conversation) -> None:
    talk.ask("do you have the fjord jacket in L?", "ask_stock")
    assert talk.ask("neither", "deny").act == "ask_product"
    answer = talk.ask("the Ember Down Jacket", "refine")
    assert (said(answer)["product"], said(answer)["size"]) == ("Ember Down Jacket", "L")


def test_what_was_offered_is_taken_by_yes_and_gone_after_anything_else(
    talk: Conversation,
) -> None:
    talk.remember(offered="ask_similar", product="fjord-parka")
    assert talk.ask("yes", "affirm").act == "recommend"
    talk.remember(offered="ask_similar", product="fjord-parka")
    talk.ask("hello", "greet")
    assert talk.context.offered is None
    talk.remember(offered="ask_similar")
    assert talk.ask("no thanks", "deny").act == "deny"
    assert talk.context.offered is None


def test_yes_to_nothing_is_friendly(talk: Conversation) -> None:
    assert talk.ask("yes", "affirm").act == "affirm"
    assert talk.ask("no", "deny").act == "deny"


def test_a_size_or_a_measure_in_what_was_not_understood_is_of_the_product_at_hand(
    talk: Conversation,
) -> None:
    talk.ask("the moor sweater in mustard size M?", "ask_stock")
    for intent in ("refine", "nlu_fallback"):
        advised = talk.ask("and my husband, he has chest 108", intent)
        assert (advised.act, said(advised)["size"]) == ("advise_size", "L")
    answer = talk.ask("so that one in L?", "refine")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "L")


def test_a_country_in_what_was_not_understood_is_another_to_ship_to(talk: Conversation) -> None:
    talk.ask("do you ship to Brazil", "ask_shipping")
    answer = talk.ask("ugh. and portugal? thats where my mum lives", "out_of_scope")
    assert said(answer)["country"] == "Portugal"
    assert talk.ask("any jokes?", "out_of_scope").act == "out_of_scope"


@pytest.mark.parametrize(
    ("question", "intent", "fragment", "product"),
    [
        ("is the fjord parka waterproof", "ask_detail", "and the shell?", "Fjord Shell"),
        ("is the fjord parka warm", "ask_reviews", "and the Moor Sweater?", "Moor Sweater"),
    ],
)
def test_a_detail_is_asked_again_of_another_product(
    talk: Conversation, question: str, intent: str, fragment: str, product: str
) -> None:
    first = talk.ask(question, intent)
    again = talk.ask(fragment, "refine")
    assert (again.act, said(again)["product"]) == (first.act, product)


def test_what_it_costs_after_shipping_is_shipping(talk: Conversation) -> None:
    talk.ask("tell me about the fjord parka", "ask_product")
    talk.ask("do you deliver to Belgium", "ask_shipping")
    answer = talk.ask("and from how much is it free", "ask_price")
    assert said(answer) == {"country": "Belgium", "free_from": "€90.00"}
    assert said(talk.ask("how much is the parka", "ask_price"))["product"] == "Fjord Parka"


def test_what_it_costs_after_a_page_is_on_the_page(talk: Conversation) -> None:
    page = talk.ask("can i collect my order in your shop", "ask_pickup")
    answer = talk.ask("costs?", "ask_price")
    assert said(answer)["title"] == said(page)["title"]


def test_stock_after_an_advised_size_is_of_this_size(talk: Conversation) -> None:
    talk.ask("switchback helmet which size for 57cm head", "ask_fit")
    assert said(talk.ask("is it available in white", "ask_stock"))["size"] == "M"


def test_a_figure_of_a_thing_without_a_chart_is_its_size(talk: Conversation) -> None:
    talk.ask("tell me about the Terrace Planter", "ask_product")
    answer = talk.ask("28 cm in stone", "ask_fit")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "28 cm")


def test_two_of_one_title_are_told_apart_by_price(shop: Shop, tmp_path: Path) -> None:
    watches = [thing("one", "Lunar Watch", price="90.00"), thing("two", "Lunar Watch", "120.00")]
    talk = Conversation(stall(shop, tmp_path, watches))
    asked = talk.ask("how much is the lunar watch", "ask_price")
    titles = ["Lunar Watch (€90.00)", "Lunar Watch (€120.00)"]
    assert sorted(button.title for button in asked.buttons) == sorted(titles)
    assert said(talk.ask("the cheaper one", "select_item"))["price"] == "€90.00"
