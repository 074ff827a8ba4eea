from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.fields import Fields
from indexes.terms import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5 l", "1,5 litres"),
        ("1.5l", "1.50 liter"),
        ("size 42 1/2", "size 42.5"),
        ("42½", "42,5"),
        ("15 inch", '15"'),
        ("15-inch", "15in"),
        ("15.0 inches", "15 inch"),
        ("256GB", "256 gb"),
        ("20,000 mAh", "20000mah"),
        ("2 kilograms", "2kg"),
    ],
)
def test_ways_to_write_a_measure_are_one(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5 l", "15 l"), ("10 inch", "10 cm"), ("1,5 l", "1,500 l"), ("42 1/2", "42 1 2")],
)
def test_other_measures_stay_apart(one, other):
    assert terms(one) != terms(other)


def test_a_measure_is_found_by_its_number_alone():
    assert "256" in terms("256GB")


def test_a_unit_without_a_number_is_a_word():
    assert terms("in a litre bottle") == ["in", "a", "litre", "bottle"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("T-Shirt", "tshirt"),
        ("Sun Glasses", "sunglasses"),
        ("WH-1000XM4 Headphones", "wh1000xm4"),
        ("XPS 13 Laptop", "xps13"),
    ],
)
def test_names_give_their_neighbours_as_one_word(title, query):
    assert set(terms(query)) <= set(Fields(title).terms())
    assert set(terms(query)) <= set(Fields(kinds=[title]).terms())


def test_names_count_more_than_descriptions():
    found = Fields(title="tent", kinds=["camping"], text="mat").terms()
    assert found.count("tent") > found.count("camping") > found.count("mat") == 1


@given(st.text())
def test_any_text_has_terms_without_spaces(text):
    assert all(term and not any(char.isspace() for char in term) for term in terms(text))
