"""The judge catches wrong replies of every kind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.claims import unsupported
from tests.e2e.judge import is_right
from tests.e2e.questions import Question, Row

ROW: Row = {
    "id": "p1",
    "title": "Ember Tee",
    "variants": [
        {"sku": "a", "options": {"size": "S", "color": "Red"}, "price": "20.00", "stock": 3},
        {"sku": "b", "options": {"size": "M", "color": "Red"}, "price": "20.00", "stock": 0},
        {
            "sku": "1042",
            "options": {"size": "2XL", "color": "Ocean Blue"},
            "price": "25.50",
            "stock": 9,
        },
    ],
    "rating": 4.5,
}
DEARER: Row = {
    **ROW,
    "id": "p2",
    "title": "Gilda Tee",
    "variants": [
        {
            "sku": "c",
            "options": {"size": "L", "color": "Forest Green"},
            "price": "90.00",
            "stock": 5,
        }
    ],
    "rating": 4.7,
}


def reply(text: str, *ids: str) -> list[dict[str, Any]]:
    return [{"text": text}, {"custom": {"products": [{"id": id_} for id_ in ids]}}]


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            Question("", "sizes", ROW, ["S", "M"]),
            "The Ember Tee comes in S and M.",
            "The Ember Tee comes in S.",
        ),
        (Question("", "sizes", ROW, ["S"]), "The Ember Tee: S.", "It comes in S."),
        (
            Question("", "stock", ROW, True),
            "Yes, the Ember Tee is in stock.",
            "Sorry, the Ember Tee is sold out.",
        ),
        (
            Question("", "stock", ROW, False),
            "No, the Ember Tee isn't in stock.",
            "We have the Ember Tee in M.",
        ),
        (
            Question("", "price", ROW, ["20.00"]),
            "The Ember Tee costs €20.00.",
            "The Ember Tee costs €120.00.",
        ),
        (Question("", "shipping", None, ("€4.90",)), "It costs €4.90.", "It costs €14.90."),
    ],
)
def test_right_is_told_from_wrong(question: Question, right: str, wrong: str) -> None:
    assert is_right(question, reply(right), [ROW])
    assert not is_right(question, reply(wrong), [ROW])


def test_a_recommendation_has_to_fit_and_to_be_named() -> None:
    question = Question("", "recommend", ROW, ("tee", 30))
    rows = [ROW, DEARER]
    assert is_right(question, reply("Take the Ember Tee.", "p1"), rows)
    assert not is_right(question, reply("Take the Gilda Tee.", "p2"), rows)
    assert not is_right(question, reply("Take this one.", "p1"), rows)
    assert not is_right(question, reply("Sorry, nothing."), rows)


ABOUT_EMBER = Question("", "price", ROW, ["20.00"])
SHIPPING = Question("", "shipping", rates=("€12.90", "€120.00", "4–6 working days"))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ABOUT_EMBER, "The Ember Tee costs $20.00."),
        (ABOUT_EMBER, "The Ember Tee is $20, from 20.00 to $25.50."),
        (ABOUT_EMBER, "The ember tee comes in S, M and 2XL, in red and Ocean Blue."),
        (ABOUT_EMBER, "Shoppers give the Ember Tee 4.5 out of 5. It's one of ours, only 3 left."),
        (ABOUT_EMBER, "The Tee you mean is the Ember Tee. Which one would you like?"),
        (Question("", "recommend", ROW, ("tee", 30)), "Under $30, there is the Ember Tee."),
        (SHIPPING, "It costs €12.90 and takes 4–6 working days; free from €120.00."),
    ],
)
def test_what_the_records_hold_is_supported(question: Question, text: str) -> None:
    assert unsupported(question, reply(text), [ROW, DEARER]) == []


@pytest.mark.parametrize(
    ("question", "text", "claims"),
    [
        (ABOUT_EMBER, "The Ember Tee costs $21.00.", ["21.00"]),
        (ABOUT_EMBER, "The Ember Tee costs $20.00 to $90.00.", ["90.00"]),
        (ABOUT_EMBER, "The Ember Tee costs $120.00.", ["120.00"]),
        (ABOUT_EMBER, "The Ember Tee costs $3.", ["3"]),
        (ABOUT_EMBER, "There are 3 of the Ember Tee.", ["3"]),
        (ABOUT_EMBER, "Of the Ember Tee, only 7 left.", ["7"]),
        (ABOUT_EMBER, "The Ember Tee has the number 1042.", ["1042"]),
        (ABOUT_EMBER, "The Ember Tee is rated 4.7.", ["4.7"]),
        (ABOUT_EMBER, "The Ember Tee comes in three sizes.", ["three"]),
        (ABOUT_EMBER, "The Ember Tee comes in S, M and XL.", ["XL"]),
        (ABOUT_EMBER, "The Ember Tee comes in S and L.", ["L"]),
        (ABOUT_EMBER, "The Ember Tee comes in Red and forest green.", ["forest green"]),
        (ABOUT_EMBER, "The Ember Tee comes in green.", ["green"]),
        (ABOUT_EMBER, "The Ember Tee, or the Gilda Tee.", ["Gilda Tee"]),
        (ABOUT_EMBER, "The Ember Tee, or our Zenith Tee.", ["Zenith Tee"]),
        (ABOUT_EMBER, "It costs $20.00.", ["20.00"]),
        (Question("", "recommend", ROW, ("tee", 30)), "Take the Ember Tee under $40.", ["40"]),
        (SHIPPING, "It costs €4.90.", ["4.90"]),
        (SHIPPING, "It takes 1–3 working days.", ["1", "3"]),
        (SHIPPING, "It takes two days.", ["two"]),
        (SHIPPING, "Shipping is free with the Gilda Tee.", ["Gilda Tee"]),
    ],
)
def test_a_claim_that_the_records_do_not_hold_is_caught(
    question: Question, text: str, claims: list[str]
) -> None:
    assert unsupported(question, reply(text), [ROW, DEARER]) == claims


def test_a_product_on_a_card_may_be_named_with_its_own_values() -> None:
    said = "Take the Gilda Tee at $90.00 in forest green."
    assert unsupported(ABOUT_EMBER, reply(said, "p2"), [ROW, DEARER]) == []
