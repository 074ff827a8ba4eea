"""Google Merchant feeds as RSS, Atom and tables."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import form_of
from knowledge.importers.interface import Options
from knowledge.model import Money

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)

RSS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>Northlake</title><link>https://shop.example</link><description>Feed</description>
<item>
  <g:id>TR2-41-BLU</g:id>
  <g:item_group_id>trail-2</g:item_group_id>
  <title>Trail Runner 2 - Ocean Blue / 41</title>
  <description><![CDATA[<p>A light shoe.</p><ul><li>8&nbsp;mm drop</li></ul>]]></description>
  <link>https://shop.example/p/trail-2?v=1</link>
  <g:canonical_link>https://shop.example/p/trail-2</g:canonical_link>
  <g:image_link>https://shop.example/i/blue.jpg</g:image_link>
  <g:additional_image_link>https://shop.example/i/sole.jpg</g:additional_image_link>
  <g:additional_image_link>https://shop.example/i/box.jpg</g:additional_image_link>
  <g:availability>in_stock</g:availability>
  <g:price>89.90 EUR</g:price>
  <g:sale_price>69.90 EUR</g:sale_price>
  <g:sale_price_effective_date>2026-03-01T00:00+0100/2026-03-31T23:59+0100</g:sale_price_effective_date>
  <g:brand>Kelvik</g:brand>
  <g:gtin>4006381333931</g:gtin>
  <g:product_type>Shoes &gt; Running</g:product_type>
  <g:google_product_category>187</g:google_product_category>
  <g:color>Ocean Blue</g:color><g:size>41</g:size>
  <g:gender>unisex</g:gender><g:material>mesh</g:material>
  <g:product_detail>
    <g:section_name>Build</g:section_name>
    <g:attribute_name>Drop</g:attribute_name>
    <g:attribute_value>8 mm</g:attribute_value>
  </g:product_detail>
  <g:shipping><g:country>DE</g:country><g:price>4.90 EUR</g:price></g:shipping>
</item>
<item>
  <g:id>MUG-1</g:id>
  <title>Enamel mug</title>
  <link>https://shop.example/p/mug</link>
  <g:availability>preorder</g:availability>
  <g:availability_date>2026-05-01T00:00+0000</g:availability_date>
  <g:price>1,234.50 EUR</g:price>
</item>
<item>
  <g:id>TR2-42-RED</g:id>
  <g:item_group_id>trail-2</g:item_group_id>
  <title>Trail Runner 2 - Red / 42</title>
  <g:image_link>https://shop.example/i/red.jpg</g:image_link>
  <g:availability>out of stock</g:availability>
  <g:price>89.90 EUR</g:price>
  <g:color>Red</g:color><g:size>42</g:size>
  <g:gender>unisex</g:gender><g:material>leather</g:material>
</item>
</channel>
</rss>
"""


@pytest.fixture
def read(tmp_path):
    def from_text(text, name="feed.xml", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        form = options.pop("form", "auto")
        return read_catalog([path], form=form, options=Options(now=NOW, **options))

    return from_text


def test_items_of_a_group_are_variants_wherever_they_stand(read):
    catalog, report = read(RSS)
    assert not report.errors
    assert (report.rows_read, report.products, report.variants) == (3, 2, 3)
    shoe, mug = catalog.products
    assert (shoe.id, shoe.title, shoe.brand) == ("trail-2", "Trail Runner 2", "Kelvik")
    assert shoe.description == "A light shoe.\n\n- 8 mm drop"
    assert shoe.category == "Shoes > Running"
    assert shoe.url == "https://shop.example/p/trail-2"
    assert shoe.image == "https://shop.example/i/blue.jpg"
    assert [url[-8:-4] for url in shoe.images] == ["sole", "/box", "/red"]
    assert shoe.attributes == {"gender": "unisex", "Drop": "8 mm"}
    blue, red = shoe.variants
    assert blue.options == {"size": "41", "color": "Ocean Blue", "material": "mesh"}
    assert (blue.sku, blue.barcode, blue.stock) == ("TR2-41-BLU", "4006381333931", None)
    assert (blue.price, blue.list_price) == (
        Money(Decimal("69.90"), "EUR"),
        Money(Decimal("89.90"), "EUR"),
    )
    assert (red.price, red.list_price, red.stock) == (Money(Decimal("89.90"), "EUR"), None, 0)
    assert red.image == "https://shop.example/i/red.jpg"
    assert mug.title == "Enamel mug"
    assert mug.attributes == {"availability": "on pre-order 2026-05-01"}
    assert (mug.variants[0].price.amount, mug.variants[0].stock) == (Decimal("1234.50"), None)


@pytest.mark.parametrize(
    ("dates", "price"),
    [
        ("", "69.90"),
        ("2026-03-01T00:00Z/2026-03-10T12:00Z", "69.90"),
        ("2026-03-01/2026-03-10", "69.90"),
        ("2026-03-01T00:00Z/2026-03-10T11:59Z", "89.90"),
        ("2026-03-10T13:30+0100/2026-04-01", "89.90"),
    ],
)
def test_a_sale_counts_while_it_runs(read, dates, price):
    head, _, tail = RSS.partition("2026-03-01T00:00+0100/2026-03-31T23:59+0100")
    catalog, _ = read(head + dates + tail)
    assert catalog.products[0].variants[0].price.amount == Decimal(price)


ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<title>Shop</title>
<entry><g:id>1</g:id><title>Cap</title><summary>Wool &amp; warm</summary>
<link href="https://shop.example/cap"/><g:price>15 USD</g:price>
<g:availability>in stock</g:availability><g:quantity>7</g:quantity></entry>
</feed>"""


def test_atom(read):
    catalog, report = read(ATOM)
    assert not report.errors
    (cap,) = catalog.products
    assert (cap.description, cap.url) == ("Wool & warm", "https://shop.example/cap")
    assert (cap.variants[0].price, cap.variants[0].stock) == (Money(Decimal("15.00"), "USD"), 7)


HEADER = [
    "id", "title", "description", "link", "image link", "additional image link", "availability",
    "price", "item group id", "color", "size", "product_detail",
]  # fmt: skip
ROWS = [
    [
        "1", "Cap", "<b>Warm</b>", "https://s.example/1", "https://s.example/1.jpg",
        "https://s.example/2.jpg,https://s.example/3.jpg", "in_stock", "15.000 USD", "cap", "red",
        "M", '"Build:Lining:wool, felt",Use:Season:winter',
    ],
    [
        "2", "Cap", "", "https://s.example/2", "", "", "backorder", "USD 15.00", "cap", "red",
        "L", "",
    ],
]  # fmt: skip


def table(header, rows, delimiter):
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


@pytest.mark.parametrize(("delimiter", "name"), [("\t", "feed.txt"), (",", "feed.csv")])
def test_a_table(read, delimiter, name):
    catalog, report = read(table(HEADER, ROWS, delimiter), name)
    assert not report.errors
    (cap,) = catalog.products
    assert [variant.options["size"] for variant in cap.variants] == ["M", "L"]
    assert {str(variant.price.amount) for variant in cap.variants} == {"15.00"}
    assert cap.images == ("https://s.example/2.jpg", "https://s.example/3.jpg")
    assert cap.attributes == {
        "Lining": "wool, felt",
        "Season": "winter",
        "availability": "on back-order",
    }


def test_a_price_without_currency_takes_that_of_the_import(read):
    text = RSS.replace("89.90 EUR", "89.90").replace("69.90 EUR", "69.90")
    _, report = read(text)
    assert {error.field for error in report.errors} == {"price"}
    assert "names no currency" in report.errors[0].reason
    catalog, _ = read(text, currency="EUR")
    assert catalog.products[0].variants[1].price == Money(Decimal("89.90"), "EUR")


OF_RED = "<g:price>89.90 EUR</g:price>\n  <g:color>Red"
LINE_OF_RED = RSS[: RSS.index("<g:id>TR2-42-RED")].count("\n")


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        (OF_RED, "<g:color>Red", "price", "is missing"),
        ("out of stock", "maybe", "availability", "'maybe' is none of in_stock, out_of_stock"),
        ("<g:id>TR2-42-RED</g:id>", "<g:id>TR2-41-BLU</g:id>", "id", "'TR2-41-BLU' is already at"),
        (OF_RED, OF_RED.replace("EUR", "USD"), "price", "is USD"),
        (OF_RED, OF_RED.replace("89.90", "x"), "price", "'x EUR'"),
        (
            "out of stock</g:availability>",
            "in stock</g:availability><g:quantity>-3</g:quantity>",
            "quantity",
            "is -3, must be at least 0",
        ),
    ],
)  # fmt: skip
def test_a_broken_item_refuses_its_product(read, old, new, field, reason):
    catalog, report = read(RSS.replace(old, new))
    errors = [error for error in report.errors if error.line == LINE_OF_RED]
    assert errors, report.errors
    assert "trail-2" not in {product.id for product in catalog.products}
    assert (errors[0].field, errors[0].reason[: len(reason)]) == (field, reason)


def test_an_item_without_id(read):
    _, report = read(RSS.replace("<g:id>MUG-1</g:id>", ""))
    line = RSS[: RSS.index("<g:id>MUG-1")].count("\n")
    assert [(e.line, e.field, e.reason) for e in report.errors] == [(line, "id", "is missing")]


LAUGHS = """\
<?xml version="1.0"?>
<!DOCTYPE rss [
<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
]>
<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id>
<title>&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;</title></item></channel></rss>"""

OUTSIDE = LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/hostname">')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LAUGHS, "declares a DOCTYPE"),
        (OUTSIDE, "declares a DOCTYPE"),
        (RSS[:1500], "is broken XML"),
        (RSS.replace("<title>Enamel mug</title>", "<title>A & B</title>"), "is broken XML"),
        (RSS.replace("Kelvik", "Kelvik\x01"), "is broken XML"),
        (RSS.replace("<g:size>", "<h:size>").replace("</g:size>", "</h:size>"), "is broken XML"),
        (RSS.replace("Enamel", "Größe").encode("latin-1"), "is broken XML"),
        ('<rss xmlns:g="http://base.google.com/ns/1.0"><channel/></rss>', "holds no <item>"),
        ("", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
    ],
)
def test_what_is_no_feed_says_why(read, text, reason):
    _, report = read(text)
    assert report.errors[-1].reason.startswith(reason)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_that_the_file_declares(read, encoding):
    declared = encoding.removesuffix("-sig")
    text = RSS.replace("UTF-8", declared).replace("Enamel", "Größe")
    catalog, report = read(text.encode(encoding), form="google")
    assert not report.errors
    assert catalog.products[1].title == "Größe mug"


def test_lines_beyond_65535_are_right(read):
    item = "<item>\n<g:id>{}</g:id><title>T</title>\n<g:price>1.00 EUR</g:price></item>\n"
    body = "".join(item.format(number) for number in range(25_000))
    bad = item.format("bad").replace("1.00", "x")
    head = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
    _, report = read(f"{head}{body}{bad}</channel></rss>")
    assert [error.line for error in report.errors] == [75_002]


def test_forms_are_told_apart(tmp_path):
    for name, text in {"a.xml": RSS, "b.xml": ATOM, "c.tsv": table(HEADER, ROWS, "\t")}.items():
        (tmp_path / name).write_text(text)
        assert form_of(tmp_path / name).name == "google"


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<>&"),
    min_size=1,
    max_size=8,
)
titles = st.lists(words, min_size=1, max_size=4).map(" ".join)
variants = st.fixed_dictionaries(
    {
        "price": st.decimals(Decimal("0.01"), 99_999, places=2).map(str),
        "size": words,
        "stock": st.none() | st.integers(0, 999),
    }
)
products = st.fixed_dictionaries(
    {"title": titles, "variants": st.lists(variants, min_size=1, max_size=4)}
)


@given(st.lists(products, min_size=1, max_size=4), st.sampled_from(["xml", "tsv"]))
def test_what_was_written_comes_back(tmp_path_factory, catalogue, form):
    path = tmp_path_factory.mktemp("feed") / f"feed.{form}"
    items = [
        {
            "id": f"{number}-{i}",
            "item_group_id": f"p{number}",
            "title": product["title"],
            "link": "https://shop.example",
            "price": f"{variant['price']} EUR",
            "size": variant["size"],
            "availability": "in_stock" if variant["stock"] != 0 else "out_of_stock",
            "quantity": variant["stock"] or "",
        }
        for number, product in enumerate(catalogue)
        for i, variant in enumerate(product["variants"])
    ]
    text = _feed(items) if form == "xml" else table(items[0], [i.values() for i in items], "\t")
    path.write_text(text, "utf-8", newline="")
    read, report = read_catalog([path])
    assert not report.errors
    assert report.rows_read == len(items)
    assert [
        (
            product.title,
            [(str(v.price.amount), v.options["size"], v.stock) for v in product.variants],
        )
        for product in read.products
    ] == [
        (product["title"], [(v["price"], v["size"], v["stock"]) for v in product["variants"]])
        for product in catalogue
    ]


def _feed(items):
    bodies = (
        "".join(f"<g:{name}>{escape(str(value))}</g:{name}>" for name, value in item.items())
        for item in items
    )
    rows = "".join(f"<item>{body}</item>\n" for body in bodies)
    return f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{rows}</channel></rss>'
