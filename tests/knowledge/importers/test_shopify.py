"""Shopify's product export, as its columns were and as they are now."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.forms import form_of
from knowledge.model import Money

SHOE = {
    "Handle": "fell-runner", "Title": "Fell Runner", "Body (HTML)": "<p>Grips on <b>mud</b>.</p>",
    "Vendor": "Kelvik", "Product Category": "Apparel & Accessories > Shoes", "Type": "Trail shoe",
    "Tags": "running, mud", "Published": "true", "Option1 Name": "Shoe size",
    "Option1 Value": "42", "Option2 Name": "Farbe", "Option2 Value": "Blue",
    "Variant SKU": "'0042", "Variant Grams": "310", "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": "3", "Variant Inventory Policy": "deny", "Variant Price": "89.90",
    "Variant Compare At Price": "109.90", "Variant Barcode": "'4006381333931",
    "Image Src": "https://cdn.example/a.jpg", "Image Position": "1",
    "Variant Image": "https://cdn.example/blue.jpg", "Status": "active",
    "Fabric (product.metafields.custom.fabric)": '["mesh","rubber"]',
    "Rating (product.metafields.reviews.rating)":
        '{"scale_min":"1.0","scale_max":"5.0","value":"4.5"}',
    "Count (product.metafields.reviews.rating_count)": "12",
}  # fmt: skip
SECOND = {
    "Handle": "fell-runner", "Option1 Value": "43", "Option2 Value": "Blue",
    "Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "0",
    "Variant Inventory Policy": "continue", "Variant Price": "89.90", "Variant Grams": "310",
    "Image Src": "https://cdn.example/b.jpg", "Image Position": "2",
}  # fmt: skip
PICTURE = {
    "Handle": "fell-runner",
    "Image Src": "https://cdn.example/c.jpg",
    "Image Position": "3",
}
MUG = {
    "Handle": "mug", "Title": "Mug", "Option1 Name": "Title", "Option1 Value": "Default Title",
    "Variant Inventory Qty": "9", "Variant Price": "12", "Status": "active", "Published": "TRUE",
}  # fmt: skip


def test_a_product_with_variants_pictures_and_metafields(export, load):
    catalog, report = load(export([SHOE, SECOND, PICTURE, MUG]))
    assert not report.errors
    assert (report.rows_read, report.rows_imported) == (4, 4)
    shoe, mug = catalog.products
    assert (shoe.id, shoe.title, shoe.brand) == ("fell-runner", "Fell Runner", "Kelvik")
    assert shoe.description == "Grips on mud."
    assert shoe.category == "Apparel & Accessories > Shoes"
    assert shoe.tags == ("running", "mud")
    assert shoe.attributes == {"type": "Trail shoe", "weight": "310 g", "fabric": "mesh, rubber"}
    assert (shoe.rating, shoe.rating_count) == (Decimal("4.5"), 12)
    assert (shoe.image, shoe.images) == (
        "https://cdn.example/a.jpg",
        ("https://cdn.example/b.jpg", "https://cdn.example/c.jpg"),
    )
    assert shoe.url == "/products/fell-runner"
    first, second = shoe.variants
    assert first.options == {"size": "42", "color": "Blue"}
    assert (first.sku, first.barcode) == ("0042", "4006381333931")
    assert (first.price, first.list_price) == (
        Money(Decimal("89.90"), "EUR"),
        Money(Decimal("109.90"), "EUR"),
    )
    assert (first.stock, first.image) == (3, "https://cdn.example/blue.jpg")
    assert (second.sku, second.stock, second.list_price) == ("fell-runner/43/Blue", None, None)
    assert (mug.variants[0].sku, mug.variants[0].options) == ("mug", {})


@pytest.mark.parametrize(
    ("counted", "stock"),
    [
        (("shopify", "3", "deny"), 3),
        (("shopify", "0", "deny"), 0),
        (("shopify", "-2", "deny"), 0),
        (("shopify", "3", "continue"), 3),
        (("shopify", "-2", "continue"), None),
        (("", "7", "deny"), None),
        (("shopify", "", "deny"), None),
    ],
)
def test_stock_is_unknown_where_it_is_not_counted(export, load, counted, stock):
    tracker, quantity, policy = counted
    row = SHOE | {
        "Variant Inventory Tracker": tracker,
        "Variant Inventory Qty": quantity,
        "Variant Inventory Policy": policy,
    }
    catalog, _ = load(export([row]))
    assert catalog.products[0].variants[0].stock == stock


def test_the_new_column_names_say_the_same(export, load):
    names = {
        "Handle": "URL handle", "Body (HTML)": "Description", "Product Category":
        "Product category", "Published": "Published on online store", "Option1 Name":
        "Option1 name", "Option1 Value": "Option1 value", "Option2 Name": "Option2 name",
        "Option2 Value": "Option2 value", "Variant SKU": "SKU", "Variant Grams":
        "Weight value (grams)", "Variant Inventory Tracker": "Inventory tracker",
        "Variant Inventory Qty": "Inventory quantity", "Variant Inventory Policy":
        "Continue selling when out of stock", "Variant Price": "Price",
        "Variant Compare At Price": "Compare-at price", "Variant Barcode": "Barcode",
        "Image Src": "Product image URL", "Image Position": "Image position",
        "Variant Image": "Variant image URL",
    }  # fmt: skip
    old = [SHOE, SECOND, PICTURE, MUG | {"Variant Inventory Tracker": "shopify"}]
    new = [{names.get(column, column): cell for column, cell in row.items()} for row in old]
    before, _ = load(export(old))
    after, report = load(export(new, "new.csv"))
    assert not report.errors
    assert after == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Status": "draft"}, "is a draft"),
        ({"Status": "Archived"}, "is archived"),
        ({"Published": "FALSE"}, "is not published"),
    ],
)
def test_what_is_not_for_sale_is_left_out_and_counted(export, load, change, reason):
    catalog, report = load(export([SHOE | change, SECOND, MUG]))
    assert [product.id for product in catalog.products] == ["mug"]
    assert (report.rows_read, report.rows_imported, report.rows_left_out) == (3, 1, 2)
    assert [(found.line, found.reason) for found in report.left_out] == [(2, reason)]


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        ([MUG, SHOE, SECOND | {"Variant Price": "12,50"}], (4, "Variant Price"), "is not a price"),
        ([MUG, SHOE, SECOND | {"Variant Price": ""}], (4, "Variant Price"), "is empty"),
        ([SHOE | {"Title": ""}], (2, "Title"), "is missing"),
        ([MUG, SHOE | {"Handle": ""}], (3, "Handle"), "is missing"),
        ([SHOE | {"Variant Inventory Qty": "many"}], (2, "Variant Inventory Qty"), "whole number"),
        ([SHOE, MUG | {"Variant SKU": "0042"}], (3, "Variant SKU"), "is already at"),
        ([SHOE, MUG, SHOE], (4, "Handle"), "is already at"),
        ([SHOE | {"Image Src": "javascript:1"}], (2, "Image Src"), "http(s) address"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(export, load, rows, place, reason):
    _, report = load(export(rows))
    found = [(e.line, e.field) for e in report.errors if reason in e.reason]
    assert place in found


def test_without_a_currency_nothing_is_imported(export, load):
    catalog, report = load(export([SHOE]), currency="")
    assert not catalog.products
    (error,) = report.errors
    assert error.field == "currency"
    assert "--currency EUR" in error.reason


def test_an_export_without_quantities_says_that_stock_is_unknown(export, load):
    row = {column: cell for column, cell in SHOE.items() if "Inventory Qty" not in column}
    catalog, report = load(export([row | {"Price / International": "99"}]))
    assert catalog.products[0].variants[0].stock is None
    assert [warning.field for warning in report.warnings] == ["Variant Inventory Qty", "Price / …"]


def test_it_is_recognised(export):
    assert form_of(export([SHOE])).name == "shopify"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
variants = st.fixed_dictionaries(
    {
        "size": texts,
        "price": st.decimals(0, 99_999, places=2),
        "stock": st.none() | st.integers(0, 999),
    }
)
shops = st.lists(
    st.tuples(texts, st.lists(variants, min_size=1, max_size=4, unique_by=lambda v: v["size"])),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops)
def test_what_shopify_would_export_is_what_arrives(export, load, shop):
    rows = []
    for i, (title, sizes) in enumerate(shop):
        for j, variant in enumerate(sizes):
            product = {"Title": title, "Option1 Name": "Size", "Published": "true"}
            rows.append(
                (product if j == 0 else {})
                | {
                    "Handle": f"p{i}",
                    "Option1 Value": variant["size"],
                    "Variant SKU": f"p{i}-{j}",
                    "Variant Price": str(variant["price"]),
                    "Variant Inventory Tracker": "" if variant["stock"] is None else "shopify",
                    "Variant Inventory Qty": str(variant["stock"] or 0),
                }
            )
    catalog, report = load(export(rows))
    assert not report.errors
    assert report.rows_read == report.rows_imported == len(rows)
    for product, (title, sizes) in zip(catalog.products, shop, strict=True):
        assert product.title == title
        assert [(v.options["size"], v.price.amount, v.stock) for v in product.variants] == [
            (v["size"], v["price"], v["stock"]) for v in sizes
        ]
