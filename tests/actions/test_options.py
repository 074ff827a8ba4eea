"""Which size and colour a message asks for, by the product's own options."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.options import matching, wanted
from actions.turn import Entity, Turn
from actions.values import COLOR, SIZE, close
from knowledge.model import Money, Product, Range, SizeChart, SizeRow, Variant
from tests.actions.conftest import read

PRICE = Money(Decimal(20), "EUR")


def product(
    size_name: str = "size", color_name: str = "color", **values: tuple[str, ...]
) -> Product:
    variants = tuple(
        Variant(f"{size}-{color}", PRICE, {size_name: size, color_name: color}, 1)
        for size in values.get("sizes", ("40", "41", "42.5"))
        for color in values.get("colors", ("Blue", "Black"))
    )
    return Product("p", "Thing", variants)


@pytest.mark.parametrize(
    ("text", "sizes", "asked"),
    [
        ("do you have it in 41?", ("40", "41"), ("41",)),
        ("size 10x30 please", ("10x30", "12 x 30"), ("10x30",)),
        ("is it there in 12x30", ("10x30", "12 x 30"), ("12 x 30",)),
        ("one size?", ("One Size",), ("One Size",)),
        ("it's in m?", ("S", "M"), ("M",)),
        ("it's there?", ("S", "M"), ()),
        ("I'm looking for L", ("M", "L"), ("L",)),
        ("32/34 in stock?", ("32/34", "34/34"), ("32/34",)),
        ("anything?", ("S", "M"), ()),
        ("both M and L", ("S", "M", "L"), ("M", "L")),
    ],
)
def test_a_size_of_the_product_is_found_as_the_shop_writes_it(
    text: str, sizes: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    assert wanted(product(sizes=sizes), SIZE, Turn(text), ()).values == asked


def test_figures_that_mean_something_else_are_no_size() -> None:
    money = Entity("money", "40", 6, 8, role="max")
    assert not wanted(product(), SIZE, Turn("under 40 euros", entities=(money,)), ())


def test_a_size_that_is_not_made_is_asked_for_and_has_no_values() -> None:
    size = Entity("size", "47", 3, 5)
    asked = wanted(product(), SIZE, Turn("in 47?", entities=(size,)), ())
    assert asked
    assert asked.unknown


def test_a_plain_colour_means_every_shade_of_it_unless_the_plain_one_is_made() -> None:
    blue = Turn("in blue?", entities=(Entity("color", "blue", 3, 7),))
    shades = product(colors=("Ocean Blue", "Navy Blue", "Red"))
    assert wanted(shades, COLOR, blue, ()).values == ("Ocean Blue", "Navy Blue")
    assert wanted(product(colors=("Blue", "Navy Blue")), COLOR, blue, ()).values == ("Blue",)


def test_a_colour_that_only_other_products_have_is_denied_not_ignored() -> None:
    asked = wanted(product(), COLOR, Turn("in heather oat?"), ("Heather Oat",))
    assert asked.unknown


def test_grey_is_gray() -> None:
    gray = Turn("in grey", entities=(Entity("color", "grey", 3, 7),))
    assert wanted(product(colors=("Heather Gray",)), COLOR, gray, ()).values == ("Heather Gray",)


def test_a_size_of_another_system_goes_through_the_chart() -> None:
    row = SizeRow(
        "42.5", {"EU": "42.5", "UK": "8.5"}, {"foot_length": Range(Decimal(26), Decimal(27))}
    )
    chart = SizeChart("c", "Shoes", (row,))
    turn = Turn("in UK 8.5", entities=(Entity("size", "8.5", 3, 9, role="UK"),))
    assert wanted(product(), SIZE, turn, (), chart).values == ("42.5",)


def test_other_spellings_of_the_option_names_are_understood() -> None:
    named = product(size_name="Shoe size", color_name="Colour")
    found = matching(named, size=("41",), color=("Black",))
    assert [variant.sku for variant in found] == ["41-Black"]


def test_a_half_size_is_not_its_whole_one() -> None:
    half = Turn("in 42 1/2", entities=(Entity("size", "42.5", 3, 9),))
    assert wanted(product(sizes=("42", "42.5")), SIZE, half, ()).values == ("42.5",)


@pytest.mark.parametrize(
    ("text", "sizes", "asked"),
    [
        ("in size 150 x 220 cm", ("130 x 180 cm", "150 x 220 cm"), ("150 x 220 cm",)),
        ("150×220?", ("130 x 180 cm", "150 x 220 cm"), ("150 x 220 cm",)),
        ("the 150 by 220 cm one", ("130 x 180 cm", "150 x 220 cm"), ("150 x 220 cm",)),
        ("in 1.5 m x 2.2 m", ("130 x 180 cm", "150 x 220 cm"), ("150 x 220 cm",)),
        ("a 50x50 in grey", ("40 x 40 cm", "50 x 50 cm"), ("50 x 50 cm",)),
        ("for 15 inches", ("13 inch", "15 inch"), ("15 inch",)),
        ("the 15-inch one", ("13 inch", "15 inch"), ("15 inch",)),
        ('in 15"', ("13 inch", "15 inch"), ("15 inch",)),
        ("in 0,75 litres", ("0.5 L", "0.75 L"), ("0.75 L",)),
        ("750ml", ("0.5 L", "0.75 L"), ("0.75 L",)),
        ("10l or 20 L", ("10 L", "20 L", "40 L"), ("10 L", "20 L")),
        ("not the 10 L, the 20 L", ("10 L", "20 L"), ("20 L",)),
        ("with 20,000mAh", ("10000 mAh", "20000 mAh"), ("20000 mAh",)),
        ("under 20 euros", ("20 L", "40 L"), ()),
        ("my waist is 85 cm", ("85 cm", "95 cm"), ()),
        ("it is for a 2 person tent", ("2 m", "3 m"), ()),
    ],
)
def test_a_size_that_is_a_measure_is_found_however_it_is_written(
    text: str, sizes: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    found = wanted(product(sizes=sizes), SIZE, read(text, "ask_price"), ())
    assert found.values == asked


@pytest.mark.parametrize(
    ("said", "own", "meant"),
    [
        ("40", ("35-38", "39-42"), ("39-42",)),
        ("38.5", ("35-38", "39-42"), ()),
        ("39–42", ("35-38", "39-42"), ("39-42",)),
        ("34", ("32/34", "34/32", "34/34"), ("34/32", "34/34")),
        ("104", ("98/104", "110/116"), ("98/104",)),
        ("M", ("S/M", "M/L"), ("S/M", "M/L")),
        ("M", ("S/M", "M"), ("M",)),
    ],
)
def test_a_size_within_a_wider_one_means_that(
    said: str, own: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert close(SIZE, own, said) == meant


def test_a_figure_alone_is_the_size_that_has_it() -> None:
    asked = wanted(product(sizes=("10 L", "20 L")), SIZE, read("how much in 20", "ask_price"), ())
    assert asked.values == ("20 L",)


def test_a_measure_that_only_other_products_have_is_denied_not_ignored() -> None:
    turn = read("in 200 x 200 cm?", "ask_stock")
    assert wanted(product(sizes=("150 x 220 cm",)), SIZE, turn, ("200 x 200 cm",)).unknown
