"""WooCommerce's product export, with the quirks that it has."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.forms import form_of
from knowledge.model import Money

SHIRT = {
    "ID": "44", "Type": "variable", "SKU": "tee", "Name": "Ridge Tee", "Published": "1",
    "Visibility in catalog": "visible", "Short description": "A light tee.",
    "Description": "<ul>\\n<li>Dries fast</li>\\n</ul>", "In stock?": "1", "Stock": "",
    "Backorders allowed?": "0", "Weight (kg)": ".2", "Sale price": "", "Regular price": "",
    "Date sale price starts": "", "Date sale price ends": "", "Parent": "",
    "Categories": "Clothing > Tees, Sale", "Tags": "hiking, dry\\, quick",
    "Images": "https://shop.example/a.jpg, https://shop.example/b.jpg",
    "Attribute 1 name": "Colour", "Attribute 1 value(s)": "Blue, Green",
    "Attribute 2 name": "Size", "Attribute 2 value(s)": "L, M",
    "Attribute 3 name": "Material", "Attribute 3 value(s)": "wool\\, merino",
}  # fmt: skip
BLUE = {
    "ID": "76", "Type": "variation", "SKU": "tee-blue-m", "Name": "Ridge Tee - Blue, M",
    "Published": "1", "In stock?": "1", "Stock": "4", "Regular price": "25", "Sale price": "20",
    "Parent": "tee", "Images": "https://shop.example/blue.jpg", "Attribute 1 name": "Colour",
    "Attribute 1 value(s)": "Blue", "Attribute 2 name": "Size", "Attribute 2 value(s)": "M",
}  # fmt: skip
GREEN = BLUE | {
    "ID": "77", "SKU": "", "Stock": "", "Sale price": "", "Parent": "id:44", "Images": "",
    "Attribute 1 value(s)": "Green", "Attribute 2 value(s)": "",
}  # fmt: skip
BEANIE = {
    "ID": "48", "Type": "simple", "SKU": "beanie", "Name": "'+1 Beanie", "Published": "1",
    "In stock?": "1", "Regular price": "12,50", "Attribute 1 name": "Color",
    "Attribute 1 value(s)": "Red",
}  # fmt: skip


def test_variations_find_their_parent_wherever_they_stand(export, load):
    catalog, report = load(export([BLUE, SHIRT, BEANIE, GREEN]))
    assert not report.errors
    assert (report.rows_read, report.products, report.variants) == (4, 2, 3)
    beanie, shirt = sorted(catalog.products, key=lambda product: product.title)
    assert (shirt.id, shirt.title, shirt.category) == ("44", "Ridge Tee", "Clothing > Tees")
    assert shirt.description == "A light tee.\n\n- Dries fast"
    assert shirt.tags == ("hiking", "dry, quick", "Sale")
    assert shirt.attributes == {"material": "wool, merino", "weight": "0.2 kg"}
    assert shirt.images == ("https://shop.example/b.jpg",)
    blue, green = shirt.variants
    assert blue.options == {"color": "Blue", "size": "M"}
    assert (blue.price.amount, blue.list_price.amount, blue.stock) == (20, 25, 4)
    assert blue.image == "https://shop.example/blue.jpg"
    assert (green.sku, green.options, green.stock) == ("tee/77", {"color": "Green"}, None)
    assert beanie.title == "+1 Beanie"
    assert beanie.variants[0].price == Money(Decimal("12.50"), "EUR")
    assert beanie.variants[0].options == {"color": "Red"}


@pytest.mark.parametrize(
    ("change", "stock"),
    [
        ({"Stock": "4"}, 4),
        ({"Stock": "4", "In stock?": "0"}, 0),
        ({"Stock": "", "In stock?": "1"}, None),
        ({"Stock": "", "In stock?": "0"}, 0),
        ({"Stock": "", "In stock?": "backorder"}, None),
        ({"Stock": "0"}, 0),
        ({"Stock": "-3"}, 0),
        ({"Stock": "-3", "Backorders allowed?": "notify"}, None),
        ({"Stock": "2.5"}, 2),
    ],
)
def test_stock(export, load, change, stock):
    catalog, _ = load(export([BEANIE | change]))
    assert catalog.products[0].variants[0].stock == stock


def test_variations_may_share_the_stock_of_their_parent(export, load):
    catalog, _ = load(export([SHIRT | {"Stock": "7"}, BLUE | {"Stock": "parent"}]))
    assert catalog.products[0].variants[0].stock == 7


@pytest.mark.parametrize(
    ("starts", "ends", "price"),
    [
        ("", "", 20),
        ("2026-03-01 00:00:00", "2026-03-10 00:00:00", 20),
        ("2026-03-11", "", 25),
        ("", "2026-03-09", 25),
        ("03/01/2026", "", 20),
    ],
)
def test_a_sale_counts_while_it_runs(export, load, starts, ends, price):
    row = BEANIE | {
        "Regular price": "25",
        "Sale price": "20",
        "Date sale price starts": starts,
        "Date sale price ends": ends,
    }
    catalog, report = load(export([row]), now=datetime(2026, 3, 10, 18, tzinfo=UTC))
    assert not report.errors
    assert catalog.products[0].variants[0].price.amount == price


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        ([BEANIE | {"Published": "-1"}], [(2, "is a draft")]),
        ([BEANIE | {"Published": "0"}], [(2, "is not published")]),
        (
            [BEANIE | {"Type": "grouped"}],
            [(2, "is a group of products that are imported one by one")],
        ),
        ([BEANIE | {"Type": "booking"}], [(2, "is of type 'booking', which is not read")]),
        ([SHIRT], [(2, "has no variations that are for sale")]),
        (
            [SHIRT, BLUE | {"Published": "-1"}],
            [(3, "is a draft"), (2, "has no variations that are for sale")],
        ),
        (
            [SHIRT | {"Published": "-1"}, BLUE],
            [(2, "is a draft"), (3, "belongs to a product that is a draft")],
        ),
    ],
)
def test_every_row_that_is_left_out_is_counted_with_its_reason(export, load, rows, left_out):
    catalog, report = load(export(rows))
    assert not catalog.products
    assert not report.errors
    assert [(found.line, found.reason) for found in report.left_out] == left_out
    assert report.rows_read == report.rows_left_out == len(rows)


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        ([BEANIE, BLUE], (3, "Parent"), "'tee' is not in the file"),
        ([SHIRT, BLUE | {"Regular price": "", "Sale price": ""}], (3, "Regular price"), "is empty"),
        ([BEANIE | {"Regular price": "1,250"}], (2, "Regular price"), "is not a price"),
        ([BEANIE | {"Sale price": "cheap"}], (2, "Sale price"), "is not a price"),
        ([BEANIE | {"Stock": "some"}], (2, "Stock"), "must be a whole number"),
        ([BEANIE | {"Name": ""}], (2, "Name"), "is missing"),
        ([BEANIE, BEANIE | {"ID": "49"}], (3, "SKU"), "is already at"),
        (
            [BEANIE | {"Sale price": "9", "Date sale price ends": "soon"}],
            (2, "Date sale price starts, ends"),
            "'soon' is no date",
        ),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(export, load, rows, place, reason):
    _, report = load(export(rows))
    assert [(e.line, e.field) for e in report.errors if reason in e.reason] == [place]


def test_an_export_in_another_language_is_refused_with_what_to_do(export, load):
    path = export([{"ID": "1", "Typ": "simple", "Name": "Mütze", "Regulärer Preis": "12,50"}])
    catalog, report = load(path)
    assert not catalog.products
    (error,) = report.errors
    assert "to English" in error.reason


def test_a_hidden_product_is_imported_with_a_remark(export, load):
    catalog, report = load(export([BEANIE | {"Visibility in catalog": "hidden"}]))
    assert len(catalog.products) == 1
    assert [warning.field for warning in report.warnings] == ["Visibility in catalog"]


def test_it_is_recognised(export):
    assert form_of(export([SHIRT], delimiter=";")).name == "woocommerce"


variants = st.fixed_dictionaries(
    {
        "color": st.sampled_from(["Red", "Deep blue", "Sea, green"]),
        "price": st.decimals(0, 99_999, places=2),
        "stock": st.none() | st.integers(0, 999),
    }
)
shops = st.lists(
    st.lists(variants, min_size=1, max_size=3, unique_by=lambda v: v["color"]),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops, st.randoms(use_true_random=False))
def test_what_woocommerce_would_export_is_what_arrives(export, load, shop, random):
    rows = []
    for i, colors in enumerate(shop):
        rows.append(SHIRT | {"ID": f"{i}", "SKU": f"s{i}", "Name": f"Tee {i}"})
        for j, variant in enumerate(colors):
            stock = "" if variant["stock"] is None else str(variant["stock"])
            rows.append(
                {
                    "Type": "variation",
                    "SKU": f"s{i}-{j}",
                    "Published": "1",
                    "Parent": random.choice([f"id:{i}", f"s{i}"]),
                    "In stock?": "1",
                    "Stock": stock,
                    "Regular price": str(variant["price"]),
                    "Attribute 1 name": "Color",
                    "Attribute 1 value(s)": variant["color"].replace(",", "\\,"),
                }
            )
    random.shuffle(rows)
    catalog, report = load(export(rows))
    assert not report.errors
    assert report.rows_read == report.rows_imported == len(rows)
    arrived = {
        variant.sku: (product.title, variant.options["color"], variant.price.amount, variant.stock)
        for product in catalog.products
        for variant in product.variants
    }
    assert arrived == {
        f"s{i}-{j}": (f"Tee {i}", v["color"], v["price"], v["stock"])
        for i, colors in enumerate(shop)
        for j, v in enumerate(colors)
    }
