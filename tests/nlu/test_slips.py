"""Details told with a slip of the finger are read, where they stand as typed."""

from __future__ import annotations

import pytest

from bot.nlu.parse import find_entities
from bot.nlu.parse.places import NOT_TYPOS
from tests.nlu.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("expres shipping to Cyprus", "shipping_method=express country=CY"),
        ("expresd, exprwss or expreess", " ".join(["shipping_method=express"] * 3)),
        ("how long does oevrnight take", "shipping_method=express"),
        ("fast shiping", "shipping_method=express"),
        ("boots in blakc or drak gren", "color=black color=dark_green"),
        ("brwon ones", "color=brown"),
        ("do you ship to swizerland", "country=CH"),
        ("shipping swizerland?", "country=CH"),
        (
            "postage into germny, the united kingdm or new zeland",
            "country=DE country=GB country=NZ",
        ),
        ("the secnd one in lagre", "ordinal=2 size=L"),
        ("in szie 42, undr 50 euors", "size=42 money=50:max@EUR"),
        ("my wasit is 80 cm", "measure=80:waist@cm"),
    ],
)
def test_a_slip_loses_no_detail(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(f"with {word}" for word in sorted(NOT_TYPOS)),
        *("croatian wool", "estonian linen", "a columbia jacket", "granola bowls", "back in stock"),
        *(
            "the grain of the leather",
            "a bleach",
            "tanned",
            "pints",
            "expresso",
            "reddit",
            "goldie",
        ),
    ],
)
def test_other_words_name_no_detail(text):
    assert read(text) == ""


def test_a_detail_stands_where_it_was_typed():
    text = "Hi! Expresd to swizerland, in drak blue?"
    found = {span.entity: text[span.start : span.end] for span in find_entities(text)}
    assert found == {"shipping_method": "Expresd", "country": "swizerland", "color": "drak blue"}
