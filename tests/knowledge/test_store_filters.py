"""Filters in SQL find what a plain filter in Python finds, in both kinds of database."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.criteria import Criteria, satisfying
from knowledge.model import Catalog, Money, Product, Variant
from knowledge.store import Store

SIZES = ("41", "42", "ß", "SS", "İ", "")
COLORS = ("Blue", "blue ", "Ocean Blue", "Größe")
CATEGORIES = ("Shoes", "shoes>Running", "Shoes > Running > Trail", "Shoestrings", "Home", "")
BRANDS = ("Alm", "ALM", "Kelvik", "O'Neill %", "")
CURRENCIES = ("EUR", "USD")

amounts = st.decimals(0, 30, places=2) | st.sampled_from([Decimal(10), Decimal("10.00")])
money = st.builds(Money, amounts, st.sampled_from(CURRENCIES))
options = st.fixed_dictionaries(
    {}, optional={"size": st.sampled_from(SIZES), "color": st.sampled_from(COLORS)}
)
variants = st.builds(
    Variant,
    st.uuids().map(str),
    money,
    options,
    st.none() | st.integers(0, 2),
    st.none() | st.just(Money(Decimal(40), "EUR")),
    other_prices=st.lists(money, max_size=2, unique_by=lambda price: price.currency).map(tuple),
)
products = st.builds(
    Product,
    st.uuids().map(str),
    st.just("Thing"),
    st.lists(variants, min_size=1, max_size=4).map(tuple),
    category=st.sampled_from(CATEGORIES),
    brand=st.sampled_from(BRANDS),
    rating=st.none() | st.decimals(1, 5, places=2),
)
bounds = st.none() | amounts
criteria = st.builds(
    Criteria,
    st.fixed_dictionaries(
        {},
        optional={
            "size": st.lists(st.sampled_from((*SIZES, "i", "43")), max_size=2),
            "color": st.lists(st.sampled_from((*COLORS, "grösse", " BLUE")), max_size=2),
        },
    ),
    bounds,
    bounds,
    st.none() | st.sampled_from(CURRENCIES),
    st.booleans(),
    st.lists(st.sampled_from((*CATEGORIES, "SHOES >running")), max_size=2).map(tuple),
    st.lists(st.sampled_from((*BRANDS, "nobody")), max_size=2).map(tuple),
    st.none() | st.decimals(1, 5, places=1),
    st.booleans(),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(products, max_size=12), st.lists(criteria, min_size=1, max_size=6))
def test_the_same_as_a_filter_in_python(store, found, questions):
    store.import_catalog(Catalog(tuple(found)), replace=True)
    for asked in questions:
        expected = tuple(product.id for product in found if satisfying(product, asked))
        assert store.matching(asked) == expected


def item(id, *variants, **more):
    made = [
        Variant(f"{id}-{i}", Money(Decimal(price), "EUR"), {"size": size, "color": color}, stock)
        for i, (size, color, stock, price) in enumerate(variants)
    ]
    return Product(id, id, tuple(made), **more)


SHOE = item("shoe", ("42", "Blue", 0, "80"), ("42", "Red", 3, "80"), ("43", "Blue", 3, "95"))
ASKED = Criteria({"size": ("42",), "color": ("blue",)}, max_price=Decimal(90), in_stock=True)


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, False),
        ({"options": {"size": ("42",), "color": ("red",)}}, True),
        ({"options": {"size": ("43",), "color": ("blue",)}}, False),
        ({"options": {"size": ("43",), "color": ("blue",)}, "max_price": Decimal(95)}, True),
        ({"in_stock": False}, True),
        ({"options": {"size": ()}}, False),
        ({"options": {"width": ("wide",)}}, False),
        ({"options": {}, "currency": "USD"}, False),
        ({"options": {}, "min_price": Decimal(10) ** 30, "max_price": None}, False),
    ],
)
def test_all_conditions_have_to_hold_on_one_variant(store, change, fits):
    store.import_catalog(Catalog((SHOE,)), replace=True)
    asked = replace(ASKED, **change)
    assert store.matching(asked) == (("shoe",) if fits else ())
    assert bool(satisfying(SHOE, asked)) is fits


def test_no_criteria_let_everything_pass_in_the_shops_order(store):
    store.import_catalog(Catalog((item("b", ("", "", 1, "1")), SHOE)), replace=True)
    assert store.matching(Criteria()) == ("b", "shoe")


def test_what_an_import_changes_is_found_at_once(store, url):
    store.import_catalog(Catalog((SHOE,)), replace=True)
    assert store.matching(Criteria(max_price=Decimal(50))) == ()
    cheap = item("shoe", ("42", "Navy", None, "49"))
    with closing(Store(url)) as other:
        other.import_catalog(Catalog((cheap,)), replace=True)
    assert store.matching(Criteria(max_price=Decimal(50))) == ("shoe",)
    assert store.matching(Criteria({"color": ("navy",)}, max_price=Decimal(50))) == ("shoe",)
    assert store.option_values("color") == ("Navy",)
