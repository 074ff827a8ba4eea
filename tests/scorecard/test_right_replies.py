"""The judge takes a right reply for one, however it is worded."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.scorecard.model import Card, Question, Reply, Verdict
from tests.scorecard.asked import EXPECTED, JUDGE, verdict
from tests.scorecard.shop import eur

RIGHT = yaml.safe_load(Path(__file__).with_name("right_replies.yml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in RIGHT for text in RIGHT[name]])
def test_a_right_reply_passes(name: str, text: str) -> None:
    expected = tuple(EXPECTED[part] for part in name.split(" + "))
    found, flaws = JUDGE.verdict(Question(name, ("?",), expected), Reply((text,)))
    assert found is Verdict.RIGHT, flaws


def test_every_question_has_a_right_reply() -> None:
    assert EXPECTED.keys() <= RIGHT.keys()


def test_a_card_names_the_product_too() -> None:
    card = Card("tee", "Ember Tee", eur("20.00"))
    assert verdict("price", "It costs €20.00.", card) is Verdict.RIGHT


@pytest.mark.parametrize(
    "card",
    [
        Card("gilda", "Gilda Tee", eur("35.50")),
        Card("tee", "Ember Tee", eur("19.00")),
        Card("nowhere", "Zenith Tee", eur("20.00")),
    ],
)
def test_a_wrong_card_is_a_claim(card: Card) -> None:
    assert verdict("price", "The Ember Tee costs €20.00.", card) is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("price", "", Verdict.SILENT),
        ("price", "The Ember Tee costs €21.00.", Verdict.UNSUPPORTED),
        ("price", "The Ember Tee does not cost €20.00.", Verdict.WRONG),
        ("price", "Sorry, I don't know that.", Verdict.REFUSED),
        ("price", "Which product do you mean?", Verdict.REFUSED),
        ("price", "The price of the Ember Tee is [price].", Verdict.WRONG),
        ("price", "<b>The Ember Tee</b> costs €21.00.", Verdict.UNSUPPORTED),
        ("price + shipping", "Several products fit: Ember Tee or Gilda Tee. Which do you mean?",
         Verdict.REFUSED),
        ("not stated", "Yes, the Ember Tee has pockets.", Verdict.WRONG),
        ("sizes", "The Ember Tee comes in S, M, L and XXL.", Verdict.UNSUPPORTED),
        ("in stock", "Sorry, the Ember Tee in Red in size S is gone.", Verdict.WRONG),
        ("shipping", "Shipping to Germany costs €60.00 and takes 1-3 working days.",
         Verdict.UNSUPPORTED),
        ("compare", "The Ember Tee costs €35.50, the Gilda Tee €20.00.", Verdict.UNSUPPORTED),
    ],
)  # fmt: skip
def test_each_verdict_has_its_meaning(name: str, text: str, expected: Verdict) -> None:
    assert verdict(name, text) is expected


def test_an_error_is_silence() -> None:
    question = Question("price", ("?",), (EXPECTED["price"],))
    reply = Reply(("The Ember Tee costs €20.00.",), error="no reply within 30 s")
    assert JUDGE.verdict(question, reply)[0] is Verdict.SILENT


def test_rest_messages_are_read_without_their_facts() -> None:
    card = {"id": "tee", "title": "Ember Tee", "price": "20.00", "currency": "EUR"}
    facts = [{"name": "price", "value": "€99.00", "source": "catalog:tee"}]
    custom = {"type": "answer", "act": "inform_price", "facts": facts, "products": [card]}
    reply = Reply.from_rest([{"text": "It costs €20.00."}, {"custom": custom}], 0.5)
    assert reply.texts == ("It costs €20.00.",)
    assert reply.cards[0].price == eur("20.00")
    assert reply.cards[0].price.amount == Decimal("20.00")
