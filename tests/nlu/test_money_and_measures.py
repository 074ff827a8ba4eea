from __future__ import annotations

import pytest

from tests.nlu.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under 50", "money=50:max"),
        ("up to €120.50", "money=120.50:max@EUR"),
        ("less than 60 dollars", "money=60:max@USD"),
        ("not more than 150", "money=150:max"),
        ("cheaper than 1.299,00 €", "money=1299.00:max@EUR"),
        ("100 max", "money=100:max"),
        ("50 or less", "money=50:max"),
        ("my budget is 120 euros", "money=120:max@EUR"),
        ("I can spend 90", "money=90:max"),
        ("I have 100 to spend", "money=100:max"),
        ("under a hundred", "money=100:max"),
        ("over 100", "money=100:min"),
        ("at least 30 pounds", "money=30:min@GBP"),
        ("no less than 20 euros", "money=20:min@EUR"),
        ("200+", "money=200:min"),
        ("from 30 euros", "money=30:min@EUR"),
        ("around 70 euros", "money=70:around@EUR"),
        ("about 40 quid", "money=40:around@GBP"),
        ("between 50 and 100", "money=50:min money=100:max"),
        ("between 50 and 100 euros", "money=50:min@EUR money=100:max@EUR"),
        ("50-100€", "money=50:min@EUR money=100:max@EUR"),
        ("from 50 to 100 euros", "money=50:min@EUR money=100:max@EUR"),
        ("my basket is 80", "money=80"),
        ("cart total 45.50 eur", "money=45.50@EUR"),
        ("for an order of 80 euros", "money=80@EUR"),
        ("fifty euros", "money=50@EUR"),
        ("US$50", "money=50@USD"),
        ("EUR 99,90", "money=99.90@EUR"),
        ("500 kr", "money=500"),
        ("free shipping over 50?", "money=50:min"),
        ("in 42 under 100", "size=42 money=100:max"),
    ],
)
def test_money(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["less than 5 days", "under 2 kg", "over 3 hours", "the last 50 years", "top 10"]
)
def test_other_amounts_are_no_money(text):
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my foot is 26.5 cm", "measure=26.5:foot_length@cm"),
        ("26,5cm feet", "measure=26.5:foot_length@cm"),
        ("265 mm foot", "measure=26.5:foot_length@mm"),
        ("my foot is 10.5 inches", "measure=26.67:foot_length@in"),
        ("foot 10 in", "measure=25.4:foot_length@in"),
        ("foot length 26", "measure=26:foot_length"),
        ("my foot measures 10.5", "measure=26.67:foot_length"),
        ("96 cm chest", "measure=96:chest@cm"),
        ("98 cm chest, 84 waist", "measure=98:chest@cm measure=84:waist"),
        ("waist 34 in", "measure=86.36:waist@in"),
        ("my chest is 38 inches", "measure=96.52:chest@in"),
        ("a 14 inch laptop", "measure=35.56@in"),
        ('a 10" tablet', "measure=25.4@in"),
        ("under 26 cm", "measure=26@cm"),
        ("chest 100 cm, under 80 euros", "measure=100:chest@cm money=80:max@EUR"),
        ("my feet are size 42", "size=42"),
    ],
)
def test_measures(text, expected):
    assert read(text) == expected
