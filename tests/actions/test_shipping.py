"""Shipping from the table of the policy page."""

from __future__ import annotations

from pathlib import Path

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import section, stall


def test_cost_and_time_with_express_beside_it(talk: Conversation) -> None:
    text = "how long does shipping to Spain take and what does it cost?"
    answer = talk.ask(text, "ask_shipping")
    assert answer.act == "inform_shipping_both"
    assert said(answer)["cost"] == "€12.90"
    assert said(answer)["time"] == "4–6 working days"
    assert said(answer)["express_cost"] == "€24.90"
    assert said(answer)["free_from"] == "€120.00"
    assert all(fact.source.startswith("policy:shipping#") for fact in answer.facts)


def test_a_basket_above_the_threshold_ships_free(talk: Conversation) -> None:
    answer = talk.ask("shipping to Spain for an order of 130 euros?", "ask_shipping")
    assert answer.act == "inform_shipping_free"
    assert "130" not in " ".join(said(answer).values())


def test_below_the_threshold_it_costs(talk: Conversation) -> None:
    answer = talk.ask("shipping to Spain for an order of 119 euros?", "ask_shipping")
    assert said(answer)["cost"] == "€12.90"


def test_one_method(talk: Conversation) -> None:
    answer = talk.ask("express to Spain?", "ask_shipping")
    assert answer.act == "inform_shipping"
    assert (said(answer)["method"], said(answer)["cost"]) == ("express", "€24.90")


def test_a_method_that_is_not_offered_there(talk: Conversation) -> None:
    answer = talk.ask("express shipping to Portugal", "ask_shipping")
    assert answer.act == "deny_method"
    assert said(answer)["cost"] == "€12.90"


def test_a_place_that_is_not_served(talk: Conversation) -> None:
    answer = talk.ask("do you deliver to Brazil?", "ask_shipping")
    assert (answer.act, said(answer)["country"]) == ("deny_shipping", "Brazil")


def test_without_a_country_it_asks_and_the_country_alone_answers(talk: Conversation) -> None:
    assert talk.ask("how much is express shipping?", "ask_shipping").act == "ask_country"
    answer = talk.ask("to Spain", "refine")
    assert (answer.act, said(answer)["cost"]) == ("inform_shipping", "€24.90")


def test_the_country_is_remembered(talk: Conversation) -> None:
    talk.ask("how much is shipping to Spain", "ask_shipping")
    assert said(talk.ask("and with express?", "refine"))["cost"] == "€24.90"


def test_the_countries_served(talk: Conversation) -> None:
    answer = talk.ask("which countries do you ship to?", "ask_shipping_countries")
    assert answer.act == "inform_shipping_countries"
    assert "Spain" in said(answer)["countries"]
    assert "Brazil" not in said(answer)["countries"]


def test_when_is_it_free(talk: Conversation) -> None:
    answer = talk.ask("when is shipping to Spain free?", "ask_shipping")
    assert (answer.act, said(answer)["free_from"]) == ("inform_free_shipping", "€120.00")


def test_the_product_in_question_is_the_basket(talk: Conversation) -> None:
    talk.ask("tell me about the trail runner", "ask_product")
    answer = talk.ask("how much is shipping for that to germany?", "ask_shipping")
    assert (answer.act, said(answer)["basket"]) == ("inform_shipping_free", "€119.90")
    sources = {fact.name: fact.source for fact in answer.facts}
    assert sources["basket"] == "catalog:trail-runner-2"
    assert sources["time"].startswith("policy:")


def test_the_basket_is_kept_while_the_country_is_asked_for(talk: Conversation) -> None:
    talk.ask("tell me about the trail runner", "ask_product")
    assert talk.ask("how much is shipping for that?", "ask_shipping").act == "ask_country"
    answer = talk.ask("to spain", "refine")
    assert (said(answer)["cost"], said(answer)["basket"]) == ("€12.90", "€119.90")


def test_a_named_product_is_the_basket_and_a_stated_value_goes_before_it(
    talk: Conversation,
) -> None:
    answer = talk.ask("shipping the hollow 2 tent to france", "ask_shipping")
    assert (answer.act, said(answer)["basket"]) == ("inform_shipping_free", "€289.00")
    answer = talk.ask("shipping the hollow 2 tent to france with 20 euros", "ask_shipping")
    assert "basket" not in said(answer)


def test_a_pick_up_point_in_a_country_comes_from_the_table(talk: Conversation) -> None:
    answer = talk.ask("pick up point in spain?", "ask_pickup")
    assert (answer.act, said(answer)["cost"]) == ("inform_shipping", "€10.90")
    assert talk.ask("pick up point in portugal?", "ask_pickup").act == "deny_method"


def test_a_shop_without_a_table_quotes_its_pages(shop: Shop, tmp_path: Path) -> None:
    page = section("shipping#shipping-cost", "Shipping is €5.00 everywhere.", "Shipping")
    talk = Conversation(stall(shop, tmp_path, sections=[page]))
    answer = talk.ask("how much is shipping to spain?", "ask_shipping")
    assert (answer.act, said(answer)["text"]) == ("inform_policy", "Shipping is €5.00 everywhere.")
    bare = Conversation(stall(shop, tmp_path))
    assert bare.ask("how much is shipping to spain?", "ask_shipping").act == "no_policy"


def test_a_city_stands_for_its_country(talk: Conversation) -> None:
    answer = talk.ask("how fast can you send it to vienna?", "ask_shipping")
    assert said(answer)["country"] == "Austria"


def test_of_two_cities_the_one_that_is_delivered_to_is_meant(talk: Conversation) -> None:
    answer = talk.ask("shipping to valencia?", "ask_shipping")
    assert said(answer)["country"] == "Spain"


def test_a_boot_that_leaves_space_says_nothing_of_shipping(talk: Conversation) -> None:
    talk.ask("frostline boot", "ask_product")
    answers = talk.hear_all("how fast can it be in Vienna, Austria", "ask_shipping")
    assert "roomy" not in str([said(answer) for answer in answers])


def test_whether_express_is_ever_free_is_on_the_page(talk: Conversation) -> None:
    answer = talk.ask("is express delivery ever free?", "ask_shipping")
    assert answer.facts[0].source == "policy:shipping#free-delivery"


def test_the_cheapest_and_the_fastest_method_are_told(talk: Conversation) -> None:
    cheapest = talk.ask("cheapest way to send it to Austria?", "ask_shipping")
    assert (said(cheapest)["method"], said(cheapest)["cost"]) == ("pick-up point", "€6.90")
    fastest = talk.ask("and the fastest?", "ask_shipping")
    assert (said(fastest)["method"], said(fastest)["cost"]) == ("express", "€16.90")
