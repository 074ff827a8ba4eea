"""What buyers say: counted by review, never out of a complaint."""

from __future__ import annotations

import pytest

from actions.praise import praise
from actions.reasons import reason
from knowledge.model import Product, Review


def reviews(*texts, rating=5):
    return [Review(str(number), "boot", rating, text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "phrase"),
    [
        (["Very warm."], "a buyer mentions “warm”"),
        (["Very warm, warm indeed."], "a buyer mentions “warm”"),
        (["Warm.", "It kept me warm"], "buyers mention “warm”"),
        (["Not warm at all."], ""),
        (["Warm? Hardly. They aren't warm."], "a buyer mentions “warm”"),
        (["Good looking but not warm"], ""),
        (["I wish they were warm"], ""),
        (["Light."], ""),
    ],
)
def test_a_word_counts_once_a_review_and_never_denied(texts, phrase):
    assert praise({"warm"}, reviews(*texts)) == phrase


def test_a_complaint_is_no_praise():
    assert praise({"warm"}, reviews("Warm, my feet were soaked.", rating=2)) == ""


def test_a_reason_names_what_the_record_does_not_say():
    boot = Product("boot", "Snow Boot", (), attributes={"lining": "fleece"})
    said = reason(boot, "warm boots for snow", reviews("Warm in the snow", "so warm"))

    assert "buyers mention “warm”" in said
    assert "“snow”" not in said
