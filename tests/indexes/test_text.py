from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.text import stem, tokenize


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("shoe", "shoes"),
        ("dress", "dresses"),
        ("watch", "watches"),
        ("battery", "batteries"),
        ("hoodie", "hoodies"),
        ("size", "sizes"),
        ("women", "Women’s"),
        ("creme", "Crème"),
    ],
)
def test_forms_of_one_word_have_one_stem(one, many):
    assert stem(one) == stem(many)


@pytest.mark.parametrize("word", ["S8", "5s", "XPS13", "glass", "bus", "tennis"])
def test_models_and_words_that_only_look_plural_are_kept(word):
    assert stem(word) == word.lower()


@given(st.text())
def test_tokens_lie_in_the_text_in_order(text):
    tokens = tokenize(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
