"""Databases of earlier versions are brought forward, once, and wholly or not at all."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from knowledge.criteria import Criteria
from knowledge.model import (
    Catalog,
    Money,
    PolicySection,
    Product,
    Review,
    ShippingRate,
    ShopInfo,
    SizeChart,
    Variant,
)
from knowledge.settings import PROJECT
from knowledge.store import Changes, Store, StoreError
from knowledge.tables import metadata

# As version 0.1.0 made them.
FIRST_TABLES = """
CREATE TABLE meta (key VARCHAR NOT NULL, value JSON NOT NULL, PRIMARY KEY (key));
CREATE TABLE products (id VARCHAR NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
    description TEXT NOT NULL, brand TEXT NOT NULL, category TEXT NOT NULL, url TEXT NOT NULL,
    image TEXT NOT NULL, tags JSON NOT NULL, attributes JSON NOT NULL, rating VARCHAR,
    rating_count INTEGER, size_chart VARCHAR, PRIMARY KEY (id));
CREATE TABLE variants (sku VARCHAR NOT NULL, product_id VARCHAR NOT NULL,
    position INTEGER NOT NULL, options JSON NOT NULL, price VARCHAR NOT NULL,
    currency VARCHAR(3) NOT NULL, stock INTEGER, PRIMARY KEY (sku),
    FOREIGN KEY(product_id) REFERENCES products (id));
CREATE INDEX ix_variants_product_id ON variants (product_id);
CREATE TABLE size_charts (id VARCHAR NOT NULL, title TEXT NOT NULL, rows JSON NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE reviews (id VARCHAR NOT NULL, product_id VARCHAR NOT NULL, rating INTEGER NOT NULL,
    title TEXT NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL, written DATE,
    sample BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY(product_id) REFERENCES products (id));
CREATE INDEX ix_reviews_product_id ON reviews (product_id);
CREATE TABLE policy_sections (id VARCHAR NOT NULL, position INTEGER NOT NULL,
    policy VARCHAR NOT NULL, anchor VARCHAR NOT NULL, title_path JSON NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE shipping_rates (position INTEGER NOT NULL, country VARCHAR(2) NOT NULL,
    method VARCHAR NOT NULL, carrier TEXT NOT NULL, cost VARCHAR, free_from VARCHAR,
    currency VARCHAR(3), time TEXT NOT NULL, section_id VARCHAR NOT NULL, PRIMARY KEY (position));
CREATE INDEX ix_shipping_rates_country ON shipping_rates (country);
"""
FIRST_ROWS = """
INSERT INTO meta VALUES ('schema', '1'), ('revision', '3'),
    ('shop', '{"name": "Fell & Field", "tagline": "", "details": {}}');
INSERT INTO products VALUES
    ('b', 0, 'Boot', 'Warm.', 'Kelvik', 'Shoes', '', 'b.jpg', '["x"]', '{"care": "wash"}',
     '4.50', 2, 'shoes'),
    ('a', 1, 'Bag', '', 'Alm', 'Bags', '', '', '[]', '{}', NULL, NULL, NULL);
INSERT INTO variants VALUES
    ('b-2', 'b', 1, '{"size": "43"}', '95.00', 'EUR', NULL),
    ('b-1', 'b', 0, '{"size": "42", "color": "Blue"}', '89.90', 'EUR', 3),
    ('a-1', 'a', 0, '{}', '20.00', 'EUR', 0);
INSERT INTO size_charts VALUES ('shoes', 'Shoes', '[]');
INSERT INTO reviews VALUES ('r1', 'b', 4, '', 'Good.', '', NULL, FALSE);
INSERT INTO policy_sections VALUES
    ('shipping#eu', 0, 'shipping', 'eu', '["Shipping", "EU"]', 'By road.');
INSERT INTO shipping_rates VALUES
    (0, 'ES', 'standard', '', '4.90', NULL, 'EUR', '3-5 days', 'shipping#eu');
"""

CATALOG = Catalog(
    products=(
        Product(
            "b",
            "Boot",
            (
                Variant("b-1", Money(Decimal("89.90"), "EUR"), {"size": "42", "color": "Blue"}, 3),
                Variant("b-2", Money(Decimal("95.00"), "EUR"), {"size": "43"}),
            ),
            description="Warm.",
            brand="Kelvik",
            category="Shoes",
            image="b.jpg",
            tags=("x",),
            attributes={"care": "wash"},
            rating=Decimal("4.50"),
            rating_count=2,
            size_chart="shoes",
        ),
        Product("a", "Bag", (Variant("a-1", Money(Decimal("20.00"), "EUR"), {}, 0),),
                brand="Alm", category="Bags"),
    ),
    size_charts=(SizeChart("shoes", "Shoes", ()),),
    reviews=(Review("r1", "b", 4, "Good."),),
    shop=ShopInfo("Fell & Field"),
)  # fmt: skip

OPEN = "import sys; from knowledge.store import Store; Store(sys.argv[1]).close()"


@pytest.fixture
def first(url, by_hand, tmp_path):
    """The URL of a database of version 0.1.0."""
    (tmp_path / "data").mkdir(exist_ok=True)
    for statement in (FIRST_TABLES + FIRST_ROWS).split(";\n"):
        if statement.strip():
            # A colon in JSON is no parameter.
            by_hand(statement.replace(":", r"\:"))
    return url


def test_the_first_versions_records_are_all_there(first):
    store = Store(first, must_exist=True)
    assert store.products() == CATALOG.products
    assert store.size_charts() == CATALOG.size_charts
    assert store.reviews("b") == CATALOG.reviews
    assert store.shop_info() == CATALOG.shop
    assert store.policy_sections() == (
        PolicySection("shipping#eu", "shipping", "eu", ("Shipping", "EU"), "By road."),
    )
    cost = Money(Decimal("4.90"), "EUR")
    assert store.all_shipping_rates() == (
        ShippingRate("ES", "standard", cost, "3-5 days", section_id="shipping#eu"),
    )
    store.close()


def test_what_is_new_is_filled_in_from_the_old_records(first, tmp_path):
    store = Store(first)
    blue = Criteria({"color": ("blue",)}, max_price=Decimal(90), min_rating=Decimal("4.5"))
    assert store.matching(blue) == ("b",)
    assert store.option_values("size") == ("42", "43")
    fresh = Store(f"sqlite:///{tmp_path / 'fresh.db'}")
    fresh.import_catalog(CATALOG, replace=True)
    assert store.digests().products == fresh.digests().products
    assert store.import_catalog(CATALOG, replace=True) == Changes(unchanged=2)
    fresh.close()
    store.close()


@pytest.mark.parametrize("old", [True, False])
def test_steps_lead_to_the_tables_that_the_code_knows(request, url, old):
    Store(request.getfixturevalue("first") if old else url).close()
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert not differences


@pytest.mark.parametrize("old", [True, False])
def test_processes_that_start_at_once_bring_it_forward_once(request, url, old):
    url = request.getfixturevalue("first") if old else url
    command = [sys.executable, "-c", OPEN, url]
    starting = [subprocess.Popen(command, cwd=PROJECT) for _ in range(4)]
    assert [process.wait() for process in starting] == [0, 0, 0, 0]
    store = Store(url, must_exist=old)
    assert store.products() == (CATALOG.products if old else ())
    store.close()


def test_a_step_that_fails_leaves_the_old_database_whole(first, by_hand):
    by_hand("UPDATE variants SET price = 'cheap' WHERE sku = 'a-1'")
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be brought to this version's tables"):
            Store(first)
    assert by_hand("SELECT count(*) FROM variants WHERE sku <> ''") == [(3,)]
    assert "alembic_version" not in tables(first)
    by_hand("UPDATE variants SET price = '20.00' WHERE sku = 'a-1'")
    store = Store(first)
    assert store.products() == CATALOG.products
    store.close()


def tables(url):
    engine = sa.create_engine(url, future=True)
    names = sa.inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_an_old_database_without_an_import_asks_for_one(first, by_hand):
    by_hand("DELETE FROM meta WHERE key = 'revision'")
    with pytest.raises(StoreError, match="run `shopbot catalog import PATH`"):
        Store(first, must_exist=True)
