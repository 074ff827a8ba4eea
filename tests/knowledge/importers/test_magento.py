"""Magento's product export, with its variants, store views and special prices."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.forms import form_of
from knowledge.model import Money

BLACK = {
    "sku": "hoodie-black-m", "store_view_code": "", "attribute_set_code": "Top",
    "product_type": "simple", "categories": "Default Category/Men/Hoodies",
    "product_websites": "base", "name": "Storm Hoodie-M-Black", "description": "",
    "short_description": "", "product_online": "1", "visibility": "Not Visible Individually",
    "price": "52.000000", "special_price": "", "special_price_from_date": "",
    "special_price_to_date": "", "base_image": "/h/o/black.jpg", "additional_images": "",
    "additional_attributes": "color=Black,size=M,ean=4006381333931", "qty": "5.0000",
    "allow_backorders": "0", "use_config_backorders": "1", "is_in_stock": "1",
    "manage_stock": "0", "use_config_manage_stock": "1", "configurable_variations": "",
    "configurable_variation_labels": "",
}  # fmt: skip
BLUE = BLACK | {
    "sku": "hoodie-blue-m", "qty": "0.0000", "is_in_stock": "0",
    "additional_attributes": "color=Blue,size=M",
}  # fmt: skip
HOODIE = BLACK | {
    "sku": "hoodie", "product_type": "configurable", "name": "Storm Hoodie",
    "categories": "Default Category/Men,Default Category/Men/Hoodies,Default Category/Eco",
    "description": "<p>Keeps the wind out.</p>", "visibility": "Catalog, Search", "price": "",
    "qty": "0.0000", "base_image": "/h/o/main.jpg",
    "additional_images": "/h/o/main.jpg,/h/o/back.jpg",
    "additional_attributes":
        "activity=Hiking|Running,care=Wash at 30°, do not bleach,manufacturer=Kelvik",
    "configurable_variations":
        "sku=hoodie-black-m,size=M,color=Black|sku=hoodie-blue-m,size=M,color=Blue",
    "configurable_variation_labels": "size=Size,color=Colour",
}  # fmt: skip
MUG = BLACK | {
    "sku": "mug", "name": "Mug", "visibility": "Catalog, Search", "price": "12.5",
    "additional_attributes": "color=Green,material=steel", "base_image": "no_selection",
}  # fmt: skip
GERMAN = {"sku": "hoodie", "store_view_code": "de", "name": "Sturm-Hoodie"}


def test_configurable_products_have_their_variants(export, load):
    catalog, report = load(export([BLACK, BLUE, HOODIE, GERMAN, MUG]))
    assert not report.errors
    assert (report.products, report.variants, report.rows_read) == (2, 3, 5)
    assert [(found.line, found.reason) for found in report.left_out] == [
        (5, "translates 'hoodie' for another store view")
    ]
    hoodie, mug = catalog.products
    assert (hoodie.id, hoodie.title, hoodie.brand) == ("hoodie", "Storm Hoodie", "Kelvik")
    assert (hoodie.category, hoodie.tags) == ("Men > Hoodies", ("Eco",))
    assert hoodie.description == "Keeps the wind out."
    assert hoodie.attributes == {
        "activity": "Hiking, Running",
        "care": "Wash at 30°, do not bleach",
    }
    assert hoodie.image == "/media/catalog/product/h/o/main.jpg"
    assert hoodie.images == ("/media/catalog/product/h/o/back.jpg",)
    black, blue = hoodie.variants
    assert black.options == {"size": "M", "color": "Black"}
    assert (black.price, black.stock) == (Money(Decimal("52.00"), "EUR"), 5)
    assert black.barcode == "4006381333931"
    assert (blue.sku, blue.stock) == ("hoodie-blue-m", 0)
    assert mug.variants[0].options == {"color": "Green"}
    assert mug.attributes == {"material": "steel"}


def test_the_order_of_rows_does_not_matter(export, load):
    before, _ = load(export([BLACK, BLUE, HOODIE]))
    after, report = load(export([HOODIE, BLACK, MUG, BLUE], "other.csv"))
    assert not report.errors
    assert before.products[0] in after.products


@pytest.mark.parametrize(
    ("change", "stock"),
    [
        ({"qty": "5.0000"}, 5),
        ({"qty": "0"}, 0),
        ({"qty": "5", "is_in_stock": "0"}, 0),
        ({"qty": ""}, None),
        ({"qty": "0", "manage_stock": "0", "use_config_manage_stock": "0"}, None),
        ({"qty": "-2", "allow_backorders": "1", "use_config_backorders": "0"}, None),
        ({"qty": "-2"}, 0),
    ],
)
def test_stock(export, load, change, stock):
    catalog, _ = load(export([MUG | change]))
    assert catalog.products[0].variants[0].stock == stock


@pytest.mark.parametrize(
    ("starts", "ends", "price"),
    [
        ("", "", 9),
        ("3/1/26", "3/31/26", 9),
        ("2026-03-10 00:00:00", "", 9),
        ("14.03.2026", "", 12.5),
        ("1/2/26", "", 9),
        ("", "2/1/26, 7:18 PM", 12.5),
    ],
)
def test_a_special_price_counts_while_it_runs(export, load, starts, ends, price):
    row = MUG | {"special_price": "9.0000", "special_price_from_date": starts}
    path = export([row | {"special_price_to_date": ends}])
    catalog, report = load(path, now=datetime(2026, 3, 10, 12, tzinfo=UTC))
    assert not report.errors
    variant = catalog.products[0].variants[0]
    assert variant.price.amount == Decimal(str(price))
    assert (variant.list_price is not None) == (price == 9)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([MUG | {"product_online": "2"}], "is disabled"),
        ([MUG | {"product_type": "bundle"}], "is a bundle of products"),
        ([MUG | {"product_type": "giftcard"}], "is of type 'giftcard'"),
        ([BLACK], "is not visible by itself"),
        ([HOODIE | {"configurable_variations": ""}], "has no variants that are for sale"),
    ],
)
def test_every_row_that_is_left_out_is_counted_with_its_reason(export, load, rows, reason):
    catalog, report = load(export(rows))
    assert not catalog.products
    assert not report.errors
    assert report.left_out[0].reason.startswith(reason)
    assert report.rows_read == report.rows_left_out == len(rows)


def test_a_disabled_variant_is_left_out_of_its_product(export, load):
    catalog, report = load(export([BLACK, BLUE | {"product_online": "2"}, HOODIE]))
    assert [variant.sku for variant in catalog.products[0].variants] == ["hoodie-black-m"]
    assert (report.rows_imported, report.rows_left_out) == (2, 1)


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        ([BLACK, HOODIE], (3, "configurable_variations"), "names 'hoodie-blue-m'"),
        ([BLACK | {"price": "12,50"}, BLUE, HOODIE], (2, "price"), "is not a price"),
        ([MUG | {"price": ""}], (2, "price"), "is empty"),
        ([MUG | {"special_price": "less"}], (2, "special_price"), "is not a price"),
        ([MUG | {"qty": "many"}], (2, "qty"), "must be a whole number"),
        ([MUG, MUG], (3, "sku"), "is already at"),
        (
            [MUG | {"special_price": "9", "special_price_to_date": "03/11/2026"}],
            (2, "special_price_from_date, special_price_to_date"),
            "may be two different days",
        ),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(export, load, rows, place, reason):
    path = export(rows)
    catalog, report = load(path, now=datetime(2026, 3, 20, tzinfo=UTC))
    assert place in [(e.line, e.field) for e in report.errors if reason in e.reason]
    assert len(catalog.products) <= 1


def test_a_file_whose_rows_all_name_a_store_view_is_read(export, load):
    rows = [MUG | {"store_view_code": "default"}, MUG | {"store_view_code": "de", "name": "Becher"}]
    catalog, report = load(export(rows))
    assert [product.title for product in catalog.products] == ["Mug"]
    assert report.rows_left_out == 1


def test_it_is_recognised(export):
    assert form_of(export([MUG])).name == "magento"


names = st.text("abc XYZ-é&", min_size=1, max_size=8).map(str.strip).filter(bool)
variants = st.fixed_dictionaries(
    {"size": names, "price": st.decimals(0, 9999, places=2), "qty": st.integers(0, 999)}
)
shops = st.lists(
    st.lists(variants, min_size=1, max_size=3, unique_by=lambda v: v["size"]),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops, st.randoms(use_true_random=False))
def test_what_magento_would_export_is_what_arrives(export, load, shop, random):
    rows = []
    for i, sizes in enumerate(shop):
        chosen = [f"sku=p{i}-{j},size={variant['size']}" for j, variant in enumerate(sizes)]
        rows.append(HOODIE | {"sku": f"p{i}", "configurable_variations": "|".join(chosen)})
        for j, variant in enumerate(sizes):
            price = f"{variant['price']}0000"
            rows.append(BLACK | {"sku": f"p{i}-{j}", "price": price, "qty": f"{variant['qty']}.0"})
    random.shuffle(rows)
    catalog, report = load(export(rows))
    assert not report.errors
    assert report.rows_imported == len(rows)
    arrived = {
        variant.sku: (product.id, variant.options["size"], variant.price.amount, variant.stock)
        for product in catalog.products
        for variant in product.variants
    }
    assert arrived == {
        f"p{i}-{j}": (f"p{i}", " ".join(v["size"].split()), v["price"], v["qty"])
        for i, sizes in enumerate(shop)
        for j, v in enumerate(sizes)
    }
