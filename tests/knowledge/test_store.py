from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Thread

import pytest

from knowledge.model import (
    Catalog,
    Money,
    Policies,
    PolicySection,
    Product,
    Range,
    Review,
    ShippingRate,
    ShopInfo,
    SizeChart,
    SizeRow,
    Variant,
)
from knowledge.store import Counts, Store, StoreError

EURO = "EUR"


def product(id, *, price="89.90", sku=None, **more):
    variant = Variant(
        sku or f"{id}-1",
        Money(Decimal(price), EURO),
        {"size": "42"},
        3,
        list_price=Money(Decimal("109.90"), EURO),
        other_prices=(Money(Decimal("99.00"), "USD"), Money(Decimal(15000), "JPY")),
        barcode="4006381333931",
        image="blue.jpg",
    )
    return Product(id, more.pop("title", id.title()), (variant,), **more)


CHART = SizeChart(
    "shoes",
    "Shoes",
    (SizeRow("42", {"UK": "8"}, {"foot_length": Range(Decimal("26.2"), Decimal("26.7"))}),),
)
REVIEWS = (
    Review("r1", "a", 4, "Older.", written=date(2026, 1, 1)),
    Review("r2", "a", 5, "Newer.", written=date(2026, 2, 1), sample=True),
    Review("r3", "a", 5, "Undated."),
)
CATALOG = Catalog(
    products=(
        product("b", brand="Kelvik", category="Shoes", rating=Decimal("4.5"), rating_count=2),
        product(
            "a",
            brand="Alm",
            category="Bags",
            tags=("x",),
            images=("1.jpg",),
            attributes={"care": "wash"},
        ),
    ),
    size_charts=(CHART,),
    reviews=REVIEWS,
    shop=ShopInfo("Fell & Field", "For outside", {"phone": "1"}),
)
POLICIES = Policies(
    sections=(
        PolicySection("shipping#eu", "shipping", "eu", ("Shipping", "EU"), "By road."),
        PolicySection("returns#how", "returns", "how", ("Returns", "How"), "Send it back."),
    ),
    rates=(
        ShippingRate("ES", "standard", Money(Decimal("4.90"), EURO), "3-5 days",
                     free_from=Money(Decimal(60), EURO), section_id="shipping#eu"),
        ShippingRate("ES", "express", Money(Decimal("9.90"), EURO), "1 day"),
        ShippingRate("*", "standard", None),
    ),
)  # fmt: skip


@pytest.fixture
def filled(store):
    store.import_catalog(CATALOG, replace=True)
    store.import_policies(POLICIES)
    return store


def test_records_come_back_as_they_went_in_from_a_new_store(filled, url):
    again = Store(url, must_exist=True)
    assert again.products() == CATALOG.products
    assert again.size_chart("shoes") == CHART
    assert again.policy_sections() == POLICIES.sections
    assert again.all_shipping_rates() == POLICIES.rates
    assert again.shop_info() == CATALOG.shop
    assert again.counts() == Counts(2, 2, 1, 3, 2, 3)
    again.close()


def test_products_come_with_the_values_of_their_options(store):
    options = [{"size": "42", "color": "Red"}, {"color": "Red", "size": "43"}, {}]
    variants = tuple(
        replace(CATALOG.products[0].variants[0], sku=f"v{n}", options=values)
        for n, values in enumerate(options)
    )
    product = replace(CATALOG.products[0], variants=variants)
    plain = replace(product, id="plain", variants=(replace(variants[2], sku="plain-1"),))
    store.import_catalog(Catalog((product, plain), CATALOG.size_charts), replace=True)
    bare = [replace(one, variants=()) for one in (product, plain)]
    expected = [(bare[0], ("42", "Red", "43")), (bare[1], ())]
    assert list(store.each_with_options()) == expected


def test_readers(filled):
    assert filled.product("a") == CATALOG.products[1]
    assert filled.product("gone") is None
    assert [p.id for p in filled.products(["a", "gone", "b", "a"])] == ["a", "b"]
    assert filled.categories() == ("Bags", "Shoes")
    first, second = (p.category for p in CATALOG.products)
    assert filled.category_order() == (first, second)
    assert filled.listed([second]) == (CATALOG.products[1].id,)
    assert filled.listed([second, first]) == tuple(p.id for p in CATALOG.products)
    assert filled.brands() == ("Alm", "Kelvik")
    assert filled.option_values("size") == ("42",)
    assert filled.size_chart("gone") is None
    assert [review.id for review in filled.reviews("a")] == ["r2", "r1", "r3"]
    assert filled.policy_section("returns#how") == POLICIES.sections[1]
    assert filled.policy_section("gone") is None


def test_a_country_without_rates_gets_those_of_the_rest_of_the_world(filled):
    assert [rate.method for rate in filled.shipping_rates("ES")] == ["standard", "express"]
    assert filled.shipping_rates("BR") == (POLICIES.rates[2],)


def test_an_import_overwrites_known_products_and_keeps_the_others(filled):
    changed, new = product("b", price="10.00", title="New name"), product("c")
    filled.import_catalog(Catalog((new, changed)), replace=False)
    assert [p.id for p in filled.products()] == ["b", "a", "c"]
    assert filled.product("b") == changed
    assert filled.product("a") == CATALOG.products[1]
    assert len(filled.reviews("a")) == 3


def test_replace_swaps_the_whole_catalogue_and_leaves_the_policies(filled):
    filled.import_catalog(Catalog((product("c"),)), replace=True)
    assert [p.id for p in filled.products()] == ["c"]
    assert filled.counts() == Counts(1, 1, 0, 0, 2, 3)
    assert filled.shop_info() == CATALOG.shop


def test_policies_are_swapped_as_a_whole(filled):
    filled.import_policies(Policies(POLICIES.sections[:1]))
    assert filled.policy_sections() == POLICIES.sections[:1]
    assert filled.all_shipping_rates() == ()


def test_a_sku_of_another_product_is_refused_and_nothing_changes(filled):
    with pytest.raises(StoreError, match="'a-1' of product 'c' belongs to product 'a'"):
        filled.import_catalog(Catalog((product("b", price="1"), product("c", sku="a-1"))),
                              replace=False)  # fmt: skip
    assert filled.products() == CATALOG.products


def test_a_review_of_nothing_is_refused_and_nothing_changes(filled):
    with pytest.raises(StoreError, match="cannot be written"):
        filled.import_catalog(Catalog(reviews=(Review("x", "gone", 5, "?"),)), replace=True)
    assert filled.products() == CATALOG.products


def test_a_price_changed_by_another_store_shows_on_the_next_read(filled, url):
    assert str(filled.product("a").variants[0].price.amount) == "89.90"
    other = Store(url)
    other.import_catalog(Catalog((product("a", price="79.00"),)), replace=False)
    other.close()
    assert str(filled.product("a").variants[0].price.amount) == "79.00"
    assert str(filled.products()[1].variants[0].price.amount) == "79.00"


def test_stock_changed_by_hand_shows_on_the_next_read(filled, by_hand):
    assert filled.product("a").variants[0].stock == 3
    by_hand("UPDATE variants SET stock = 0 WHERE sku = 'a-1'")
    assert filled.product("a").variants[0].stock == 0


def test_the_content_hash_follows_texts_and_not_prices(filled):
    before = filled.content_hash()
    filled.import_catalog(Catalog((product("b", price="1", brand="Kelvik", category="Shoes"),)),
                          replace=False)  # fmt: skip
    assert filled.content_hash() == before
    filled.import_catalog(Catalog((product("b", title="Other"),)), replace=False)
    assert filled.content_hash() != before


def test_threads_share_a_store(filled):
    failures = []

    def work(number):
        try:
            for i in range(20):
                if number == 0:
                    stocked = replace(product("a"), description=str(i))
                    filled.import_catalog(Catalog((stocked,)), replace=False)
                assert filled.product("a").variants
                assert len(filled.products()) == 2
        except Exception as error:  # noqa: BLE001 - whatever it is, the test has to show it
            failures.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_database_of_a_newer_version_is_refused(url, by_hand):
    Store(url).close()
    by_hand("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version of shopbot \(its tables are at 9999"):
        Store(url)


def test_a_server_without_records_says_what_to_run(url):
    with pytest.raises(StoreError, match="run `shopbot catalog import PATH`"):
        Store(url, must_exist=True)
    Store(url).close()
    with pytest.raises(StoreError, match="run `shopbot catalog import PATH`"):
        Store(url, must_exist=True)


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y"])
def test_an_unusable_url_is_named(url):
    with pytest.raises(StoreError, match="SHOPBOT_DATABASE_URL"):
        Store(url)


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "shop.db").write_text("not a database, but long enough to be read as one" * 10)
    with pytest.raises(StoreError, match=r"shop\.db"):
        Store(f"sqlite:///{tmp_path / 'shop.db'}")


def test_a_driver_that_is_not_installed_is_named():
    with pytest.raises(StoreError, match=r"needs the package 'pg8000': install"):
        Store("postgresql+pg8000://shop:secret@localhost/shop")


def test_a_password_is_never_shown():
    with pytest.raises(StoreError, match="cannot be read") as refused:
        Store("postgresql://shop:secret@localhost:1/shop")
    assert "secret" not in str(refused.value)


def test_rated_products_come_highest_first_or_most_often_rated_first(store):
    rated = [
        product("few", rating=Decimal("4.8"), rating_count=2),
        product("many", rating=Decimal("4.8"), rating_count=90),
        product("low", rating=Decimal("3.1"), rating_count=400),
        product("unrated"),
        product("uncounted", rating=Decimal("5.0")),
    ]
    store.import_catalog(Catalog(tuple(rated)), replace=True)
    assert store.rated() == ("uncounted", "many", "few", "low")
    assert store.rated(by_count=True) == ("low", "many", "few", "uncounted")
