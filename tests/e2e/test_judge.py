"""The judge catches wrong replies of every kind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.judge import is_right, unsupported
from tests.e2e.questions import Question, Row

ROW: Row = {
    "id": "p1",
    "title": "Ember Tee",
    "variants": [
        {"sku": "a", "options": {"size": "S", "color": "Red"}, "price": "20.00", "stock": 3},
        {"sku": "b", "options": {"size": "M", "color": "Red"}, "price": "20.00", "stock": 0},
    ],
}
DEARER: Row = {
    **ROW,
    "id": "p2",
    "title": "Gilda Tee",
    "variants": [{**ROW["variants"][0], "price": "90.00"}],
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


def test_a_figure_that_the_named_products_do_not_hold_is_unsupported() -> None:
    question = Question("", "price", ROW, ["20.00"])
    assert not unsupported(question, reply("The Ember Tee costs €20.00."), [ROW])
    assert unsupported(question, reply("The Ember Tee costs €21.00."), [ROW]) == ["21.00"]
    assert unsupported(question, reply("The Gilda Tee costs €20.00."), [ROW, DEARER]) == ["20.00"]
