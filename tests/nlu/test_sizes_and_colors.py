from __future__ import annotations

import pytest

from tests.nlu.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("do you have it in 42?", "size=42"),
        ("in 42,5 please", "size=42.5"),
        ("size 8.5", "size=8.5"),
        ("8 1/2", "size=8.5"),
        ("9½?", "size=9.5"),
        ("42", "size=42"),
        ("and 43?", "size=43"),
        ("how about 42", "size=42"),
        ("a 42", "size=42"),
        ("is 42 in stock", "size=42"),
        ("42 in blue", "size=42 color=blue"),
        ("in 42 black", "size=42 color=black"),
        ("I usually take 43 but wide", "size=43"),
        ("EU 42", "size=42:EU"),
        ("eu42", "size=42:EU"),
        ("UK size 9", "size=9:UK"),
        ("size UK 9", "size=9:UK"),
        ("8 UK", "size=8:UK"),
        ("in us 10", "size=10:US"),
        ("what is UK 9 in EU sizes", "size=9:UK"),
        ("41 or 42", "size=41 size=42"),
        ("I'm between 41 and 42", "size=41 size=42"),
        ("size 41, 42 and 43", "size=41 size=42 size=43"),
        ("in xl", "size=XL"),
        ("3XL", "size=3XL"),
        ("extra large", "size=XL"),
        ("x-small", "size=XS"),
        ("in a medium", "size=M"),
        ("and L?", "size=L"),
        ("I'm usually an M", "size=M"),
        ("rain jacket M available?", "size=M"),
        ("W32 L34", "size=32/34"),
        ("jeans 32x34", "size=32/34"),
        ("size 39-42", "size=39-42"),
        ("normally a us 7-9, what fits", "size=7-9:US"),
        ("I'm UK 2.5-5", "size=2.5-5:UK"),
        ("eu 39–42", "size=39-42:EU"),
        ("in 75B", "size=75B"),
        ("in 50 ml", "size=50_ml"),
        ("uk 7 and a half", "size=7.5:UK"),
        ("US mens 10", "size=10:US"),
        ("xs or s", "size=XS size=S"),
        ("M or in an L", "size=M size=L"),
        ("44 2/3 available?", "size=44_2/3"),
        ("he wears 128", "size=128"),
        ("socks 43-46 in black", "size=43-46 color=black"),
        ("bra 80C", "size=80C"),
        ("black trainers 44", "color=black size=44"),
        ("a size bigger than 42", "size=42"),
        ("Kestrel Sprint 3 in 43", "size=43"),
        ("not 42, 43", "size=43"),
    ],
)
def test_sizes(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Trail Runner 2",
        "a 2 person tent",
        "in 3 days",
        "in 2 or 3 days",
        "takes 2-4 days",
        "open 18-20",
        "in 2024",
        "a 20% discount",
        "I need 2",
        "a large backpack",
        "Galaxy S",
        "it's mine",
        "order number 2",
        "is it in",
    ],
)
def test_other_numbers_and_letters_are_no_sizes(text):
    assert "size" not in read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and in blue?", "color=blue"),
        ("Dark Green", "color=dark_green"),
        ("navy-blue", "color=navy_blue"),
        ("off white in L", "color=off-white size=L"),
        ("burnt orange", "color=burnt_orange"),
        ("black and white", "color=black color=white"),
        ("the olive ones", "color=olive"),
        ("in cream", "color=cream"),
        ("furniture in charcoal below €104", "color=charcoal money=104:max@EUR"),
        ("cream?", "color=cream"),
        ("in olive or sand", "color=olive color=sand"),
        ("no, I meant the red one", "color=red"),
        ("not the red one, the blue one", "color=blue"),
        ("blue instead of red", "color=blue"),
        ("hand cream", ""),
        ("olive oil", ""),
        ("chocolate cake", ""),
        ("bored", ""),
    ],
)
def test_colors(text, expected):
    assert read(text) == expected
