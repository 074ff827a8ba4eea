"""Medusa's product exports of versions 1 and 2."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import form_of
from knowledge.importers.interface import Options
from knowledge.model import Money

SHARED = Path(__file__).parents[4] / "shared/data/catalogue_medusa_csv"

SHOE = {
    "Product Id": "prod_1",
    "Product Handle": "trail-2",
    "Product Title": "Trail Runner 2",
    "Product Status": "published",
    "Product Description": "A light shoe,\nfor forests.",
    "Product Material": "mesh",
    "Product Deleted At": "",
    "Product Image 1": "https://s.example/a.png",
    "Product Image 2": "https://s.example/b.png",
    "Product Tag 1": "running",
    "Variant Id": "variant_1",
    "Variant Title": "41 / Blue",
    "Variant Sku": "TR-41",
    "Variant Ean": "4006381333931",
    "Variant Manage Inventory": "true",
    "Variant Allow Backorder": "false",
    "Variant Option 1 Name": "Size",
    "Variant Option 1 Value": "41",
    "Variant Option 2 Name": "Colour",
    "Variant Option 2 Value": "Blue",
    "Variant Price EUR": "89.9",
    "Variant Price USD": "99",
}
BIGGER = SHOE | {"Variant Id": "variant_2", "Variant Sku": "", "Variant Option 1 Value": "42"}
DRAFT = SHOE | {
    "Product Id": "prod_2",
    "Product Handle": "secret",
    "Product Status": "draft",
    "Variant Sku": "S-1",
}
VERSION_1 = {
    "Product Handle": "cap",
    "Product Title": "Cap",
    "Product Status": "published",
    "Product Collection Title": "Winter",
    "Product Tags": "wool,warm",
    "Variant Title": "One",
    "Variant SKU": "CAP-1",
    "Variant Inventory Quantity": "4",
    "Variant Manage Inventory": "true",
    "Variant Allow Backorder": "false",
    "Price EUR": "1990",
    "Price Japan [JPY]": "2500",
    "Option 1 Name": "Default option",
    "Option 1 Value": "Default value",
    "Image 1 Url": "cap.png",
}


def text_of(*rows, delimiter=","):
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def read(tmp_path):
    def from_text(text, **options):
        path = tmp_path / "products.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_catalog([path], options=Options(**options))

    return from_text


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_rows_of_a_handle_are_variants(read, delimiter):
    catalog, report = read(text_of(SHOE, BIGGER, DRAFT, delimiter=delimiter))
    assert not report.errors
    assert (report.rows_read, report.rows_imported, report.variants) == (3, 2, 2)
    assert [(found.line, found.reason) for found in report.left_out] == [(6, "is draft")]
    (shoe,) = catalog.products
    assert (shoe.id, shoe.title) == ("trail-2", "Trail Runner 2")
    assert shoe.description == "A light shoe,\nfor forests."
    assert (shoe.image, shoe.images) == ("https://s.example/a.png", ("https://s.example/b.png",))
    assert (shoe.tags, shoe.attributes) == (("running",), {"material": "mesh"})
    first, second = shoe.variants
    assert (first.sku, second.sku) == ("TR-41", "variant_2")
    assert first.options == {"size": "41", "color": "Blue"}
    assert first.price == Money(Decimal("89.90"), "EUR")
    assert first.other_prices == (Money(Decimal("99.00"), "USD"),)
    assert (first.barcode, first.stock) == ("4006381333931", None)


def test_the_currency_asked_for_comes_first(read):
    catalog, _ = read(text_of(SHOE), currency="USD")
    (variant,) = catalog.products[0].variants
    assert (variant.price.currency, variant.other_prices[0].currency) == ("USD", "EUR")


def test_version_1_exports_cents_but_no_cents_of_yen(read):
    catalog, report = read(text_of(VERSION_1, delimiter=";"))
    (cap,) = catalog.products
    (variant,) = cap.variants
    assert (variant.price, variant.other_prices) == (
        Money(Decimal("19.90"), "EUR"),
        (Money(Decimal(2500), "JPY"),),
    )
    assert (variant.sku, variant.stock, variant.options) == ("CAP-1", 4, {})
    assert (cap.tags, cap.attributes, cap.image) == (
        ("wool", "warm"),
        {"collection": "Winter"},
        "cap.png",
    )
    assert "1990 was read as 19.90" in report.warnings[0].reason


def test_version_1_with_decimals_is_in_whole_units(read):
    catalog, _ = read(text_of(VERSION_1 | {"Price EUR": "19.90"}))
    assert catalog.products[0].variants[0].price.amount == Decimal("19.90")


@pytest.mark.parametrize(
    ("fields", "stock"),
    [
        ({}, 4),
        ({"Variant Inventory Quantity": "0"}, 0),
        ({"Variant Inventory Quantity": ""}, None),
        ({"Variant Manage Inventory": "false"}, None),
        ({"Variant Inventory Quantity": "0", "Variant Allow Backorder": "TRUE"}, None),
        ({"Variant Allow Backorder": "true"}, 4),
    ],
)
def test_stock(read, fields, stock):
    catalog, _ = read(text_of(VERSION_1 | fields))
    assert catalog.products[0].variants[0].stock == stock


def test_a_file_of_drafts_alone_is_imported(read):
    catalog, report = read(text_of(DRAFT))
    assert [product.id for product in catalog.products] == ["secret"]
    assert "drafts were imported" in report.warnings[0].reason


def test_the_price_of_a_region(read):
    region = {"Variant Price North Europe [EUR]": "70", "Variant Price Us [USD]": "80"}
    catalog, report = read(text_of(SHOE | region | {"Variant Price USD": ""}))
    assert catalog.products[0].variants[0].price.amount == Decimal("89.90")
    assert "is for one region" in report.warnings[0].reason
    del (only := SHOE | region)["Variant Price USD"]
    catalog, _ = read(text_of(only))
    assert catalog.products[0].variants[0].other_prices == (Money(Decimal("80.00"), "USD"),)


@pytest.mark.parametrize(
    "fields",
    [
        {"Variant Price EUR": "", "Variant Price USD": ""},
        {"Product Deleted At": "2026-01-01T00:00:00Z"},
    ],
)
def test_what_is_not_for_sale_is_left_out(read, fields):
    catalog, report = read(text_of(SHOE, BIGGER | fields))
    other, report = read(text_of(SHOE | fields | {"Product Handle": "gone"}, SHOE))
    assert [product.id for product in other.products] == ["trail-2"]
    assert report.rows_left_out == 1
    assert report.rows_read == 2
    assert len(catalog.products) == 1


@pytest.mark.parametrize(
    ("rows", "line", "field", "reason"),
    [
        ([SHOE | {"Variant Price EUR": "12,50"}], 2, "Variant Price EUR", '"12,50" is not a price'),
        ([SHOE | {"Variant Price EUR": "-1"}], 2, "Variant Price EUR", "is negative"),
        ([SHOE | {"Product Title": ""}], 2, "Product Title", "is missing"),
        ([SHOE, BIGGER | {"Variant Sku": "TR-41"}], 4, "Variant Sku", "'TR-41' is already at"),
        ([SHOE | {"Product Handle": "", "Product Id": ""}], 2, "Product Handle", "is missing"),
        ([SHOE | {"Product Colour": "x"}], 1, "Product Colour", "is no column of a Medusa export"),
        ([SHOE | {"Variant Price XYZ": "1"}], 1, "Variant Price XYZ", "XYZ is not an ISO 4217"),
        ([SHOE | {"Variant Price home [EUR]": "1"}], 1, "Variant Price home [EUR]", "Medusa exp"),
        (
            [
                SHOE
                | {"Variant Price A [GBP]": "1", "Variant Price B [GBP]": "2"}
                | {"Variant Price EUR": "", "Variant Price USD": ""}
            ],
            2, "Variant Price", "in GBP differs between regions",
        ),
        ([VERSION_1 | {"Variant Inventory Quantity": "few"}], 2, "Variant Inventory Quantity",
         "must be a whole number"),
    ],
)  # fmt: skip
def test_broken_rows_say_where_and_why(read, rows, line, field, reason):
    catalog, report = read(text_of(*rows))
    assert not catalog.products
    error = report.errors[0]
    assert (error.line, error.field, error.reason[: len(reason)]) == (line, field, reason)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (text_of(SHOE | {"Product Title": "Größe"}).encode("latin-1"), "is not UTF-8"),
        (text_of(SHOE).splitlines()[0], "holds a header and no rows"),
        (text_of(SHOE)[:-60], "is missing: the row has"),
        (text_of({n: v for n, v in SHOE.items() if "Price" not in n}), "is missing: there must be"),
        (text_of(SHOE, delimiter="~"), "is none of the"),
        (text_of(SHOE).replace("Product Tag 1", "Product\rTag 1"), "is none of the"),
    ],
)
def test_broken_files_say_why(read, data, reason):
    catalog, report = read(data)
    assert not catalog.products
    assert reason in report.errors[-1].reason


@pytest.mark.skipif(not SHARED.exists(), reason="Medusa's own files are not here")
@pytest.mark.parametrize(
    "name", ["exported-products-comma", "exported-products-semicolon", "prices-with-region"]
)
def test_every_variant_and_price_of_medusas_own_exports(name):
    path = SHARED / f"{name}.csv"
    delimiter = ";" if "semicolon" in name else ","
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    expected = {
        row["Variant Id"]: {
            Money(Decimal(amount).quantize(Decimal("0.01")), column[-3:])
            for column, amount in row.items()
            if column.startswith("Variant Price ") and "[" not in column
        }
        for row in rows
    }
    assert form_of(path).name == "medusa"
    catalog, report = read_catalog([path])
    assert not report.errors
    assert len(catalog.products) == len({row["Product Id"] for row in rows})
    assert expected == {
        v.sku: {v.price, *v.other_prices} for p in catalog.products for v in p.variants
    }


@pytest.mark.skipif(not SHARED.exists(), reason="Medusa's own files are not here")
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("invalid-column", "Product field"),
        ("invalid-prices", "Variant Price nonexistent [EUR]"),
    ],
)
def test_medusas_own_invalid_files_are_refused(name, field):
    catalog, report = read_catalog([SHARED / f"{name}.csv"])
    assert not catalog.products
    assert [(error.line, error.field) for error in report.errors] == [(1, field)]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda text: not {"<", "&", "\\"} & set(text)
)
variants = st.fixed_dictionaries(
    {
        "price": st.decimals(0, 99_999, places=2).map(str),
        "size": words,
        "stock": st.none() | st.integers(0, 99),
    }
)
products = st.lists(
    st.tuples(words, st.lists(variants, min_size=1, max_size=3)), min_size=1, max_size=3
)


@given(products)
def test_what_was_written_comes_back(tmp_path_factory, catalogue):
    path = tmp_path_factory.mktemp("medusa") / "products.csv"
    rows = [
        SHOE
        | {
            "Product Handle": f"p{number}",
            "Product Title": title,
            "Variant Sku": f"p{number}-{i}",
            "Variant Option 1 Value": variant["size"],
            "Variant Price EUR": variant["price"],
            "Variant Inventory Quantity": "" if variant["stock"] is None else variant["stock"],
        }
        for number, (title, variants) in enumerate(catalogue)
        for i, variant in enumerate(variants)
    ]
    path.write_text(text_of(*rows), "utf-8", newline="")
    read, report = read_catalog([path])
    assert not report.errors
    assert [
        (p.title, [(str(v.price.amount), v.options["size"], v.stock) for v in p.variants])
        for p in read.products
    ] == [
        (title, [(v["price"], v["size"], v["stock"]) for v in variants])
        for title, variants in catalogue
    ]
