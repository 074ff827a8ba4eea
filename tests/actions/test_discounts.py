"""Codes from the pages, sales from the list prices."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import stall, thing


def test_what_is_on_sale_cheapest_first_with_both_prices(talk: Conversation) -> None:
    answer = talk.ask("what's on sale?", "ask_discount")
    values = said(answer)
    assert answer.act == "inform_on_sale"
    assert (values["price_1"], values["was_1"]) == ("€21.90", "€26.90")
    titles = [values[f"product_{n}"] for n in (1, 2, 3)]
    assert titles == ["Stoneware Mug", "Siesta Hammock", "Gale Windbreaker"]
    cheapest = talk.ask("which is the cheapest", "ask_compare")
    assert said(cheapest)["product_1"] == "Stoneware Mug"


def test_of_a_kind_and_within_a_budget(talk: Conversation) -> None:
    assert said(talk.ask("any jackets on sale?", "ask_discount"))["product_1"] == "Gale Windbreaker"
    answer = talk.ask("deals under 30 euros", "ask_discount")
    assert (said(answer)["product_1"], "product_2" in said(answer)) == ("Stoneware Mug", False)


def test_none_of_the_kind_shows_what_else_is_reduced(talk: Conversation) -> None:
    answers = talk.hear_all("any tents on sale?", "ask_discount")
    assert [answer.act for answer in answers] == ["none_such_on_sale", "inform_on_sale"]


def test_one_product(talk: Conversation) -> None:
    reduced = talk.ask("is the gale windbreaker on sale?", "ask_discount")
    assert (reduced.act, said(reduced)["was"]) == ("inform_sale", "€89.90")
    talk.ask("tell me about the trail runner", "ask_product")
    regular = talk.ask("is it reduced?", "ask_discount")
    assert (regular.act, said(regular)["price"]) == ("deny_sale", "€119.90")


@pytest.mark.parametrize(
    "question", ["military discount?", "do nurses get a discount", "do you price match?"]
)
def test_a_discount_that_no_page_names_is_not_made_up(talk: Conversation, question: str) -> None:
    assert talk.ask(question, "ask_discount").act == "no_discount"


def test_a_sale_day_that_the_pages_name(talk: Conversation) -> None:
    answer = talk.ask("any black friday deals?", "ask_discount")
    assert answer.facts[0].source == "policy:discounts#black-friday"


def test_a_shop_without_pages_and_sales(shop: Shop, tmp_path: Path) -> None:
    talk = Conversation(stall(shop, tmp_path, [thing("mug", "Alder Mug")]))
    assert talk.ask("promo code?", "ask_discount").act == "no_discount"
    assert talk.ask("anything on sale?", "ask_discount").act == "nothing_on_sale"


def test_what_the_pages_surely_say_is_not_denied_first(talk: Conversation) -> None:
    text = "can my friend use a discount code together with a gift card"
    assert {a.act for a in talk.hear_all(text, "ask_discount")} == {"inform_policy"}
