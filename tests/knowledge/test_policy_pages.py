from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.importers.policies import read_policies
from knowledge.importers.rates import method_name
from knowledge.model import Money, ShippingRate

PAGE = """\
# Shipping

We ship from **Lyon**, see [our page](https://shop.example/shipping).

## Europe

| Countries | Method | Carrier | Cost | Free from | Delivery time |
|---|---|---|---|---|---|
| Spain, Portugal and the Netherlands | Standard | PostGo | €4.90 | €60.00 | 3–5 working days |
| Spain | Express delivery | PostGo | 9,90 € | – | 1 working day |
| Bosnia and Herzegovina | Pick-up point | – | free |  | 6 days |

### Islands

- Madeira: one day more
- Azores:
  two days more

## Elsewhere

| cost | countries | delivery time | method |
|---|---|---|---|
| not served | Rest of the world | – | standard |

## Europe

A second section of the same name.
"""


@pytest.fixture
def read(tmp_path):
    def from_text(text, name="shipping.md", currency=None):
        (tmp_path / name).write_text(text, "utf-8")
        return read_policies(tmp_path, currency)

    return from_text


def test_sections_are_cut_at_headings(read):
    policies, errors = read(PAGE)
    assert not errors
    assert [(s.id, s.title_path) for s in policies.sections] == [
        ("shipping#shipping", ("Shipping",)),
        ("shipping#europe", ("Shipping", "Europe")),
        ("shipping#islands", ("Shipping", "Europe", "Islands")),
        ("shipping#elsewhere", ("Shipping", "Elsewhere")),
        ("shipping#europe-2", ("Shipping", "Europe")),
    ]


def test_section_text_is_plain(read):
    policies, _ = read(PAGE)
    texts = {section.anchor: section.text for section in policies.sections}
    assert texts["shipping"] == "We ship from Lyon, see our page (https://shop.example/shipping)."
    assert texts["islands"] == "- Madeira: one day more\n- Azores: two days more"
    assert texts["europe"].split("\n") == [
        (
            "Spain, Portugal and the Netherlands: method Standard, carrier PostGo, cost €4.90,"
            " free from €60.00, delivery time 3–5 working days"
        ),
        "Spain: method Express delivery, carrier PostGo, cost 9,90 €, delivery time 1 working day",
        "Bosnia and Herzegovina: method Pick-up point, cost free, delivery time 6 days",
    ]


def test_rates_are_read_from_tables(read):
    policies, _ = read(PAGE)
    euro = Money(Decimal("4.90"), "EUR")
    assert [(r.country, r.method) for r in policies.rates] == [
        ("ES", "standard"),
        ("PT", "standard"),
        ("NL", "standard"),
        ("ES", "express"),
        ("BA", "pickup"),
        (ShippingRate.ANYWHERE_ELSE, "standard"),
    ]
    first, *_, pickup, elsewhere = policies.rates
    assert first == ShippingRate(
        "ES", "standard", euro, "3–5 working days", "PostGo", Money(Decimal("60.00"), "EUR"),
        "shipping#europe",
    )  # fmt: skip
    assert pickup.cost == Money(Decimal(0), "EUR")
    assert pickup.carrier == ""
    assert elsewhere.cost is None
    assert elsewhere.section_id == "shipping#elsewhere"


HEADER = "| Countries | Method | Cost | Free from | Delivery time |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("| Atlantis | standard | €5 | | 2 days |", "Countries", "'Atlantis' is not a country"),
        ("| | standard | €5 | | 2 days |", "Countries", "is empty"),
        ("| Spain | standard | cheap | | 2 days |", "Cost", "'cheap' holds no amount"),
        ("| Spain | standard | 5 | | 2 days |", "Cost", "'5' names no currency"),
        ("| Spain | standard | -€5 | | 2 days |", "Cost", "is negative"),
        ("| Spain | standard | €5 | soon | 2 days |", "Free from", "'soon' holds no amount"),
        ("| Spain | – | €5 | | 2 days |", "Method", "is empty"),
        ("| Spain | standard | €5 | | |", "Delivery time", "is empty"),
    ],
)
def test_a_bad_row_of_a_table(read, row, field, reason):
    policies, errors = read("# Shipping\n\n" + HEADER + row + "\n")
    (error,) = errors
    assert (error.line, error.field) == (5, field)
    assert error.reason.startswith(reason)
    assert not policies.rates


def test_a_missing_column(read):
    _, errors = read("| Countries | Cost |\n|---|---|\n| Spain | €5 |\n")
    assert [(e.line, e.field) for e in errors] == [(1, "Method"), (1, "Delivery time")]


def test_two_rates_for_one_country_and_method(read):
    row = "| Spain | standard | €5 | | 2 days |\n"
    policies, errors = read(HEADER + row + row)
    (error,) = errors
    assert error.line == 4
    assert error.reason.startswith("Spain already has a rate for standard delivery at ")
    assert len(policies.rates) == 1


def test_the_shops_currency_is_that_of_bare_amounts(read):
    policies, errors = read(
        HEADER + "| Spain | standard | 5.00 | free | 2 days |\n", currency="CHF"
    )
    assert not errors
    assert policies.rates[0].cost == Money(Decimal("5.00"), "CHF")
    assert policies.rates[0].free_from == Money(Decimal(0), "CHF")


def test_other_tables_are_text(read):
    policies, errors = read("# Care\n\n| Fabric | Wash |\n|---|---|\n| Wool | 30 °C |\n")
    assert not errors
    assert policies.sections[0].text == "Wool: wash 30 °C"


def test_a_page_without_headings_takes_its_title_from_the_file(read):
    policies, _ = read("Ask us anything.\n", name="who-we-are.md")
    (section,) = policies.sections
    assert (section.id, section.title) == ("who-we-are#who-we-are", "Who we are")


def test_html_is_not_shown(read):
    policies, _ = read("# A\n\n<script>alert(1)</script>\n\nText <b>here</b>.\n")
    assert policies.sections[0].text == "Text here."


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "is empty"), ("# Größe\n".encode("latin-1"), "is not UTF-8 (byte 0xF6)")],
)
def test_an_unreadable_page(tmp_path, data, reason):
    (tmp_path / "shipping.md").write_bytes(data)
    _, errors = read_policies(tmp_path)
    assert errors[0].reason.startswith(reason)


def test_a_folder_without_pages(tmp_path):
    _, errors = read_policies(tmp_path / "gone")
    assert errors[0].reason == "is no folder with *.md or *.html files"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Standard", "standard"),
        ("EXPRESS delivery", "express"),
        ("Pick-up point", "pickup"),
        ("Pickup in store", "pickup"),
        ("Click & collect", "pickup"),
        ("Cargo  Bike", "cargo bike"),
    ],
)
def test_method_names(text, name):
    assert method_name(text) == name
