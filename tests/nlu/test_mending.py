"""What a message is read as where it has slips of the finger."""

from __future__ import annotations

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.slips import SlipMender, as_meant
from bot.nlu.splitter import CLAUSES, ClauseSplitter
from bot.nlu.typos import COPY_OF

EXAMPLES = (
    *("any reviews of the parka?", "which colours are there", "how heavy is the Velora"),
    # Some examples are misspelt themselves.
    *(f"what is in {number}" for number in range(10)),
    "waht is it",
)


@pytest.fixture(scope="module")
def mender(tmp_path_factory):
    """A mender that has learnt the words of EXAMPLES, loaded as Rasa loads it."""
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("model")), Resource("slips")
    copy = Message({TEXT: "any reveiws of the parka?", INTENT: "ask", COPY_OF: EXAMPLES[0]})
    messages = [Message({TEXT: text, INTENT: "ask"}) for text in EXAMPLES]
    SlipMender.create({}, storage, resource, None).train(TrainingData([*messages, copy]))
    return SlipMender.load({}, storage, resource, None)


def meant(mender: SlipMender, text: str) -> str:
    (message,) = mender.process([Message({TEXT: text})])
    assert message.get(TEXT) == text
    return as_meant(message)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("any revies of it", "any reviews of it"),
        ("Wich cilours are there?", "which colours are there?"),
        ("any reveiws", "any reviews"),
        ("waht reviews", "what reviews"),
        ("<b>any</b> revies", "any  reviews"),
        # Not in the examples, but English.
        ("is it waterprof", "is it waterproof"),
    ],
)
def test_slips_are_read_as_words_of_the_examples_or_of_english(mender, typed, expected):
    assert meant(mender, typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "how heavy is it",
        "the velora in M",
        "the Zqlix 22",
        "r u open",
        "¿hablan español?",
        "",
        "?!",
    ],
)
def test_words_that_may_be_meant_stay(mender, text):
    assert meant(mender, text) == text


def test_each_clause_is_mended(mender):
    (message,) = ClauseSplitter().process([Message({TEXT: "any revies? wich cilours?"})])
    mender.process([message])
    clauses = [as_meant(clause) for _, clause in message.get(CLAUSES)]
    assert clauses == ["any reviews?", "which colours?"]
