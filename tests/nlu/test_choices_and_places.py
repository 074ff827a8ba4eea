from __future__ import annotations

import pytest

from tests.nlu.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the second one", "ordinal=2"),
        ("the second one, which sizes?", "ordinal=2"),
        ("what's the price of the second one", "ordinal=2"),
        ("the third", "ordinal=3"),
        ("2nd", "ordinal=2"),
        ("number 2", "ordinal=2"),
        ("no. 3 please", "ordinal=3"),
        ("option two", "ordinal=2"),
        ("#3", "ordinal=3"),
        ("the last", "ordinal=-1"),
        ("last one", "ordinal=-1"),
        ("the latter", "ordinal=-1"),
        ("the first one in 42 under 100", "ordinal=1 size=42 money=100:max"),
        ("last week", ""),
        ("second hand", ""),
        ("for the first time", ""),
        ("how long does it last", ""),
        ("phone number 5", ""),
    ],
)
def test_ordinals(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to Spain", "country=ES"),
        ("in the netherlands", "country=NL"),
        ("to New Zealand and France", "country=NZ country=FR"),
        ("to France, Spain or Italy", "country=FR country=ES country=IT"),
        ("to the United States of America", "country=US"),
        ("delivery time Poland", "country=PL"),
        ("Norway?", "country=NO"),
        ("to spian", "country=ES"),
        ("in germny", "country=DE"),
        ("ship to swizterland", "country=CH"),
        ("to Turkey", "country=TR"),
        ("the US", "country=US"),
        ("to the us", "country=US"),
        ("to the U.K.", "country=GB"),
        ("ship to uk", "country=GB"),
        ("to Jersey", "country=JE"),
        ("express to Italy", "shipping_method=express country=IT"),
    ],
)
def test_countries(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tell us more",
        "is it in",
        "No",
        "may I",
        "DO YOU SHIP IT TO US",
        "the jersey",
        "a gift for Jordan",
        "for women",
        "to my child",
        "in the walls",
        "an american style",
        "can I return it in may",
    ],
)
def test_other_words_are_no_countries(text):
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and with express?", "shipping_method=express"),
        ("next day delivery", "shipping_method=express"),
        ("fastest shipping", "shipping_method=express"),
        ("standard delivery", "shipping_method=standard"),
        ("with standard instead", "shipping_method=standard"),
        ("can I pick it up", "shipping_method=pickup"),
        ("click & collect", "shipping_method=pickup"),
        ("standard size", ""),
    ],
)
def test_shipping_methods(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 of them", "quantity=2"),
        ("three pairs", "quantity=3"),
        ("two pairs in 43", "quantity=2 size=43"),
        ("a pair of socks", "quantity=1"),
        ("2x please", "quantity=2"),
        ("the mug x 4", "quantity=4"),
        ("I need 2", "quantity=2"),
        ("I want six glasses", "quantity=6"),
        ("a dozen of those", "quantity=12"),
        ("only 3 left in L?", "quantity=3 size=L"),
        ("price for two", "quantity=2"),
        ("2 of the second one", "quantity=2 ordinal=2"),
        ("I need 42", "size=42"),
        ("I have 2 kids", ""),
        ("a 2 person tent", ""),
        ("4 stars", ""),
        ("2 weeks late", ""),
        ("W32 x L34", "size=32/34"),
        ("a couple", ""),
    ],
)
def test_quantities(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how fast can it be in vienna", "country=AT"),
        ("I am writing from Lisbon. I need boots", "country=PT"),
        ("delivery to cologne please", "country=DE"),
        ("to new york city", "country=US"),
        ("Hamburg", "country=DE"),
        ("to valencia, spain", "country=ES"),
        ("shipping to valencia spain", "country=ES"),
    ],
)
def test_a_large_city_stands_for_its_country(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in reading glasses",
        "that would be nice",
        "to nice",
        "the Chelsea boots",
        "in london grey tone",
    ],
)
def test_other_words_are_no_cities(text):
    assert "country" not in read(text)
