"""What is exported comes back the same."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import cli
from knowledge.model import (
    Catalog,
    Money,
    Product,
    Range,
    Review,
    ShopInfo,
    SizeChart,
    SizeRow,
    Variant,
)
from knowledge.store import Store

texts = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
addresses = texts.map(lambda text: f"/{text}")
amounts = st.decimals(0, 1000, places=2)


def unique(kind, *args, **more):
    """Lists of records with an id of their own each."""
    return st.lists(st.builds(kind, *args, **more), max_size=3, unique_by=lambda record: record.id)


@st.composite
def variants(draw):
    price = draw(amounts)
    before = draw(st.none() | st.decimals("0.01", 50, places=2))
    yen = draw(st.none() | st.integers(0, 99999))
    return Variant(
        draw(st.uuids().map(str)),
        Money(price, "EUR"),
        draw(st.fixed_dictionaries({}, optional={"size": texts, "color": texts, "fit": texts})),
        draw(st.none() | st.integers(0, 10**9)),
        list_price=None if before is None else Money(price + before, "EUR"),
        other_prices=() if yen is None else (Money(Decimal(yen), "JPY"),),
        barcode=draw(st.just("") | texts),
        image=draw(st.just("") | addresses),
    )


charts = st.builds(
    SizeChart,
    texts,
    texts,
    st.lists(
        st.builds(
            SizeRow,
            texts,
            st.dictionaries(texts, texts, max_size=2),
            st.dictionaries(
                texts,
                st.tuples(amounts, amounts).map(lambda ends: Range(*sorted(ends))),
                max_size=2,
            ),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
)
products = st.builds(
    Product,
    texts,
    texts,
    st.lists(variants(), min_size=1, max_size=3).map(tuple),
    description=texts | st.just("Two\n\nparagraphs."),
    brand=texts,
    category=texts,
    url=addresses,
    image=addresses,
    tags=st.lists(texts, max_size=2, unique=True).map(tuple),
    attributes=st.dictionaries(texts, texts, max_size=2),
    rating=st.none() | st.decimals(1, 5, places=2),
    rating_count=st.none() | st.integers(0, 1000),
    images=st.lists(addresses, max_size=2, unique=True).map(tuple),
)


@st.composite
def catalogs(draw):
    chart = draw(charts)
    found = draw(st.lists(products, min_size=1, max_size=3, unique_by=lambda product: product.id))
    reviews = st.builds(
        Review,
        texts,
        st.sampled_from([product.id for product in found]),
        st.integers(1, 5),
        texts,
        texts,
        texts,
        st.none() | st.dates(date(1900, 1, 1)),
        st.booleans(),
    )
    details = st.dictionaries(texts.filter(lambda key: key not in {"name", "tagline"}), texts)
    return Catalog(
        tuple(found),
        (chart,),
        tuple(draw(st.lists(reviews, max_size=3, unique_by=lambda review: review.id))),
        draw(st.builds(ShopInfo, texts, st.just("") | texts, details)),
    )


@pytest.fixture
def shopbot(monkeypatch):
    """Run `shopbot …` on the store at a URL."""

    def run(url, *args, status=0):
        monkeypatch.setenv("SHOPBOT_DATABASE_URL", url)
        result = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert result.exit_code == status, result.output
        return result

    return run


def records(url):
    with closing(Store(url)) as store:
        return list(store.each_record())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(catalogs())
def test_a_folder_brings_the_same_store_back(shopbot, tmp_path_factory, catalog):
    folder = tmp_path_factory.mktemp("export")
    ours, theirs = (f"sqlite:///{folder / name}.db" for name in ("ours", "theirs"))
    with closing(Store(ours)) as store:
        store.import_catalog(catalog, replace=True)
    shopbot(ours, "catalog", "export", folder / "backup")
    for _ in range(2):
        shopbot(theirs, "catalog", "import", folder / "backup", "--replace")
        assert records(theirs) == records(ours)


SHIRT = Product("shirt", "Shirt", (Variant("S", Money(Decimal("9.90"), "EUR"), {"size": "M"}, 3),))
SHOP = Catalog((SHIRT,), (), (Review("r", "shirt", 5, "Good."),))


@pytest.fixture
def filled(url):
    with closing(Store(url)) as store:
        store.import_catalog(SHOP, replace=True)
    return url


@pytest.mark.parametrize("name", ["products.jsonl", "-"])
def test_a_file_gets_the_products_alone(shopbot, filled, tmp_path, name):
    path = tmp_path / "new" / name if name != "-" else "-"
    result = shopbot(filled, "catalog", "export", path)
    text = result.stdout if name == "-" else path.read_text("utf-8")
    (line,) = text.splitlines()
    assert json.loads(line) == {
        "id": "shirt",
        "title": "Shirt",
        "variants": [
            {"sku": "S", "options": {"size": "M"}, "price": "9.90", "currency": "EUR", "stock": 3}
        ],
    }


def test_a_folder_with_something_in_it_is_left_alone(shopbot, filled, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").write_text("keep")
    result = shopbot(filled, "catalog", "export", tmp_path / "mine", status=1)
    assert "give a new or an empty folder" in result.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes"]


def test_an_export_that_fails_leaves_nothing(shopbot, filled, tmp_path, by_hand):
    target = tmp_path / "products.jsonl"
    target.write_text("the last export")
    by_hand("UPDATE variants SET price = 'cheap'")
    result = CliRunner().invoke(cli, ["catalog", "export", str(target)])
    assert result.exit_code == 1
    assert target.read_text() == "the last export"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_product_is_shown_with_its_reviews(shopbot, filled):
    shown = json.loads(shopbot(filled, "catalog", "show", "shirt").stdout)
    assert shown["variants"][0]["sku"] == "S"
    assert shown["reviews"][0]["text"] == "Good."
    result = shopbot(filled, "catalog", "show", "skirt", status=1)
    assert "there is no product 'skirt'" in result.output
