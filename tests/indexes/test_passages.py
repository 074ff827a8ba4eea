from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from indexes.passages import rank_passages
from tests.indexes.small_shop import WordEncoder

QUESTIONS = Path(__file__).with_name("passage_questions.yml")

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


@pytest.mark.parametrize(
    "asked_before",
    [
        "Is this machine washable?",
        "is this machine washable",
        "Hi! Can I wash it in the machine?",
        "how hot can you wash it",
    ],
)
def test_the_same_question_from_another_shopper_does_not_answer(minilm, asked_before):
    scores = rank_passages("is it machine washable?", (*PASSAGES, asked_before), minilm)
    assert max(range(len(scores)), key=scores.__getitem__) == PASSAGES.index(
        "Machine wash at 30 °C."
    )


@pytest.mark.parametrize(
    "said", ["What a great jacket.", "When I washed it, it shrank.", "Is good"]
)
def test_what_only_begins_like_a_question_still_answers(minilm, said):
    alone, beside = rank_passages(said, (said, "The parcel came on Monday."), minilm)
    assert alone > beside + 0.5


def test_the_right_passage_of_many_about_one_product_comes_first(minilm):
    """Questions as shoppers type them: what was measured, less two questions of leeway."""
    products = yaml.safe_load(QUESTIONS.read_text("utf-8"))
    hits = []
    for product in products:
        for question, right in product["questions"].items():
            scores = rank_passages(question, product["passages"], minilm)
            hits.append(max(range(len(scores)), key=scores.__getitem__) in right)
    assert sum(hits) / len(hits) >= 0.85


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
