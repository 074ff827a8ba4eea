"""Reviews as review apps and shop systems export them."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import form_of
from knowledge.importers.review_values import DAY_FIRST, MONTH_FIRST, day, order_of, stars

PRODUCTS = [
    {
        "id": "trail-2",
        "title": "Trail Runner 2",
        "url": "https://shop.example/p/trail",
        "variants": [
            {"sku": "TR2-41", "price": "89.90", "currency": "EUR", "barcode": "4006381333931"}
        ],
    },
    {"id": "cap", "title": "Wool  Cap", "variants": [{"sku": "C", "price": 9, "currency": "EUR"}]},
    {"id": "cap-2", "title": "wool cap", "variants": [{"sku": "D", "price": 9, "currency": "EUR"}]},
]


@pytest.fixture
def read(tmp_path):
    products = tmp_path / "catalog.json"
    products.write_text(json.dumps(PRODUCTS))

    def from_text(text, name="export.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_catalog([path, products])

    return from_text


JUDGE_ME = """\
title,body,rating,review_date,curated,reviewer_name,reviewer_email,product_id,product_handle
Top,"Light, and they
dry fast.",5,2026-03-02 10:12:00 UTC,ok,Ana R.,ana@mail.example,7012345678,trail-2
Meh,<p>Too <b>tight</b></p>,2,2026-01-10,ok,ben@mail.example,ben@m.example,7012345678,trail-2
Buy pills,Click here,5,2026-01-10,spam,Bot,b@mail.example,1,x
"""

LOOX = """\
id,status,rating,email,nickname,full_name,review,date,productId,handle,img,verified_purchase
1,Active,4,a@mail.example,Jo,Jo Lind,Runs small,2025-11-05T08:00:00.000Z,8123,trail-2,,true
2,Hidden,5,a@mail.example,Pa,Pa Dell,Unseen words,2025-11-05,8123,trail-2,,true
"""

YOTPO = """\
Review ID;Review Title;Review Content;Review Score;Date;SKU;Product Title;Display Name;Email
r1;Good;"They grip ; ""really"" well";5;25/03/2026;TR2-41;Trail;Ana;a@mail.example
r2;Fine;Warm enough;4;03/04/2026;TR2-41;Trail;Bo;b@mail.example
"""

WORDPRESS = """\
comment_ID,comment_post_ID,post_title,comment_author,comment_date,comment_content,\
comment_approved,comment_type,comment_parent,rating
11,991,Trail Runner 2,Kim,2026-02-01 09:00:00,Solid sole.,1,review,0,5
12,991,Trail Runner 2,Shop,2026-02-02 09:00:00,Thank you!,1,review,11,
13,991,Trail Runner 2,Lee,2026-02-03 09:00:00,Waiting,0,review,0,4
14,991,Trail Runner 2,Shop,2026-02-03 09:00:00,Order sent,1,order_note,0,
"""


def test_judge_me(read):
    catalog, report = read(JUDGE_ME)
    assert not report.errors
    first, second = catalog.reviews
    assert (first.product_id, first.rating, first.title) == ("trail-2", 5, "Top")
    assert first.text == "Light, and they\ndry fast."
    assert (first.author, first.written) == ("Ana R.", date(2026, 3, 2))
    assert (second.text, second.author) == ("Too tight", "")
    (spam,) = report.left_out
    assert (spam.line, spam.reason) == (5, "is not published (curated spam)")
    assert "mail." not in repr(catalog)


def test_loox(read):
    catalog, report = read(LOOX)
    (review,) = catalog.reviews
    assert (review.id, review.author, review.text) == ("1", "Jo", "Runs small")
    assert (report.rows_left_out, len(report.errors)) == (1, 0)


def test_yotpo_with_the_order_of_dates_that_one_row_shows(read):
    catalog, report = read(YOTPO)
    assert not report.errors
    assert [(r.id, r.product_id, r.written) for r in catalog.reviews] == [
        ("r1", "trail-2", date(2026, 3, 25)),
        ("r2", "trail-2", date(2026, 4, 3)),
    ]
    assert catalog.reviews[0].text == 'They grip ; "really" well'


def test_wordpress_comments(read):
    catalog, report = read(WORDPRESS)
    assert not report.errors
    assert [(r.id, r.product_id) for r in catalog.reviews] == [("11", "trail-2")]
    assert [found.reason for found in report.left_out] == [
        "is an answer to a review",
        "is not published (comment_approved 0)",
        "is of the kind 'order_note', not a review",
    ]


GOOGLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed><version>2.4</version><publisher><name>Northlake</name></publisher>
<reviews>
<review>
  <review_id>g1</review_id>
  <reviewer><name>Ana</name><reviewer_id>77</reviewer_id></reviewer>
  <review_timestamp>2026-03-02T10:00:00Z</review_timestamp>
  <title>Dry</title>
  <content>No water &amp; no mud.</content>
  <review_url type="singleton">https://shop.example/r/1</review_url>
  <ratings><overall min="1" max="5">4</overall></ratings>
  <products><product>
    <product_ids><gtins><gtin>4006381333931</gtin></gtins></product_ids>
    <product_name>Trail</product_name>
  </product></products>
</review>
</reviews></feed>
"""


def test_googles_product_reviews(read):
    catalog, report = read(GOOGLE, "reviews.xml")
    assert not report.errors
    (review,) = catalog.reviews
    assert (review.id, review.product_id, review.rating) == ("g1", "trail-2", 4)
    assert (review.title, review.text, review.author) == ("Dry", "No water & no mud.", "Ana")
    assert review.written == date(2026, 3, 2)
    _, report = read(GOOGLE.replace('max="5"', 'max="10"'), "reviews.xml")
    assert [(e.line, e.field) for e in report.errors] == [(4, "overall")]
    _, report = read(GOOGLE[:500], "reviews.xml")
    assert report.errors[0].reason.startswith("is broken XML")


RECORD = {
    "id": 7,
    "body": "Dry feet",
    "rating": 4.5,
    "reviewer": {"name": "Ana", "email": "a@mail.example"},
    "product": {"title": "trail runner 2"},
    "created_at": "2026-02-01T00:00:00Z",
    "published": True,
    "pictures": [],
}


@pytest.mark.parametrize("name", ["reviews.json", "export.json", "export.jsonl", "wrapped.json"])
def test_json(read, name):
    lines = json.dumps(RECORD) + "\n"
    data = {"export.jsonl": lines, "wrapped.json": json.dumps({"reviews": [RECORD]}, indent=1)}
    catalog, report = read(data.get(name, f"[{lines}]"), name)
    assert not report.errors
    (review,) = catalog.reviews
    assert (review.id, review.product_id, review.author) == ("7", "trail-2", "Ana")
    assert review.rating == 4
    assert "4.5 as 4" in report.warnings[0].reason


def test_our_own_form_stays_our_own(tmp_path):
    path = tmp_path / "reviews.jsonl"
    path.write_text('{"id": "1", "product_id": "cap", "rating": 5, "text": "Warm"}\n')
    assert form_of(path).name == "native"


@pytest.mark.parametrize(
    ("column", "text", "product"),
    [
        ("product_id", "trail-2", "trail-2"),
        ("product_id", "gid://shopify/Product/trail-2", "trail-2"),
        ("handle", "trail-2", "trail-2"),
        ("sku", "TR2-41", "trail-2"),
        ("gtin", "4006381333931", "trail-2"),
        ("product_url", "https://shop.example/p/trail", "trail-2"),
        ("product_url", "https://other.example/products/trail-2?variant=1", "trail-2"),
        ("product_title", "TRAIL  runner 2", "trail-2"),
    ],
)
def test_products_are_found_by(read, column, text, product):
    catalog, report = read(f'rating,body,{column}\n5,Good,"{text}"\n')
    assert not report.errors
    assert [review.product_id for review in catalog.reviews] == [product]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("gone,,5,Good,,", "product_id", "'gone' is no known product"),
        (",Wool cap,5,Good,,", "product_title", "'Wool cap' is the title of several products"),
        (",,5,Good,,", "product_id", "is missing, and nothing else names the product"),
        ("cap,,6,Good,,", "rating", "is 6, must be from 1 to 5"),
        ("cap,,0,Good,,", "rating", "is 0, must be from 1 to 5"),
        ("cap,,8/10,Good,,", "rating", "'8/10' is no number of stars"),
        ("cap,,great,Good,,", "rating", "'great' is no number of stars"),
        ("cap,,,Good,,", "rating", "is missing"),
        ("cap,,5,Good,,03/04/2026", "date", "'03/04/2026' may be two different days"),
        ("cap,,5,Good,,2026-02-30", "date", "day is out of range"),
        ("cap,,5,Good,,soon", "date", "'soon' is no date such as 2026-03-31"),
    ],
)
def test_broken_rows_say_why(read, row, field, reason):
    catalog, report = read(f"product_id,product_title,rating,body,title,date\n{row}\n")
    assert not catalog.reviews
    (error,) = report.errors
    assert (error.line, error.field, error.reason[: len(reason)]) == (2, field, reason)
    assert len(catalog.products) == 3


def test_all_errors_of_a_row_are_listed_at_once(read):
    _, report = read("handle,rating,body,date\ngone,9,Good,soon\n")
    assert [error.field for error in report.errors] == ["rating", "date"]


def test_stars_without_words_are_left_out_and_a_title_can_be_the_words(read):
    catalog, report = read("handle,rating,body,title\ncap,5,,\ncap,5,,Lovely\n")
    assert [(review.title, review.text) for review in catalog.reviews] == [("", "Lovely")]
    assert [found.reason for found in report.left_out] == ["has stars, but no words"]


def test_a_review_without_id_has_the_same_at_each_import(read):
    text = "handle,rating,body,author\ncap,5,Warm,Ana\ncap,5,Warm,Bo\n"
    first, _ = read(text)
    second, _ = read(text)
    assert [review.id for review in first.reviews] == [review.id for review in second.reviews]
    assert len({review.id for review in first.reviews}) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("handle,rating,body\n", "holds a header and no rows"),
        ("handle,rating,body\ncap,5,Größe".encode("latin-1"), "is not UTF-8"),
        ('handle,rating,body\ncap,5,"half a', "is broken CSV"),
        ("handle|rating\ncap|5\n", "is none of the"),
        (b"%PDF-1.7", "is a PDF"),
        (b"", "is empty"),
    ],
)
def test_broken_files_say_why(read, data, reason):
    catalog, report = read(data)
    assert not catalog.reviews
    assert reason in report.errors[-1].reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", "5"),
        ("4.5", "4.5"),
        ("4,5", "4.5"),
        ("4/5", "4"),
        ("4.0 / 5", "4.0"),
        ("3 out of 5", "3"),
        ("1 star", "1"),
        ("★★★★", "4"),
        ("★★★☆☆", "3"),
        ("⭐️⭐️", "2"),
    ],
)
def test_stars(text, value):
    assert stars(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "☆☆☆☆☆", "★★★★★★", "5.1", "-3", "4/10", "80%", "NaN", "five"])
def test_what_is_no_number_of_stars(text):
    with pytest.raises(ValueError, match=r"star|must be"):
        stars(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31",
        "2026-03-31T10:00:00Z",
        "2026-03-31 10:00:00 UTC",
        "31.03.2026",
        "31/03/2026",
        "03/31/2026 10:00",
        "March 31, 2026",
        "Mar 31 2026 10:00 AM",
        "31 March 2026",
        "31st Mar 2026",
        "1774915200",
        "1774915200000",
    ],
)
def test_dates(text):
    assert day(text, "") == date(2026, 3, 31)


def test_the_order_of_a_files_dates():
    assert order_of(["2026-01-01", "03/04/2026", ""]) == ""
    assert order_of(["03/04/2026", "13/04/2026"]) == DAY_FIRST
    assert order_of(["03/04/2026", "04/13/2026"]) == MONTH_FIRST
    assert order_of(["13/04/2026", "04/13/2026"]) == ""


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@example(date(2026, 5, 5))
def test_a_slashed_date_is_read_right_or_not_at_all(written):
    text = written.strftime("%d/%m/%Y")
    assert day(text, DAY_FIRST) == written
    if written.day > 12 or written.day == written.month:
        assert day(text, "") == written
    else:
        with pytest.raises(ValueError, match="two different days"):
            day(text, "")


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<&@"),
    min_size=1,
)
reviews = st.lists(
    st.fixed_dictionaries(
        {
            "review_id": words,
            "rating": st.integers(1, 5),
            "title": words,
            "body": words,
            "reviewer_name": words,
            "review_date": st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str),
            "product_handle": st.sampled_from(["trail-2", "cap"]),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda review: review["review_id"],
)


@given(reviews, st.sampled_from(["csv", "json"]))
def test_what_was_written_comes_back(tmp_path_factory, written, form):
    folder = tmp_path_factory.mktemp("reviews")
    (folder / "catalog.json").write_text(json.dumps(PRODUCTS))
    text = StringIO()
    writer = csv.DictWriter(text, list(written[0]))
    writer.writeheader()
    writer.writerows(written)
    path = folder / f"export.{form}"
    data = text.getvalue() if form == "csv" else json.dumps(written)
    path.write_text(data, "utf-8", newline="")
    catalog, report = read_catalog([folder / "catalog.json", path])
    assert not report.errors
    assert written == [
        {
            "review_id": review.id,
            "rating": review.rating,
            "title": review.title,
            "body": review.text,
            "reviewer_name": review.author,
            "review_date": str(review.written),
            "product_handle": review.product_id,
        }
        for review in catalog.reviews
    ]
