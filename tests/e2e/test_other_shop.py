"""Two hundred questions to a shop that the assistant has never seen, judged by its records."""

from __future__ import annotations

import random
import uuid
from pathlib import Path
from typing import Any

import pytest

from knowledge.countries import country_name
from knowledge.importers.policies import read_policies
from knowledge.model import ShippingRate
from knowledge.money import format_money
from knowledge.settings import PROJECT
from tests.e2e.claims import unsupported
from tests.e2e.judge import is_right, text_of
from tests.e2e.other_shop import write
from tests.e2e.questions import Question, from_catalogue

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

POLICIES = PROJECT / "knowledge" / "sources" / "demo" / "policies"
CATALOGUE_QUESTIONS, SHIPPING_QUESTIONS = 180, 20
LEAST_RIGHT = 0.95


def shipping_questions(seed: int = 3) -> list[Question]:
    """Questions about the standard rate to countries of the demo's shipping page."""
    pages, _ = read_policies(POLICIES)
    rates = [r for r in pages.rates if r.cost and r.method == "standard" and r.country != "*"]
    wordings = (
        "How much is shipping to {}?",
        "how long does delivery to {} take?",
        "what does it cost to ship to {} and how long does it take",
        "shipping to {}?",
    )
    rng = random.Random(seed)
    return [
        Question(
            rng.choice(wordings).format(country_name(rate.country)),
            "shipping",
            expected=(format_money(rate.cost), rate.time),
            rates=figures([r for r in pages.rates if r.country == rate.country]),
        )
        for rate in rng.sample(rates, SHIPPING_QUESTIONS)
        if rate.cost
    ]


def figures(rates: list[ShippingRate]) -> tuple[str, ...]:
    """The amounts and times of `rates`, as a reply says them."""
    amounts = [money for rate in rates for money in (rate.cost, rate.free_from) if money]
    return (*map(format_money, amounts), *(rate.time for rate in rates))


def test_nearly_all_answers_are_right_and_none_states_what_the_records_do_not_hold(
    other_stack: Any, tmp_path: Path
) -> None:
    rows = write(tmp_path / "same.jsonl")
    questions = from_catalogue(rows, CATALOGUE_QUESTIONS) + shipping_questions()
    wrong, invented = [], []
    for question in questions:
        reply = other_stack.ask(uuid.uuid4().hex, question.text)
        if not is_right(question, reply, rows):
            wrong.append((question.text, question.expected, text_of(reply)))
        if claims := unsupported(question, reply, rows):
            invented.append((question.text, claims, text_of(reply)))
    print(
        f"{len(questions) - len(wrong)} of {len(questions)} right, {len(invented)} invented",
        *wrong,
        sep="\n",
    )
    assert not invented
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(questions), wrong
