"""The intent model on vectors made here: no encoder, no Rasa."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.intent_model import Examples, IntentModel, delexicalise
from bot.nlu.typos import misspell

TOPICS = ("price", "size", "delivery", "returns", "stock", "gift", "repair", "privacy")
FORMS = ("{}", "what about {}", "{} please", "tell me the {}", "any {}?", "is {} known", "my {}")
DIMENSIONS = 24


def vector(text: str) -> np.ndarray:
    """A unit vector near its topic's own, elsewhere for a text of no topic."""
    topic = next((i for i, name in enumerate(TOPICS) if name in text), DIMENSIONS - 1)
    noise = np.random.default_rng(sum(map(ord, text))).normal(scale=0.15, size=DIMENSIONS)
    raw = np.eye(DIMENSIONS)[topic] + noise
    return (raw / np.linalg.norm(raw)).astype(np.float32)


def vectors(texts: list[str]) -> np.ndarray:
    return np.vstack([vector(text) for text in texts])


def examples(topics: tuple[str, ...] = TOPICS, forms: tuple[str, ...] = FORMS) -> Examples:
    texts = [form.format(topic) for topic in topics for form in forms]
    intents = np.array([f"ask_{topic}" for topic in topics for _ in forms])
    return Examples(texts, vectors(texts), intents, np.array(texts))


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fit(examples(), c=0.3)


def test_a_new_wording_gets_its_topic(model):
    texts = [f"could you say something on {topic}" for topic in TOPICS]
    best = model.confidences(texts, vectors(texts)).argmax(axis=1)
    assert [model.intents[column] for column in best] == [f"ask_{topic}" for topic in TOPICS]


def test_what_no_example_is_like_is_less_sure_than_what_one_is(model):
    known, strange = "what is the price", "sing a song of the sea"
    sure, unsure = model.confidences([known, strange], vectors([known, strange])).max(axis=1)
    assert unsure < 0.3
    assert sure > 0.6


def test_a_saved_model_says_the_same(model, tmp_path):
    texts = ["what is the price", "a gift for size 42"]
    model.save(tmp_path / "model.skops")
    loaded = IntentModel.load(tmp_path / "model.skops")
    assert loaded.intents == model.intents
    expected = model.confidences(texts, vectors(texts))
    assert np.allclose(loaded.confidences(texts, vectors(texts)), expected)


@pytest.mark.parametrize("forms", [FORMS[:2], FORMS])
def test_two_intents_are_enough(forms):
    model = IntentModel.fit(examples(TOPICS[:2], forms), c=0.3)
    texts = ["what about price", "what about size"]
    confidences = model.confidences(texts, vectors(texts))
    assert confidences.shape == (2, 2)
    assert [model.intents[i] for i in confidences.argmax(axis=1)] == ["ask_price", "ask_size"]


def test_fitting_again_gives_the_same_model(model):
    texts = ["what is the price"]
    again = IntentModel.fit(examples(), c=0.3).confidences(texts, vectors(texts))
    assert np.array_equal(again, model.confidences(texts, vectors(texts)))


def test_a_typing_error_changes_one_word_by_one_letter_or_two():
    from random import Random

    assert misspell("is it in", Random(0)) == "is it in"
    wrong = misspell("waterproof boots", Random(0))
    assert wrong != "waterproof boots"
    assert abs(len(wrong) - len("waterproof boots")) <= 1


def test_details_are_replaced_by_their_kind():
    assert delexicalise("2 pairs in 42 to Spain") == "quantityslot pairs in sizeslot to countryslot"
