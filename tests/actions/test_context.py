"""What carries over from turn to turn, and what must not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from actions.shop import Shop
from knowledge.model import Catalog
from knowledge.store import Store
from tests.actions.conftest import Conversation, said


def test_what_is_ruled_out_is_not_asked_for(talk: Conversation) -> None:
    answer = talk.ask("do you have the Trail Runner 2 in charcoal, not in blue?", "ask_stock")
    assert said(answer)["color"] == "Charcoal"
    corrected = talk.ask("no, I meant blue, not charcoal", "refine")
    assert said(corrected)["color"] == "Blue"


def test_a_waiting_question_does_not_hijack_another(talk: Conversation) -> None:
    assert talk.ask("how much is shipping?", "ask_shipping").act == "ask_country"
    answer = talk.ask("Tell me about the Trail Runner 2", "ask_product")
    assert answer.act == "inform_product"


def test_a_bare_name_read_as_a_question_about_it_is_a_choice(talk: Conversation) -> None:
    talk.ask("which sizes do you have", "ask_sizes")
    assert talk.ask("the watch beanie", "ask_product").act in {"inform_sizes", "inform_one_size"}


def test_asking_for_a_measure_does_not_loop(talk: Conversation) -> None:
    talk.ask("which trail runner size should I take?", "ask_fit")
    assert talk.ask("tell me about it", "ask_product").act == "inform_product"


def test_another_product_than_those_asked_about_drops_the_question(talk: Conversation) -> None:
    talk.ask("do you have the fjord in XL?", "ask_stock")
    assert talk.ask("Tell me about the Kettle Flask", "ask_product").act == "inform_product"


def test_the_typed_choice_keeps_what_was_asked_and_takes_what_it_adds(talk: Conversation) -> None:
    talk.ask("Trail Runner 2 in blue?", "ask_stock")
    talk.ask("do you have the fjord jacket in L?", "ask_stock")
    answer = talk.ask("the parka", "refine")
    assert said(answer)["product"] == "Fjord Parka"
    assert said(answer)["size"] == "L"


def test_options_stay_with_their_product(talk: Conversation) -> None:
    talk.ask("Trail Runner 2 in Charcoal?", "ask_stock")
    talk.ask("Tell me about the Northlake Boot", "ask_product")
    answer = talk.ask("do you have it in 40?", "ask_stock")
    assert "color" not in said(answer)


def test_cheaper_than_the_product_in_focus_not_than_an_old_list(talk: Conversation) -> None:
    talk.ask("I need waterproof boots for winter", "ask_recommendation")
    talk.ask("tell me about the Ember Down Jacket", "ask_product")
    answer = talk.ask("something cheaper?", "ask_cheaper")
    assert answer.products
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert "Jackets" in product.category


def test_a_new_budget_replaces_the_old_one(talk: Conversation) -> None:
    talk.ask("boots between 100 and 200 euros", "ask_recommendation")
    answer = talk.ask("under 80 euros", "refine")
    assert answer.act == "recommend"
    assert all(card.price <= 80 for card in answer.products)


def test_a_search_that_found_nothing_is_what_the_next_turn_refines(talk: Conversation) -> None:
    talk.ask("boots under 150", "ask_recommendation")
    talk.ask("I want a grand piano", "ask_recommendation")
    answer = talk.ask("under 500 euros", "refine")
    assert not any("Boot" in card.title for card in answer.products)


def test_money_of_another_currency_is_not_taken_for_ours(talk: Conversation) -> None:
    yen = talk.ask("shipping to Spain for an order of 12000 yen?", "ask_shipping")
    assert yen.act == "inform_shipping_both"
    pounds = talk.ask("boots under 70 pounds", "ask_recommendation")
    assert "budget" not in said(pounds).get("need", "")


def test_the_country_button_keeps_the_rest_of_the_question(talk: Conversation) -> None:
    asked = talk.ask("how much is express?", "ask_shipping")
    answer = talk.ask(asked.buttons[0].payload, "ask_shipping")
    assert said(answer)["method"] == "express"


def test_the_size_after_another_topic_is_still_a_size(talk: Conversation) -> None:
    talk.ask("do you have the trail runner in 42?", "ask_stock")
    talk.ask("how much is shipping to Spain?", "ask_shipping")
    answer = talk.ask("and in 43?", "refine")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "43")


def test_of_two_sizes_the_sold_out_one_is_named(talk: Conversation) -> None:
    answer = talk.ask("is the trail runner in blue in 43 or 44 available?", "ask_stock")
    assert (said(answer)["sizes"], said(answer)["sold_out"]) == ("43", "44")


def test_prices_that_differ_are_never_one_price(talk: Conversation) -> None:
    answer = talk.ask("tell me about the Loch Blanket", "ask_product")
    assert said(answer)["price"].startswith("from ")


def test_a_need_is_repeated_only_in_the_catalogues_words(talk: Conversation) -> None:
    answer = talk.ask("boots for my twelve year old", "ask_recommendation")
    assert "twelve" not in " ".join(said(answer).values())


def test_a_product_that_left_the_records_but_not_the_index_is_not_linked(
    shop: Shop, tmp_path: Path
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    kept = [product for product in shop.store.products() if product.id != "fjord-parka"]
    store.import_catalog(Catalog(tuple(kept), shop.store.size_charts()), replace=True)
    talk = Conversation(replace(shop, store=store))
    answer = talk.ask("what sizes does the Fjord Parka come in?", "ask_sizes")
    assert said(answer).get("product") != "Fjord Parka"
    assert answer.act != "unavailable"


def test_remembered_products_that_left_the_records_are_asked_for_again(talk: Conversation) -> None:
    talk.context = replace(talk.context, product="no-such-product", products=("gone",))
    assert talk.ask("which sizes?", "ask_sizes").act == "ask_product"


def test_a_fragment_that_names_product_and_size_is_about_stock(talk: Conversation) -> None:
    answer = talk.ask("got the trail runner 2 in size 42?", "refine")
    assert (answer.act, said(answer)["size"]) == ("confirm_stock", "42")
