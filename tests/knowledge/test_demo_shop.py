"""The demo shop's files hold together: read directly, without the importers."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from knowledge.sources.demo import draw_pictures
from knowledge.sources.demo.draw_pictures import DrawingError, Plan, Subject

DEMO = Path(__file__).resolve().parents[2] / "knowledge" / "sources" / "demo"
NEEDS_NO_CHART = {"One size"}


def read_lines(name: str) -> list[dict[str, Any]]:
    lines = (DEMO / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


PRODUCTS = read_lines("catalog.jsonl")
REVIEWS = read_lines("reviews.jsonl")
CHARTS = yaml.safe_load((DEMO / "size_charts.yaml").read_text(encoding="utf-8"))
CHART_BY_ID = {chart["id"]: chart for chart in CHARTS}
VARIANTS = [variant for product in PRODUCTS for variant in product["variants"]]
SHOP = yaml.safe_load((DEMO / "shop.yaml").read_text(encoding="utf-8"))


def by_id(product_id: str) -> dict[str, Any]:
    return next(product for product in PRODUCTS if product["id"] == product_id)


def test_the_shop_is_large_enough_to_be_believable():
    categories = {product["category"].split(" > ")[0] for product in PRODUCTS}
    assert len(PRODUCTS) >= 80
    assert len(categories) >= 8
    assert len(VARIANTS) >= 400
    assert len(REVIEWS) >= 200
    assert set(SHOP["categories"]) == categories
    assert set(SHOP["featured"]) <= {product["id"] for product in PRODUCTS}


def test_ids_skus_and_titles_are_unique():
    for values in (
        [product["id"] for product in PRODUCTS],
        [product["title"] for product in PRODUCTS],
        [variant["sku"] for variant in VARIANTS],
        [review["id"] for review in REVIEWS],
        [chart["id"] for chart in CHARTS],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_variants_of_a_product_differ_in_their_options():
    for product in PRODUCTS:
        options = [tuple(sorted(variant["options"].items())) for variant in product["variants"]]
        assert len(options) == len(set(options)) > 0, product["id"]
        assert len({tuple(variant["options"]) for variant in product["variants"]}) == 1


def test_prices_and_stock_are_well_formed():
    for variant in VARIANTS:
        assert re.fullmatch(r"\d+\.\d\d", variant["price"]), variant
        assert Decimal(variant["price"]) > 0
        assert variant["currency"] == SHOP["currency"]
        assert variant["stock"] is None or variant["stock"] >= 0


def test_stock_knows_sold_out_and_untracked():
    stocks = [variant["stock"] for variant in VARIANTS]
    assert stocks.count(0) >= 20
    assert stocks.count(None) >= 10
    assert any(all(v["stock"] == 0 for v in product["variants"]) for product in PRODUCTS)


def test_some_products_have_several_prices():
    several = [p for p in PRODUCTS if len({v["price"] for v in p["variants"]}) > 1]
    assert len(several) >= 5


def test_the_issues_conversation_can_be_held():
    matching = [p for p in PRODUCTS if {"trail", "runner"} <= set(p["title"].lower().split())]
    assert [product["title"] for product in matching] == ["Trail Runner 2"]
    stock = {(v["options"]["color"], v["options"]["size"]): v for v in matching[0]["variants"]}
    assert stock["Blue", "42"]["stock"] > 0
    assert stock["Blue", "44"]["stock"] == 0
    boots = [p for p in PRODUCTS if p["category"] == "Shoes > Winter boots"]
    waterproof = [p for p in boots if p["attributes"]["waterproof"] == "yes"]
    prices = [min(Decimal(v["price"]) for v in p["variants"]) for p in waterproof]
    assert len(waterproof) >= 4
    # Three are shown, and "something cheaper?" needs a list with a second one.
    assert sum(price < 150 for price in prices) >= 5
    assert max(prices) > 150


def test_every_sized_product_has_a_chart_that_covers_its_sizes():
    for product in PRODUCTS:
        sizes = {v["options"]["size"] for v in product["variants"] if "size" in v["options"]}
        worn = product["category"].split(" > ")[0] in {"Shoes", "Clothing", "Accessories"}
        if chart_id := product.get("size_chart"):
            covered = {row["size"] for row in CHART_BY_ID[chart_id]["rows"]}
            assert sizes <= covered, product["id"]
        elif worn:
            assert sizes <= NEEDS_NO_CHART, product["id"]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart["id"])
def test_no_body_fits_two_rows_of_a_chart(chart):
    rows = chart["rows"]
    assert len({row["size"] for row in rows}) == len(rows)
    for row in rows:
        assert row["measures"]
        assert all(low < high for low, high in row["measures"].values())
    for one, other in combinations(rows, 2):
        overlapping = [
            one["measures"][name][0] <= other["measures"][name][1]
            and other["measures"][name][0] <= one["measures"][name][1]
            for name in one["measures"]
        ]
        assert not all(overlapping), (one["size"], other["size"])


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart["id"])
def test_intervals_follow_each_other_to_the_millimetre(chart):
    for measure in chart["rows"][0]["measures"]:
        given = {tuple(row["measures"][measure]) for row in chart["rows"]}
        intervals = sorted(tuple(Decimal(str(end)) for end in interval) for interval in given)
        for (_, high), (low, _) in pairwise(intervals):
            assert low - high == Decimal("0.1")


def test_ratings_are_those_of_the_reviews():
    given = defaultdict(list)
    for review in REVIEWS:
        given[review["product_id"]].append(review["rating"])
    assert set(given) <= {product["id"] for product in PRODUCTS}
    for product in PRODUCTS:
        ratings = given[product["id"]]
        assert product.get("rating_count", 0) == len(ratings)
        if ratings:
            mean = Decimal(sum(ratings)) / len(ratings)
            assert product["rating"] == str(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_reviews_are_marked_as_samples():
    assert all(review["sample"] is True for review in REVIEWS)
    assert all(1 <= review["rating"] <= 5 for review in REVIEWS)
    assert len({review["text"] for review in REVIEWS}) == len(REVIEWS)


def test_descriptions_share_no_sentence():
    sentences: Counter[str] = Counter()
    for product in PRODUCTS:
        own = re.split(r"(?<=[.!?])\s+", product["description"])
        assert 2 <= len(own) <= 4, product["id"]
        sentences.update(own)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product["id"])
def test_every_product_has_a_small_well_formed_picture(product):
    picture = DEMO / product["image"].lstrip("/")
    assert product["image"] == f"/pictures/{product['id']}.svg"
    assert product["url"] == f"/products/{product['id']}"
    assert picture.stat().st_size < 4096
    title = ET.parse(picture).getroot().findtext("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert product["title"] in title


def test_pictures_differ():
    drawings = {
        re.sub(r"<title>.*?</title>", "", path.read_text(encoding="utf-8"))
        for path in (DEMO / "pictures").glob("*.svg")
    }
    assert len(drawings) == len(PRODUCTS)


def test_the_committed_pictures_are_what_the_script_draws():
    drawn = dict(draw_pictures.pictures())
    kept = {p.stem: p.read_text(encoding="utf-8") for p in (DEMO / "pictures").glob("*.svg")}
    assert kept == drawn


def test_a_detail_that_the_shape_lacks_is_named():
    plan = Plan("mug", frozenset({"wings"}), "Red")
    shape = ET.fromstring('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(DrawingError, match=r"mug\.svg has no detail 'wings'"):
        draw_pictures.draw(Subject("m", "Mug", None), plan, shape, {"Red": "#ff0000"})


@pytest.mark.parametrize("name", SHOP["policies"])
def test_policy_pages_have_one_title_and_sections(name):
    page = (DEMO / "policies" / f"{name}.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^# ", page, re.MULTILINE)) == 1
    sections = re.findall(r"^##+ (.+)$", page, re.MULTILINE)
    assert len(sections) == len(set(sections)) >= 8


def test_shipping_rows_fill_every_column():
    page = (DEMO / "policies" / "shipping.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    header = ["Countries", "Method", "Carrier", "Cost", "Free from", "Delivery time"]
    rates = [row for row in rows if row != header]
    assert len(rows) - len(rates) >= 5
    for _, method, _, cost, free_from, _ in rates:
        assert method in {"Standard", "Express", "Pick-up point"}
        assert re.fullmatch(r"€\d+\.\d\d|free|not served", cost)
        assert re.fullmatch(r"€\d+\.\d\d|–", free_from)
    offered = Counter((c.strip(), row[1]) for row in rates for c in row[0].split(","))
    assert max(offered.values()) == 1
    assert ("Spain", "Standard") in offered
    assert ("Portugal", "Express") not in offered
    assert any(row[3] == "not served" for row in rates)


def test_no_file_is_large():
    assert max(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 1_000_000
    assert (DEMO / "catalog.jsonl").stat().st_size < 300_000
