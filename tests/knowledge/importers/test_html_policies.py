"""Policy pages saved from a shop's site, and Markdown pages with HTML in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.importers.policies import read_policies
from knowledge.model import Money

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><title>Shipping – Northlake</title><style>h1 { color: red }</style></head>
<body>
<header><h1>Northlake</h1><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<form action="/search"><label>Search</label><input name="q"></form>
<div class="page">
  <aside>Sale: 20 % off!</aside>
  <article>
    <header><h1 id="top">Shipping</h1></header>
    <p>We ship from <b>Lyon</b>&nbsp;every day.</p>
    <section>
      <h2 id="europe-rates">Europe</h2>
      <table>
        <thead>
          <tr><th>Country</th><th>Method</th><th>Carrier</th><th>Cost</th>
            <th>Delivery time</th></tr>
        </thead>
        <tbody>
          <tr><td rowspan="2">Spain</td><td>Standard</td><td>PostGo</td><td>€4.90</td>
            <td>4 days</td></tr>
          <tr><td>Express</td><td>PostGo</td><td>€9.90</td><td>1 day</td></tr>
        </tbody>
      </table>
      <h3><a name="islands"></a>Islands &amp; mountains</h3>
      <ul><li>Madeira: one day more</li><li>Azores:<br>two days more</li></ul>
    </section>
    <h2>Elsewhere</h2>
    <p>Write to us.</p>
    <h2>Elsewhere</h2>
    <p>Or call.</p>
  </article>
</div>
<script>track("<h2>never</h2>")</script>
<footer><p>© Northlake</p></footer>
</body></html>
"""


@pytest.fixture
def read(tmp_path):
    def from_text(text, name="shipping.html", currency=None):
        (tmp_path / name).write_text(text, "utf-8")
        return read_policies(tmp_path, currency)

    return from_text


def test_sections_have_anchors_and_title_paths(read):
    policies, errors = read(PAGE)
    assert not errors
    assert [(s.id, s.title_path) for s in policies.sections] == [
        ("shipping#top", ("Shipping",)),
        ("shipping#europe-rates", ("Shipping", "Europe")),
        ("shipping#islands", ("Shipping", "Europe", "Islands & mountains")),
        ("shipping#elsewhere", ("Shipping", "Elsewhere")),
        ("shipping#elsewhere-2", ("Shipping", "Elsewhere")),
    ]


def test_text_is_that_of_the_page_alone(read):
    policies, _ = read(PAGE)
    assert [section.text for section in policies.sections] == [
        "We ship from Lyon every day.",
        (
            "Spain: method Standard, carrier PostGo, cost €4.90, delivery time 4 days\n"
            "Spain: method Express, carrier PostGo, cost €9.90, delivery time 1 day"
        ),
        "- Madeira: one day more\n- Azores:\n  two days more",
        "Write to us.",
        "Or call.",
    ]


def test_rates_are_read_from_tables(read):
    policies, _ = read(PAGE)
    assert [(r.country, r.method, r.cost, r.time, r.section_id) for r in policies.rates] == [
        ("ES", "standard", Money(Decimal("4.90"), "EUR"), "4 days", "shipping#europe-rates"),
        ("ES", "express", Money(Decimal("9.90"), "EUR"), "1 day", "shipping#europe-rates"),
    ]


def test_a_bad_rate_names_its_line(read):
    _, errors = read(PAGE.replace("€9.90", "soon"))
    (error,) = errors
    assert (error.line, error.field) == (PAGE[: PAGE.index("<td>Express")].count("\n") + 1, "Cost")


def test_a_row_that_is_too_short_names_its_line(read):
    short = PAGE.replace("<td>€9.90</td><td>1 day</td>", "")
    _, errors = read(short)
    assert {error.field for error in errors} == {"Cost", "Delivery time"}
    assert {error.line for error in errors} == {short[: short.index("<td>Express")].count("\n") + 1}


def test_a_table_without_a_marked_header(read):
    policies, errors = read(
        "<h1>Rates</h1><table><tr><td><strong>Countries</strong><td>Method<td>Cost"
        "<td>Delivery time</tr><tr><td>Spain<td>standard<td>5,00 €<td>2 days</tr></table>"
    )
    assert not errors
    assert [rate.cost for rate in policies.rates] == [Money(Decimal("5.00"), "EUR")]


def test_a_piece_of_a_page(read):
    policies, _ = read(
        "<p>Send it back within 30 days.</p><h2>Fees</h2><p>None.</p>", "returns.htm"
    )
    assert [(s.id, s.text) for s in policies.sections] == [
        ("returns#returns", "Send it back within 30 days."),
        ("returns#fees", "None."),
    ]


def test_the_main_part_is_all_that_counts(read):
    policies, _ = read(
        "<body><div>Cookies?</div><main><header><h1>Returns</h1></header><p>30 days.</p>"
        "<aside>Note: unworn.</aside></main><div>Newsletter</div></body>"
    )
    assert [(s.title, s.text) for s in policies.sections] == [
        ("Returns", "30 days.\n\nNote: unworn.")
    ]


def test_a_page_within_one_form(read):
    policies, _ = read("<form id=aspnet><h1>Returns</h1><p>30 days.</p></form>")
    assert [s.text for s in policies.sections] == ["30 days."]


def test_html_within_markdown(read):
    policies, errors = read(
        "# Shipping\n\nText first.\n\n<table>\n<tr><th>Countries<th>Method<th>Cost"
        "<th>Delivery time</tr>\n<tr><td>Spain<td>standard<td>soon<td>2 days</tr>\n</table>\n",
        "shipping.md",
    )
    assert [(error.line, error.field) for error in errors] == [(7, "Cost")]
    assert policies.sections[0].text.startswith("Text first.\n\nSpain: method standard")


def test_two_pages_of_one_name(read):
    read("# Shipping\n\nOne.\n", "shipping.md")
    _, errors = read("<h1>Shipping</h1><p>Two.</p>")
    assert [error.reason for error in errors] == ["has the name of shipping.html: rename one"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"<html><body></body></html>", "is empty"),
        ("<h1>Größe</h1>".encode("latin-1"), "is not UTF-8 (byte 0xF6)"),
        ("<h1>A</h1><p>b".encode("utf-16"), "is UTF-16"),
    ],
)
def test_an_unreadable_page(tmp_path, data, reason):
    (tmp_path / "shipping.html").write_bytes(data)
    _, errors = read_policies(tmp_path)
    assert errors[0].reason.startswith(reason)
