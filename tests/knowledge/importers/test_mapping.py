"""Any table or JSON by a mapping file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.interface import Options
from knowledge.importers.mapping_guess import starter
from knowledge.model import Money

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "catalogue_dummyjson"

ROWS = [
    {"Artikel": "A1", "Modell": "boot", "Name": "Fell Boot", "Preis": "1.089,90", "Größe": "42",
     "Status": "aktiv", "Bestand": "3", "Stichworte": "hiking|leather"},
    {"Artikel": "A2", "Modell": "boot", "Name": "Fell Boot", "Preis": "1.089,90", "Größe": "43",
     "Status": "aktiv", "Bestand": "ausverkauft", "Stichworte": ""},
    {"Artikel": "A3", "Modell": "boot", "Name": "Fell Boot", "Preis": "1.089,90", "Größe": "44",
     "Status": "alt", "Bestand": "1", "Stichworte": ""},
]  # fmt: skip
GROUPED = """
currency: EUR
decimal: ","
only: {Status: [aktiv]}
product:
  id: Modell
  title: Name
  brand: {value: Kelvik}
  tags: {column: Stichworte, separator: "|"}
  attributes:
    season: {column: Modell, values: {boot: winter}}
variants:
  group_by: Modell
  sku: Artikel
  price: Preis
  stock: {column: Bestand, values: {ausverkauft: 0}}
  options: {Schuhgröße: Größe}
"""


@pytest.fixture
def mapped(tmp_path):
    """Read a file by a mapping, both written from texts."""

    def read(mapping, data, name="shop.json", currency=""):
        (tmp_path / "map.yaml").write_text(mapping, "utf-8")
        path = data if isinstance(data, Path) else tmp_path / name
        if not isinstance(data, Path):
            path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        options = Options(currency, tmp_path / "map.yaml")
        return read_catalog([path], form="mapping", options=options)

    return read


def test_one_row_a_variant(mapped, export):
    catalog, report = mapped(GROUPED, export(ROWS, delimiter=";"))
    assert not report.errors
    assert (report.rows_read, report.rows_imported, report.rows_left_out) == (3, 2, 1)
    assert report.left_out[0].reason == "has Status 'alt'"
    (boot,) = catalog.products
    assert (boot.id, boot.brand, boot.tags) == ("boot", "Kelvik", ("hiking", "leather"))
    assert boot.attributes == {"season": "winter"}
    first, second = boot.variants
    assert first.price == Money(Decimal("1089.90"), "EUR")
    assert (first.sku, first.options, first.stock) == ("A1", {"size": "42"}, 3)
    assert second.stock == 0


def test_rows_of_one_product_need_not_follow_each_other(mapped, export):
    other = {**ROWS[0], "Artikel": "B1", "Modell": "sandal"}
    catalog, report = mapped(GROUPED, export([ROWS[0], other, ROWS[1]]))
    assert not report.errors
    assert {p.id: len(p.variants) for p in catalog.products} == {"boot": 2, "sandal": 1}


NESTED = """
rows: data.items
unit: cents
product:
  id: id
  title: names.en
  description: [short, html]
  category: path
  image: media.0.url
  images: media.url
  tags: labels
variants:
  list: skus
  sku: code
  currency: money
  price: amount
  list_price: before
  stock: left
  prices: {USD: usd}
  options: {size: dims.size}
reviews:
  list: feedback
  rating: stars
  text: words
  date: at
"""
ITEM = {
    "id": 7, "names": {"en": "Lamp"}, "short": "A lamp.", "html": "<p>It <i>glows</i>.</p>",
    "path": ["Home", "Lamps"], "labels": ["light", 2],
    "media": [{"url": "/a.jpg"}, {"url": "/b.jpg"}],
    "skus": [
        {"code": "L-S", "money": "eur", "amount": 1250, "before": 1999, "left": None, "usd": 1400,
         "dims": {"size": "S"}},
        {"code": "L-M", "money": "eur", "amount": 1350, "left": 4, "dims": {"size": "M"}},
    ],
    "feedback": [{"stars": 4.0, "words": "Bright.", "at": "2026-01-05T10:00:00Z"}],
}  # fmt: skip


def test_lists_within_json_in_cents(mapped):
    catalog, report = mapped(NESTED, {"meta": {"items": [1]}, "data": {"items": [ITEM]}})
    assert not report.errors
    (lamp,) = catalog.products
    assert (lamp.title, lamp.category) == ("Lamp", "Home > Lamps")
    assert lamp.description == "A lamp.\n\nIt glows."
    assert (lamp.image, lamp.images) == ("/a.jpg", ("/a.jpg", "/b.jpg"))
    assert lamp.tags == ("light", "2")
    small, medium = lamp.variants
    assert (small.price, small.list_price) == (
        Money(Decimal("12.50"), "EUR"),
        Money(Decimal("19.99"), "EUR"),
    )
    assert small.other_prices == (Money(Decimal("14.00"), "USD"),)
    assert (small.stock, medium.stock, medium.options) == (None, 4, {"size": "M"})
    (review,) = catalog.reviews
    assert (review.product_id, review.rating, str(review.written)) == ("7", 4, "2026-01-05")


def test_a_row_that_is_a_product_by_itself_with_a_signed_price(mapped):
    mapping = "product: {id: id, title: t}\nvariants: {price: p}\n"
    catalog, report = mapped(mapping, '{"id": "a", "t": "Mug", "p": "£12.50"}\n', "m.jsonl")
    assert not report.errors
    (variant,) = catalog.products[0].variants
    assert (variant.sku, variant.price) == ("a", Money(Decimal("12.50"), "GBP"))


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ("  title: Name\n", "", "product.title", "is missing"),
        ("  title: Name", "  titel: Name\n  title: Name", "product.titel", "is unknown; known are"),
        ("  title: Name", "  title: 7", "product.title", "must be a column, a list of columns"),
        ("  title: Name", "  title: [1]", "product.title", "must be a column, a list of columns"),
        ("currency: EUR", "currency: euros", "currency", "must be a code such as EUR"),
        ("currency: EUR", "currency: ZZZ", "currency", "is not an ISO 4217 currency"),
        ("currency: EUR", "unit: pennies", "unit", "must be major or cents"),
        ("  group_by: Modell", "  group_by: Modell\n  list: x", "variants.group_by", "exclude"),
        ("  price: Preis\n", "", "variants.price", "is missing"),
        ("product:", "product: [", "", "is broken YAML"),
        ("  title: Name", "  title: Titel", "title", "names the column 'Titel'"),
        ("group_by: Modell", "group_by: Mod", "variants.group_by", "names the column 'Mod'"),
        ("{Status: [aktiv]}", "{State: [x]}", "only.State", "names the column 'State'"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_names_its_key(mapped, export, old, new, field, reason):  # noqa: PLR0917
    assert old in GROUPED
    catalog, report = mapped(GROUPED.replace(old, new), export(ROWS))
    assert not catalog.products
    found = [error for error in report.errors if reason in error.reason]
    assert [(error.field, Path(error.file).name) for error in found] == [(field, "map.yaml")]


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"Preis": "zwölf"}, (3, "Preis"), "is not a price"),
        ({"Preis": "12.50"}, (3, "Preis"), "is not a price"),
        ({"Bestand": "-1"}, (3, "Bestand"), "must be at least 0"),
        ({"Bestand": "viel"}, (3, "Bestand"), "must be a whole number"),
        ({"Artikel": "A1"}, (3, "Artikel"), "is already at"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(mapped, export, change, place, reason):
    _, report = mapped(GROUPED, export([ROWS[0], ROWS[1] | change]))
    assert [(e.line, e.field) for e in report.errors if reason in e.reason] == [place]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"data": {"things": []}}, "There is no 'items'"),
        ({"data": {"items": 3}}, "Expecting a list"),
        ({"data": []}, "Expecting an object with 'items'"),
        ({"data": {"items": [ITEM | {"skus": "S, M"}]}}, "must be a list of objects"),
        ({"data": {"items": [ITEM | {"skus": []}]}}, "is empty"),
        ('{"data": {"items": [{"id": 1}', "is broken JSON"),
    ],
)
def test_json_that_is_not_as_the_mapping_says(mapped, data, reason):
    catalog, report = mapped(NESTED, data)
    assert not catalog.products
    assert any(reason in error.reason for error in report.errors)


def test_without_a_currency_anywhere_nothing_is_imported(mapped, export):
    mapping = GROUPED.replace("currency: EUR", "")
    catalog, report = mapped(mapping, export(ROWS))
    assert not catalog.products
    assert [error.field for error in report.errors] == ["currency"]
    assert mapped(mapping, export(ROWS), currency="CHF")[0].products


def test_a_missing_mapping_says_how_to_make_one(export):
    _, report = read_catalog([export(ROWS)], form="mapping")
    assert "shopbot catalog map" in report.errors[0].reason


GUESSED = [
    {"Handle": "tee", "Title": "Tee", "Colour": "red", "Size": "M", "SKU": "t1", "Qty": "3",
     "Price": "19.90", "Tags": "soft, light", "Season": "summer"},
    {"Handle": "tee", "Title": "Tee", "Colour": "red", "Size": "L", "SKU": "t2", "Qty": "0",
     "Price": "19.90", "Tags": "soft, light", "Season": "summer"},
]  # fmt: skip


def test_a_starter_reads_a_plain_table_as_it_is(mapped, export):
    path = export(GUESSED)
    text = starter(path)
    assert "# Not used: season" in text
    catalog, report = mapped(text, path, currency="EUR")
    assert not report.errors
    (tee,) = catalog.products
    assert (tee.id, tee.tags) == ("tee", ("soft", "light"))
    assert [(v.sku, v.options, v.stock) for v in tee.variants] == [
        ("t1", {"color": "red", "size": "M"}, 3),
        ("t2", {"color": "red", "size": "L"}, 0),
    ]


def test_a_starter_marks_what_it_could_not_guess(export):
    assert "price: TODO" in starter(export([{"id": "1", "name": "x", "kosten": "3"}]))


def test_a_starter_for_no_file_says_why(tmp_path):
    assert "cannot be read" in str(starter(tmp_path / "gone.csv"))


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_catalogue_of_dummyjson(mapped, tmp_path, wrapped):
    if not SHARED.is_dir():
        pytest.skip("the shared data are not on this machine")
    source = json.loads((SHARED / "products.json").read_text("utf-8"), parse_float=Decimal)
    path = tmp_path / "products.json"
    text = (SHARED / "products.json").read_text("utf-8")
    path.write_text(f'{{"total": 194, "products": {text}}}' if wrapped else text, "utf-8")
    catalog, report = mapped(starter(path), path, currency="USD")
    assert not report.errors
    assert report.products == len(source) == 194
    assert len(catalog.reviews) == sum(len(row["reviews"]) for row in source)
    for product, row in zip(catalog.products, source, strict=True):
        (variant,) = product.variants
        assert (product.id, product.title) == (str(row["id"]), " ".join(row["title"].split()))
        assert variant.price == Money(Decimal(row["price"]).quantize(Decimal("0.01")), "USD")
        assert (variant.sku, variant.stock) == (row["sku"], row["stock"])


words = st.text("abcXYZäß ", min_size=1, max_size=8).map(str.strip).filter(bool)
shops = st.dictionaries(
    st.text("abc123", min_size=1, max_size=4),
    st.lists(
        st.tuples(words, st.decimals(0, 9999, places=2), st.none() | st.integers(0, 99)),
        min_size=1,
        max_size=3,
        unique_by=lambda variant: variant[0],
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shops, st.randoms(use_true_random=False))
def test_a_table_in_any_order_arrives_whole(mapped, export, shop, random):
    rows = [
        {
            "m": model,
            "s": f"{model}-{i}",
            "z": size,
            "p": str(price),
            "q": "" if q is None else str(q),
        }
        for model, variants in shop.items()
        for i, (size, price, q) in enumerate(variants)
    ]
    random.shuffle(rows)
    mapping = (
        "product: {id: m, title: m}\n"
        "variants: {group_by: m, sku: s, price: p, stock: q, options: {size: z}}\n"
    )
    catalog, report = mapped(mapping, export(rows), currency="EUR")
    assert not report.errors
    assert report.rows_imported == len(rows)
    arrived = {
        v.sku: (p.id, v.options["size"], v.price.amount, v.stock)
        for p in catalog.products
        for v in p.variants
    }
    assert arrived == {
        f"{model}-{i}": (model, " ".join(size.split()), price, q)
        for model, variants in shop.items()
        for i, (size, price, q) in enumerate(variants)
    }
