"""What holds for every text that a shopper may send."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.intent_model import delexicalise
from bot.nlu.parse import find_entities

SHOP_WORDS = st.sampled_from(
    [
        *("in", "the", "size", "42", "8.5", "UK", "US", "blue", "dark", "under", "between", "and"),
        *("50", "€", "euros", "second", "one", "last", "to", "Spain", "foot", "26.5", "cm", "not"),
        *(
            "M",
            "XL",
            "32/34",
            "express",
            "\n",
            "🙂",
            "-",
            "1,299.00",
            "x",
            "number",
            "'",
            "hundred",
        ),
    ]
)
shop_texts = st.lists(SHOP_WORDS, max_size=30).map(" ".join)
any_texts = st.text() | shop_texts | st.lists(SHOP_WORDS, max_size=30).map("".join)


# The first text waits for the names of the world's cities.
@settings(deadline=None)
@given(any_texts)
def test_spans_lie_in_the_text_in_order_without_overlap(text):
    end = 0
    for span in find_entities(text):
        assert end <= span.start < span.end <= len(text)
        assert span.value
        end = span.end


@settings(deadline=None)
@given(any_texts)
def test_what_is_not_a_detail_survives_delexicalising(text):
    rest = text
    for span in reversed(find_entities(text)):
        rest = rest[: span.start] + rest[span.end :]
    masked = delexicalise(text)
    assert all(word in masked for word in rest.split() if word.isdigit())
    assert not find_entities(text) or "slot" in masked


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", " ", "in ", "under ", "50 to ", "not the ", "X", "€", "to spian ", '1" ', "🙂"],
)
def test_ten_thousand_characters_are_read(unit):
    text = unit * (10_000 // len(unit))
    assert all(span.end <= len(text) for span in find_entities(text))
