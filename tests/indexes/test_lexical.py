"""What the words of a query mean to the lexical search."""

from __future__ import annotations

import pytest

from indexes.fields import Fields
from indexes.lexical import Lexical


def found(titles, query, texts=()):
    """The titles (or texts) that have any of the query's words, best first, and their shares."""
    fields = [Fields(title) for title in titles] + [Fields(text=text) for text in texts]
    scores = Lexical.build(fields).scores(query)
    ranked = sorted(zip([*titles, *texts], scores, strict=True), key=lambda pair: -pair[1])
    return {name: float(score) for name, score in ranked if score > 0}


def test_a_rare_synonym_does_not_beat_the_word_itself():
    titles = [*(f"Sofa {name}" for name in "abcdef"), "Settee", "Lamp"]
    ranked = list(found(titles, "sofa"))
    assert ranked[-1] == "Settee"
    assert "Lamp" not in ranked


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Trail Rucksack", "backpack"),
        ("Rain Boots", "wellies"),
        ("Running Shoes", "jogging shoes"),
        ("Bobble Hat", "beanies"),
        ("Tee", "t shirt"),
    ],
)
def test_other_words_for_the_same_goods_are_found(title, query):
    assert next(iter(found([title, "Camp Mug", "Tent"], query))) == title


def test_words_side_by_side_count_more_but_not_much_more():
    shares = found(["Red Chair", "Red Wooden Chair", "Chair", "Red Mug", "Lamp"], "red chair")
    assert list(shares)[:2] == ["Red Chair", "Red Wooden Chair"]
    assert shares["Red Chair"] < 2 * shares["Red Wooden Chair"]


@pytest.mark.parametrize("query", ["umbrela", "unbrella", "xmbrella", "umbrellaa", "ubmrella"])
def test_typing_errors_anywhere_in_a_word_are_bridged(query):
    assert list(found(["Umbrella", "Camp Mug"], query)) == ["Umbrella"]


def test_words_that_are_known_are_not_corrected():
    assert list(found(["Boot", "Boat"], "boat")) == ["Boat"]


@pytest.mark.parametrize("query", ["cat", "mugg42", "the", "please", ""])
def test_short_and_common_words_and_models_are_not_corrected(query):
    assert not found(["Cap", "Mug 42", "These"], query)


def test_two_words_written_as_one_are_found_in_a_text():
    texts = ["With noise, if any, cancelling itself.", "Plain."]
    assert list(found([], "noisecancelling", texts)) == texts[:1]


def test_stop_words_count_where_there_is_nothing_else():
    assert list(found(["Off White", "Black Down Jacket"], "down")) == ["Black Down Jacket"]
    assert list(found(["The Tent", "Tarp"], "the tent")) == ["The Tent"]


def test_what_is_missing_makes_the_share_smaller():
    assert found(["Tent", "Mug"], "tent")["Tent"] > 1.5 * found(["Tent", "Mug"], "tent qwx")["Tent"]
