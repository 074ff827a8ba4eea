from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexes.passages import rank_passages
from tests.indexes.small_shop import WordEncoder

PASSAGES = (
    "A padded sleeve takes a laptop of up to 14 inches.",
    "Less sweat than with my old one. Side pockets are tight.",
    "Machine wash at 30 °C.",
    "Returns from Germany and Austria are free.",
)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("will it fit a 15 inch laptop?", 0),
        ("does it have pockets on the side?", 1),
        ("how do I wash this?", 2),
        ("what does it cost to send it back?", 3),
    ],
)
def test_the_passage_that_answers_comes_first(minilm, question, right):
    scores = rank_passages(question, PASSAGES, minilm)
    assert max(range(len(scores)), key=scores.__getitem__) == right


def test_no_passages():
    assert rank_passages("what is it made of?", (), WordEncoder()) == []


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=6))
def test_any_text_gets_a_finite_score_for_each_passage(question, passages):
    scores = rank_passages(question, passages, WordEncoder())
    assert len(scores) == len(passages)
    assert all(abs(score) < 100 for score in scores)


@settings(deadline=None)
@given(st.permutations(PASSAGES))
def test_the_order_of_the_passages_does_not_matter(passages):
    question = "is it fine to wash it in a machine?"
    before = dict(zip(PASSAGES, rank_passages(question, PASSAGES, WordEncoder()), strict=True))
    after = dict(zip(passages, rank_passages(question, passages, WordEncoder()), strict=True))
    assert after == pytest.approx(before, abs=1e-5)
