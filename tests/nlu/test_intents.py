"""Messages that are in no training example, in shoppers' own ways of writing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.dialogue.test_files import examples

pytestmark = pytest.mark.slow

MESSAGES = yaml.safe_load(Path(__file__).with_name("messages.yml").read_text(encoding="utf-8"))
TABLE = [(text, intent) for intent, texts in MESSAGES.items() for text in texts.splitlines()]


@pytest.mark.parametrize(("text", "intent"), TABLE)
def test_intent(nlu_model, text, intent):
    assert nlu_model.parse(text).intent == intent


def test_no_message_is_a_training_example():
    learnt = {line.casefold() for lines in examples().values() for line in lines}
    assert [text for text, _ in TABLE if text.casefold() in learnt] == []


def test_every_intent_is_tried():
    assert set(examples()) - set(MESSAGES) <= {"ask_several"}


def test_entities_come_with_the_intent(nlu_model):
    parse = nlu_model.parse("do you have the Dune Boot in dark green, size 42?")
    assert parse.intent == "ask_stock"
    assert parse.entities == ("color=dark green", "size=42")


def test_a_button_names_its_product(nlu_model):
    parse = nlu_model.parse('/select_item{"product": "dune-boot"}')
    assert parse.intent == "select_item"
    assert parse.entities == ("product=dune-boot",)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x" * 10_000, "size " * 2_000, "\x00\x01", "<script>alert(1)</script>"),
        *(
            "'; DROP TABLE products; --",
            "どのサイズがありますか",
            "какие есть размеры",
            "ما هي المقاسات",
        ),
    ],
)
def test_any_text_gets_a_parse(nlu_model, text):
    assert 0 <= nlu_model.parse(text).confidence <= 1
