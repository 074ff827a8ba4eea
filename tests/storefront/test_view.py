from __future__ import annotations

from pathlib import Path

import pytest

from bot.storefront import view
from knowledge.model import Product, ShippingRate, Variant
from tests.storefront.records import BOTTLE, LAMP, SECTIONS, TRAIL, eur


def test_sizes_go_across_and_colours_down() -> None:
    grid = view.stock_grid(TRAIL)
    assert grid.columns == ("41", "42", "43")
    assert [row for row, _ in grid.rows] == ["Blue", "Red"]
    assert [[cell.text for cell in cells] for _, cells in grid.rows] == [
        ["In stock", "2 left", "–"],
        ["–", "Sold out", "Available"],
    ]


def test_prices_are_in_the_table_only_where_they_differ() -> None:
    assert {cell.price for _, cells in view.stock_grid(TRAIL).rows for cell in cells} == {""}
    ((_, cells),) = view.stock_grid(BOTTLE).rows
    assert [cell.price for cell in cells] == ["€19.90", "€24.90"]


def test_a_product_without_options_has_one_cell() -> None:
    grid = view.stock_grid(LAMP)
    assert grid.columns == ("",)
    assert [[cell.text for cell in cells] for _, cells in grid.rows] == [["1 left"]]


@pytest.mark.parametrize(
    ("product", "expected"), [(TRAIL, "€119.90"), (BOTTLE, "from €19.90"), (LAMP, "¥1,234")]
)
def test_the_price_says_from_where_variants_differ(product: Product, expected: str) -> None:
    assert view.price(product) == expected


def test_a_missing_picture_is_replaced(tmp_path: Path) -> None:
    assert view.picture(TRAIL, tmp_path) == view.PLACEHOLDER
    (tmp_path / "trail-runner-2.svg").touch()
    assert view.picture(TRAIL, tmp_path) == TRAIL.image
    assert view.picture(BOTTLE, tmp_path) == view.PLACEHOLDER
    assert view.picture(LAMP, tmp_path) == LAMP.image


def test_departments_come_once_in_the_order_of_the_records() -> None:
    paths = ["Shoes > Running shoes", "Kitchen", "Shoes", ""]
    assert view.departments(paths) == ("Shoes", "Kitchen", view.OTHER)


@pytest.mark.parametrize("count", [0, 1, view.PAGE, view.PAGE + 1, 3 * view.PAGE])
def test_pages_hold_every_product_once_in_order(count: int) -> None:
    ids, number, seen = [str(n) for n in range(count)], 1, []
    while True:
        page = view.page(ids, str(number))
        assert page is not None
        assert page.before == (number - 1 or None)
        seen += page.ids
        if page.after is None:
            break
        number = page.after
    assert seen == ids
    assert view.page(ids, str(number + 1)) is None


@pytest.mark.parametrize("number", ["", "0", "-1", "one", "1.5", "\u0661"])
def test_what_is_no_page_has_none(number: str) -> None:
    assert view.page(["p"], number) is None


def test_a_policy_is_called_by_its_page() -> None:
    assert view.policy_titles(SECTIONS) == {"shipping": "Shipping"}


def test_suggestions_ask_only_what_the_product_has() -> None:
    asked = "How long does shipping take?"
    assert len(view.product_suggestions(TRAIL, asked)) == 3
    plain = Product("p", "Plain", (Variant("P", eur("1")),))
    assert view.product_suggestions(plain, asked) == (asked,)
    assert "Trail Runner 2" in view.home_suggestions([LAMP, TRAIL], asked)[0]


def test_the_suggested_country_is_one_that_the_shop_serves() -> None:
    rates = [
        ShippingRate("RU", "standard", None),
        ShippingRate("US", "standard", eur("5")),
        ShippingRate("FR", "standard", eur("9")),
    ]
    assert view.shipping_question(rates) == "How long does shipping to the United States take?"
    assert view.shipping_question([]) == "How long does shipping take?"
