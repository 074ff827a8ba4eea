"""Shipping from the table of the policy page."""

from __future__ import annotations

from tests.actions.conftest import Conversation, said


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
