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
        ("nothing over 200", "money=200:max"),
        ("I don't want to pay more than 60", "money=60:max"),
        ("my limit is $75", "money=75:max@USD"),
        ("a budget of around 80", "money=80:around"),
        ("from 100 to 150", "money=100:min money=150:max"),
        ("my cart is at 72.90", "money=72.90"),
    ],
)
def test_money(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["less than 5 days", "over 3 hours", "the last 50 years", "top 10", "from 36 to 46"]
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
        ("under 2 kg", "measure=2:weight@kg"),
        ("lighter than 500 g", "measure=0.5:weight@g"),
        ("does it hold 1.5 litres", "measure=1.5:volume@l"),
        ("the coffee 500 g", ""),
        ("longer than 2 m", "measure=200@m"),
        ("I'm 1.85 m tall", "measure=185:height@m"),
        ("I'm 5'9", "measure=175.26:height@ft"),
        ("6 ft tall", "measure=182.88:height@ft"),
        ("for a 180 cm man", "measure=180:height@cm"),
        ("hips 98 and waist 74 cm", "measure=98:hips measure=74:waist@cm"),
        ("my head is 60.7 cm around", "measure=60.7:head@cm"),
        ("my hand is 19 around", "measure=19:hand"),
        ("head circumference 22.5", "measure=57.15:head"),
        ("torso length 48", "measure=48:back_length"),
        ("is the 43 back", ""),
        ("a wrist of 17 cm", "measure=17:wrist@cm"),
        ("2 M please", ""),
    ],
)
def test_measures(text, expected):
    assert read(text) == expected
