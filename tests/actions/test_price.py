"""Prices, as a whole and by option."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


def test_one_price(talk: Conversation) -> None:
    answer = talk.ask("how much is the trail runner?", "ask_price")
    assert (answer.act, said(answer)["price"]) == ("inform_price", "€119.90")


def test_prices_that_differ_are_a_range_until_an_option_settles_them(talk: Conversation) -> None:
    product = next(p for p in talk.shop.store.products() if len({v.price for v in p.variants}) > 1)
    answer = talk.ask(f"what does the {product.title} cost?", "ask_price")
    assert answer.act == "inform_price_range"
    variant = max(product.variants, key=lambda v: v.price)
    name = "size" if "size" in variant.options else next(iter(variant.options))
    one = talk.ask(f"and in {variant.options[name]}", "refine")
    assert one.act in {"inform_price", "inform_price_range"}
    assert str(variant.price.amount) in " ".join(said(one).values())


def test_the_price_of_what_is_not_made_is_never_invented(talk: Conversation) -> None:
    answer = talk.ask("how much is the trail runner in size 58?", "ask_price")
    assert said(answer) == {"product": "Trail Runner 2", "price": "€119.90"}


def test_the_variant_that_is_meant_is_priced_and_what_is_sold_out_said(talk: Conversation) -> None:
    talk.ask("spring bottle", "ask_product")
    litre = talk.ask("price for the litre one", "ask_price")
    assert (said(litre)["size"], said(litre)["price"]) == ("1 L", "€27.90")
    price, gone = talk.hear_all("in terracotta", "refine")
    assert (price.act, gone.act) == ("inform_price", "deny_stock")
    assert said(gone)["color"] == "Terracotta"
    assert [one.act for one in talk.hear_all("then white", "refine")] == ["inform_price"]


@pytest.mark.parametrize("text", ["the big one", "the bigger one", "the large one"])
def test_the_size_that_is_chosen_is_priced(talk: Conversation, text: str) -> None:
    assert said(talk.ask("power bank", "ask_product"))["price"] == "from €39.90"
    price, gone = talk.hear_all(text, "select_item")
    assert (said(price)["price"], gone.act) == ("€59.90", "deny_stock")
