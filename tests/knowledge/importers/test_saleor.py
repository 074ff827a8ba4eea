"""Saleor's data as a Django fixture."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import form_of
from knowledge.importers.interface import Options
from knowledge.model import Money

NOW = datetime(2026, 3, 10, tzinfo=UTC)
SHARED = Path(__file__).parents[4] / "shared/data/catalogue_saleor_json/populatedb_data.json"


def text_of(*paragraphs):
    return {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in paragraphs]}


def record(model, pk, **fields):
    return {"model": model, "pk": pk, "fields": fields}


def listing(pk, variant, channel, *prices, now=None):
    currency, price = prices
    return record(
        "product.productvariantchannellisting",
        pk,
        variant=variant,
        channel=channel,
        currency=currency,
        price_amount=price,
        discounted_price_amount=now or price,
    )


def published(pk, product, channel, **fields):
    values = {"is_published": True, "published_at": "2025-01-01T00:00:00Z", **fields}
    return record("product.productchannellisting", pk, product=product, channel=channel, **values)


FIXTURE = [
    record("channel.channel", 1, name="Europe", currency_code="EUR", is_active=True),
    record("channel.channel", 2, name="Poland", currency_code="PLN", is_active=True),
    record("channel.channel", 3, name="Old", currency_code="USD", is_active=False),
    record("product.category", 5, name="Shoes", parent=None),
    record("product.category", 6, name="Running", parent=5),
    record("product.producttype", 9, name="Shoe"),
    record("product.collection", 4, name="Spring"),
    record("product.collectionproduct", 1, collection=4, product=10, sort_order=None),
    record("attribute.attribute", 1, name="Shoe size", unit=None),
    record("attribute.attribute", 2, name="Brand", unit=None),
    record("attribute.attribute", 3, name="Weight", unit="G"),
    record("attribute.attribute", 4, name="Vegan", unit=None),
    record("attribute.attributevalue", 11, name="41", attribute=1, boolean=None),
    record("attribute.attributevalue", 12, name="42", attribute=1, boolean=None),
    record("attribute.attributevalue", 13, name="Kelvik", attribute=2, boolean=None),
    record("attribute.attributevalue", 14, name="240", attribute=3, boolean=None),
    record("attribute.attributevalue", 15, name="Vegan: No", attribute=4, boolean=False),
    record("attribute.assignedproductattributevalue", 1, value=13, product=10),
    record("attribute.assignedproductattributevalue", 2, value=14, product=10),
    record("attribute.assignedproductattribute", 7, product=10, assignment=1),
    record("attribute.assignedproductattributevalue", 3, value=15, assignment=7),
    record("attribute.assignedvariantattribute", 21, variant=101, assignment=1),
    record("attribute.assignedvariantattributevalue", 1, value=12, assignment=21),
    record("attribute.assignedvariantattribute", 22, variant=100, assignment=1),
    record("attribute.assignedvariantattributevalue", 2, value=11, assignment=22),
    record(
        "product.product",
        10,
        name="Trail Runner 2",
        slug="trail-2",
        product_type=9,
        category=6,
        rating=4.5,
        description=text_of("A <b>light</b> shoe.", "8&nbsp;mm drop"),
    ),
    published(1, 10, 1),
    published(2, 10, 2),
    published(3, 10, 3),
    record("product.productvariant", 101, product=10, sku="TR-42", name="42", sort_order=1),
    record("product.productvariant", 100, product=10, sku=None, name="41", sort_order=0),
    listing(1, 100, 2, "PLN", "399.000"),
    listing(2, 100, 1, "EUR", "89.900", now="69.900"),
    listing(3, 101, 1, "EUR", "89.900"),
    listing(4, 101, 3, "USD", "1.000"),
    record("warehouse.stock", 1, product_variant=100, quantity=5, quantity_allocated=2),
    record("warehouse.stock", 2, product_variant=100, quantity=4, quantity_allocated=0),
    record("product.productmedia", 2, product=10, image="products/b.png", sort_order=2),
    record("product.productmedia", 1, product=10, image="products/a.png", sort_order=1),
    record("product.variantmedia", 1, variant=101, media=2),
    record("product.product", 20, name="Gift card", slug="gift", category=None, description=None),
    published(4, 20, 1),
    record("product.productvariant", 200, product=20, sku="GIFT", name="G", track_inventory=False),
    listing(5, 200, 1, "EUR", "50.000"),
]


@pytest.fixture
def read(tmp_path):
    def from_records(records, **options):
        path = tmp_path / "dump.json"
        path.write_text(json.dumps(records, indent=1), "utf-8")
        assert form_of(path).name == "saleor"
        return read_catalog([path], options=Options(now=NOW, **options))

    return from_records


def without(*pairs):
    return [r for r in FIXTURE if (r["model"].partition(".")[2], r["pk"]) not in pairs]


def changed(model, pk, **fields):
    return [
        r | {"fields": r["fields"] | fields}
        if (r["model"].partition(".")[2], r["pk"]) == (model, pk)
        else r
        for r in FIXTURE
    ]


def test_products_arrive_with_all_that_belongs_to_them(read):
    catalog, report = read(FIXTURE)
    assert not report.errors
    assert (report.products, report.variants) == (2, 3)
    shoe, card = catalog.products
    assert (shoe.id, shoe.title, shoe.brand) == ("trail-2", "Trail Runner 2", "Kelvik")
    assert shoe.description == "A light shoe.\n\n8 mm drop"
    assert shoe.category == "Shoes > Running"
    assert shoe.tags == ("Spring",)
    assert shoe.attributes == {"type": "Shoe", "Weight": "240 g", "Vegan": "no"}
    assert (shoe.image, shoe.images) == ("products/a.png", ("products/b.png",))
    assert shoe.rating == Decimal("4.5")
    first, second = shoe.variants
    assert (first.sku, second.sku) == ("ProductVariant:100", "TR-42")
    assert (first.options, second.options) == ({"size": "41"}, {"size": "42"})
    assert (first.price, first.list_price) == (
        Money(Decimal("69.90"), "EUR"),
        Money(Decimal("89.90"), "EUR"),
    )
    assert first.other_prices == (Money(Decimal("399.00"), "PLN"),)
    assert (second.price, second.list_price) == (Money(Decimal("89.90"), "EUR"), None)
    assert (first.stock, second.stock, card.variants[0].stock) == (7, 0, None)
    assert second.image == "products/b.png"


def test_the_currency_asked_for_comes_first_where_all_variants_have_it(read):
    records = [*FIXTURE, listing(6, 101, 2, "PLN", "399.000")]
    catalog, report = read(records, currency="PLN")
    assert not report.errors
    assert {v.price.currency for v in catalog.products[0].variants} == {"PLN"}
    assert catalog.products[1].variants[0].price.currency == "EUR"
    catalog, _ = read(FIXTURE, currency="PLN")
    assert {v.price.currency for v in catalog.products[0].variants} == {"EUR"}


@pytest.mark.parametrize(
    "fields",
    [{"is_published": False}, {"published_at": "2027-01-01T00:00:00Z"}, {"channel": 3}],
)
def test_a_product_that_is_not_published_is_left_out(read, fields):
    catalog, report = read(changed("productchannellisting", 4, **fields))
    assert [product.id for product in catalog.products] == ["trail-2"]
    assert [(found.reason, found.rows) for found in report.left_out] == [
        ("is published in no active channel", 2)
    ]


def test_a_variant_without_price_is_left_out(read):
    catalog, report = read(without(("productvariantchannellisting", 3)))
    assert [v.sku for v in catalog.products[0].variants] == ["ProductVariant:100"]
    assert [found.field for found in report.left_out] == ["price_amount"]
    assert report.rows_read == report.rows_imported + 1


def test_sales_and_second_channels_of_a_currency_are_named(read):
    sale = record("discount.sale", 1, name="Spring", type="percentage")
    channel = record("channel.channel", 8, name="France", currency_code="EUR", is_active=True)
    _, report = read([*FIXTURE, sale, channel])
    assert [found.reason[:9] for found in report.left_out] == ["is a rule"]
    assert [found.reason[:24] for found in report.warnings] == ["has the currency of 'Eur"]


@pytest.mark.parametrize(
    ("records", "field", "reason"),
    [
        (without(("category", 6)), "category", "6 is not in the file"),
        (without(("product", 10)), "product", "10 is not in the file"),
        (without(("productvariant", 200)), "variants", "is empty"),
        (changed("product", 10, name=" "), "name", "is empty"),
        (changed("productvariantchannellisting", 3, price_amount="x", discounted_price_amount="x"),
         "discounted_price_amount", '"x" is not a price such as 89.90'),
        (changed("stock", 1, quantity=-2), "stock.quantity", "is -2, must be at least 0"),
        (changed("productvariant", 101, sku="GIFT"), "variants[0].sku", "'GIFT' is already at"),
        (changed("channel", 1, currency_code=[]), "currency_code", "must be a single value"),
        ([{"model": "product.product", "pk": 1, "fields": []}], "", "is no object of a Django"),
        ([{"model": "auth.user", "pk": 1, "fields": {}}], "", "holds no product.product"),
    ],
)  # fmt: skip
def test_broken_fixtures_say_why(read, records, field, reason):
    _, report = read(records)
    assert (field, reason) in {(e.field, e.reason[: len(reason)]) for e in report.errors}


def test_half_a_file(tmp_path):
    path = tmp_path / "dump.json"
    text = json.dumps(FIXTURE, indent=1)
    path.write_text(text[: len(text) // 2], "utf-8")
    _, report = read_catalog([path])
    assert report.errors[0].reason.startswith("is broken JSON")


@pytest.mark.skipif(not SHARED.exists(), reason="Saleor's own fixture is not here")
def test_every_product_and_price_of_saleors_own_fixture():
    tables = defaultdict(dict)
    for row in json.loads(SHARED.read_text("utf-8")):
        tables[row["model"]][row["pk"]] = row["fields"]
    variants = tables["product.productvariant"]
    stock = Counter()
    for fields in tables["warehouse.stock"].values():
        stock[fields["product_variant"]] += fields["quantity"]
    expected = {
        (
            tables["product.product"][fields["product"]]["name"],
            fields["sku"] or f"ProductVariant:{pk}",
        ): (
            {
                Money(Decimal(entry["price_amount"]).quantize(Decimal("0.01")), entry["currency"])
                for entry in tables["product.productvariantchannellisting"].values()
                if entry["variant"] == pk
            },
            stock[pk] if fields["track_inventory"] else None,
        )
        for pk, fields in variants.items()
    }
    catalog, report = read_catalog([SHARED])
    assert not report.errors
    assert (report.products, report.variants) == (len(tables["product.product"]), len(variants))
    assert expected == {
        (product.title, v.sku): ({v.price, *v.other_prices}, v.stock)
        for product in catalog.products
        for v in product.variants
    }
