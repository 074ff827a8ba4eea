"""What several things cost together, and a price with its shipping."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Conversation, said


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        (
            "what would two harbour tees plus a market tote come to?",
            "nlu_fallback",
            "2 × €29.90 + €24.90 = €84.70",
        ),
        ("total for 2 pairs of cabin socks", "ask_price", "2 × €19.90 = €39.80"),
        ("how much is pathfinder 45 and 22 together", "ask_price", "€179.90 + €94.90 = €274.80"),
        ("what do 3 harbour tees cost in total", "ask_price", "3 × €29.90 = €89.70"),
        (
            "total for a trio cook set and two kindle stoves please",
            "ask_price",
            "€74.90 + 2 × €59.90 = €194.70",
        ),
        (
            "the harbour tee and the sleeping bag in long together, how much",
            "ask_price",
            "€29.90 + €169.90 = €199.80",
        ),
    ],
)
def test_prices_are_added_up(talk: Conversation, text: str, intent: str, told: str) -> None:
    answer = talk.ask(text, intent)
    assert (answer.act, said(answer)["text"]) == ("inform_detail", told)


def test_no_sum_where_a_price_is_open(talk: Conversation) -> None:
    answers = talk.hear_all("harbour tee and drift sleeping bag together, how much?", "ask_price")
    assert "=" not in " ".join(text for one in answers for text in said(one).values())


def test_both_of_the_last_list_are_added_up(talk: Conversation) -> None:
    talk.remember(products=("kindle-stove", "trio-cook-set"))
    answer = talk.ask("price for both together?", "ask_price")
    assert said(answer)["text"] == "€59.90 + €74.90 = €134.80"


def test_parts_that_were_cut_between_what_is_added_up(talk: Conversation) -> None:
    talk.remember(products=("meridian-yoga-mat", "cork-yoga-block"))
    answers = talk.ask_several(
        ("what would the shorter mat", "nlu_fallback"), ("a block cost together", "ask_price")
    )
    assert [said(one)["text"] for one in answers] == ["€69.90 + €17.90 = €87.80"]


def test_the_price_goes_with_its_shipping(talk: Conversation) -> None:
    talk.ask("how much is the moor sweater", "ask_price")
    price, shipping = talk.hear_all(
        "ok charcoal then. how much with shipping to germany", "ask_shipping"
    )
    assert (said(price)["price"], said(price)["color"]) == ("€119.90", "Charcoal")
    assert shipping.act.startswith("inform_shipping")
