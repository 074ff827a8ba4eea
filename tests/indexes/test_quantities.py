from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.quantities import FREQUENCY, quantities


@pytest.mark.parametrize(
    ("text", "dimension", "low", "high"),
    [
        ("15 inch", "length", 38.1, 38.1),
        ('a 15.6" laptop', "length", 39.624, 39.624),
        ("up to 16 inches", "length", 0, 40.64),
        ("55-61 cm", "length", 55, 61),
        ("1,490 g", "weight", 1490, 1490),
        ("1,5 l", "volume", 1.5, 1.5),
        ("5 ft tall", "length", 152.4, 152.4),
        ("down to -25 °C", "temperature", -25, -25),
        ("in five minutes", "time", 5, 5),
        ("half an hour", "time", 30, 30),
        ("2,800 W", "power", 2800, 2800),
        ("every three months", FREQUENCY, 131400, 131400),
        ("87 % merino", "share", 87, 87),
    ],
)
def test_a_figure_is_read_with_its_unit(text, dimension, low, high):
    (found,) = quantities(text)
    assert found.dimension == dimension
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize("text", ["0.8, 1.4 and 2.2 l", "23 x 12 x 7.5 cm", "0.5 or 1 l"])
def test_figures_in_a_row_share_the_unit_at_its_end(text):
    found = quantities(text)
    assert len({(one.dimension, one.unit) for one in found}) == 1
    assert found[0].dimension


def test_countable_things_and_bare_numbers_have_no_dimension():
    assert [(one.unit, one.low) for one in quantities("two-person dome")] == [("person", 2)]
    assert quantities("USB 3.0")[0].unit == ""


@pytest.mark.parametrize("text", ["IPX7", "v2", "no figure", "", "call at 5 in the morning"])
def test_what_measures_nothing(text):
    assert not any(one.dimension for one in quantities(text))


@given(st.text())
def test_any_text_can_be_read(text):
    assert all(one.low <= one.high for one in quantities(text))
