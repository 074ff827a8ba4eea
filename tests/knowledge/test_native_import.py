"""Good catalogues in every form, and the way back."""

from __future__ import annotations

import json
import os
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.catalog import Known, read_catalog
from knowledge.model import Availability, Money, Range
from knowledge.store import Store

words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30)
texts = words.map(lambda text: " ".join(text.split())).filter(bool)
variants = st.fixed_dictionaries(
    {
        "price": st.decimals(0, 1_000_000, places=2).map(str),
        "stock": st.none() | st.integers(0, 1000),
        "options": st.fixed_dictionaries({}, optional={"size": texts, "color": texts}),
    }
)


def options_of(variant):
    return tuple(sorted(variant["options"].items()))


products = st.fixed_dictionaries(
    {
        "title": texts,
        "description": texts,
        "brand": texts,
        "tags": st.lists(texts, unique=True, max_size=3),
        "variants": st.lists(variants, min_size=1, max_size=4, unique_by=options_of),
    }
)
currencies = st.sampled_from(["EUR", "USD", "GBP"])


def test_values_arrive_as_records(write, row):
    catalog, report = read_catalog([write(row)])
    (product,) = catalog.products
    assert (report.rows_read, report.products, report.variants) == (1, 1, 2)
    assert not report.errors
    assert not report.warnings
    assert product.title == "Trail Runner 2"
    assert product.attributes == {"material": "mesh"}
    first, second = product.variants
    assert first.options == {"size": "41", "color": "Blue"}
    assert first.price == second.price == Money(Decimal("89.90"), "EUR")
    assert str(second.price.amount) == "89.90"
    assert first.stock == 3
    assert second.availability is Availability.UNTRACKED


def test_sales_further_currencies_and_pictures_arrive(write, row):
    row["images"] = ["back.jpg", "sole.jpg", "back.jpg"]
    row["variants"][0] |= {
        "list_price": "109.9",
        "prices": {"usd": "99.00", "EUR": "89.90", "JPY": 15000},
        "barcode": 4006381333931,
        "image": "blue.jpg",
    }
    row["variants"][1] |= {"list_price": "89.90", "prices": None, "barcode": None}
    catalog, report = read_catalog([write(row)])
    assert not report.errors
    assert not report.warnings
    (product,) = catalog.products
    assert product.images == ("back.jpg", "sole.jpg")
    first, second = product.variants
    assert str(first.list_price.amount) == "109.90"
    assert first.other_prices == (Money(Decimal("99.00"), "USD"), Money(Decimal(15000), "JPY"))
    assert (first.barcode, first.image) == ("4006381333931", "blue.jpg")
    assert second.list_price is None, "a price that was no higher is no sale"
    assert (second.other_prices, second.barcode) == ((), "")


@pytest.mark.parametrize("name", ["c.jsonl", "c.json", "c.yaml", "bom.jsonl", "crlf.jsonl"])
def test_every_form_of_file_gives_the_same(write, row, tmp_path, name):
    reference, _ = read_catalog([write(row)])
    forms = {
        "c.jsonl": json.dumps(row),
        "c.json": json.dumps([row], indent=2),
        "c.yaml": json.dumps([row], indent=2),
        "bom.jsonl": "\ufeff" + json.dumps(row),
        "crlf.jsonl": "\r\n" + json.dumps(row) + "\r\n",
    }
    path = tmp_path / name
    path.write_bytes(forms[name].encode())
    catalog, report = read_catalog([path])
    assert not report.errors
    assert catalog == reference


def test_yaml_scalars_stay_as_they_are_written(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(
        "- id: no\n  title: Plain\n  variants:\n"
        "    - {sku: 08, price: 89.90, currency: EUR, options: {size: 42.50, color: yes}}\n"
    )
    catalog, report = read_catalog([path])
    assert not report.errors
    (variant,) = catalog.products[0].variants
    assert catalog.products[0].id == "no"
    assert (variant.sku, variant.options) == ("08", {"size": "42.50", "color": "yes"})


def test_a_folder_brings_charts_reviews_and_the_shop(write, row, tmp_path):
    row |= {"size_chart": "shoes", "rating": 4.5, "rating_count": 2}
    write(row)
    review = {"id": "r1", "product_id": "trail-2", "rating": 5, "text": "Light.",
              "date": "2026-03-01", "sample": True}  # fmt: skip
    write(review, name="reviews.jsonl")
    (tmp_path / "size_charts.yaml").write_text(
        "- id: shoes\n  rows:\n"
        "    - {size: 42, labels: {UK: 8}, measures: {foot_length: [26.2, 26.7]}}\n"
    )
    (tmp_path / "shop.yaml").write_text("name: Fell & Field\ntagline: For outside\nphone: '1'\n")
    catalog, report = read_catalog([tmp_path])
    assert not report.errors
    assert (report.size_charts, report.reviews) == (1, 1)
    assert catalog.size_charts[0].rows[0].measures == {
        "foot_length": Range(Decimal("26.2"), Decimal("26.7"))
    }
    assert catalog.products[0].rating == Decimal("4.5")
    assert catalog.reviews[0].sample
    assert catalog.shop is not None
    assert catalog.shop.details == {"phone": "1"}
    assert report.shop == "Fell & Field"


def test_unknown_fields_are_warnings(write, row):
    row["colour"] = "blue"
    row["variants"][0]["weight"] = 1
    catalog, report = read_catalog([write(row)])
    assert len(catalog.products) == 1
    assert [warning.field for warning in report.warnings] == ["colour", "variants[0].weight"]


def test_references_may_point_into_the_store(write, row):
    row["size_chart"] = "shoes"
    _, report = read_catalog([write(row)], known=Known(charts=["shoes"]))
    assert not report.errors


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(products, min_size=1, max_size=4), currencies)
def test_what_is_imported_is_what_was_written(tmp_path, rows, currency):
    for i, row in enumerate(rows):
        row["id"] = f"p{i}"
        for j, variant in enumerate(row["variants"]):
            variant |= {"sku": f"p{i}-{j}", "currency": currency}
    path = tmp_path / "catalog.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    catalog, report = read_catalog([path])
    assert not report.errors
    for product, row in zip(catalog.products, rows, strict=True):
        assert (product.title, product.brand, list(product.tags)) == (
            row["title"], row["brand"], row["tags"],
        )  # fmt: skip
        for variant, given_ in zip(product.variants, row["variants"], strict=True):
            assert variant.price == Money(Decimal(given_["price"]), given_["currency"])
            assert (variant.stock, variant.options) == (given_["stock"], given_["options"])
    database = tmp_path / "shop.db"
    store = Store(f"sqlite:///{database}")
    store.import_catalog(catalog, replace=True)
    store.close()
    again = Store(f"sqlite:///{database}")
    assert again.products() == catalog.products
    again.close()
    os.remove(database)  # noqa: PTH107
