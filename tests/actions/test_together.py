"""What things cost that are asked for together, and a price with its shipping."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        (
            "what would two harbour tees plus a market tote come to?",
            "nlu_fallback",
            ["€29.90", "€24.90"],
        ),
        ("how much is pathfinder 45 and 22 together", "ask_price", ["€179.90", "€94.90"]),
        (
            "total for a trio cook set and two kindle stoves please",
            "ask_price",
            ["€74.90", "€59.90"],
        ),
        (
            "the harbour tee and the sleeping bag in long together, how much",
            "ask_price",
            ["€29.90", "€169.90"],
        ),
    ],
)
def test_each_price_is_told_and_no_sum(
    talk: Conversation, text: str, intent: str, told: list[str]
) -> None:
    answers = talk.hear_all(text, intent)
    assert [(one.act, said(one)["price"]) for one in answers] == [
        ("inform_price", price) for price in told
    ]


def test_both_of_the_last_list_are_priced(talk: Conversation) -> None:
    talk.remember(products=("kindle-stove", "trio-cook-set"))
    answers = talk.hear_all("price for both together?", "ask_price")
    assert [said(one)["price"] for one in answers] == ["€59.90", "€74.90"]


def test_parts_that_were_cut_between_what_is_added_up(talk: Conversation) -> None:
    talk.remember(products=("meridian-yoga-mat", "cork-yoga-block"))
    answers = talk.ask_several(
        ("what would the shorter mat", "nlu_fallback"), ("a block cost together", "ask_price")
    )
    assert [said(one)["price"] for one in answers] == ["€69.90", "€17.90"]


def test_the_price_goes_with_its_shipping(talk: Conversation) -> None:
    talk.ask("how much is the moor sweater", "ask_price")
    price, shipping = talk.hear_all(
        "ok charcoal then. how much with shipping to germany", "ask_shipping"
    )
    assert (said(price)["price"], said(price)["color"]) == ("€119.90", "Charcoal")
    assert shipping.act.startswith("inform_shipping")
