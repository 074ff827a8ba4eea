from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Money
from knowledge.money import decimals, format_money, is_currency, parse_money

CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "JPY", "KWD", "XOF", "AUD", "INR"]


@st.composite
def amounts(draw):
    currency = draw(st.sampled_from(CURRENCIES))
    places = decimals(currency)
    return Money(draw(st.decimals(0, 1_000_000, places=places)), currency)


@given(amounts())
def test_what_is_written_is_read_back(money):
    assert parse_money(format_money(money)) == money


@given(amounts())
def test_the_written_form_has_plain_spaces_only(money):
    assert all(char == " " or not char.isspace() for char in format_money(money))


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("89.9", "EUR", "€89.90"),
        ("89.90", "CHF", "CHF 89.90"),
        ("1234.5", "USD", "$1,234.50"),
        ("1200", "JPY", "¥1,200"),
        ("-3.5", "EUR", "-€3.50"),
        ("0", "GBP", "£0.00"),
    ],
)
def test_format(amount, currency, text):
    assert format_money(Money(Decimal(amount), currency)) == text


def test_digits_beyond_the_currency_are_not_rounded_away():
    assert format_money(Money(Decimal("4.905"), "EUR")) == "€4.905"


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€4.90", "4.90", "EUR"),
        ("4,90 €", "4.90", "EUR"),
        ("EUR 4.90", "4.90", "EUR"),
        ("eur 4", "4", "EUR"),
        ("4.90EUR", "4.90", "EUR"),
        ("€ 1.234,50", "1234.50", "EUR"),
        ("1'200 CHF", "1200", "CHF"),
        ("€1,200", "1200", "EUR"),
        ("KWD 4.900", "4.900", "KWD"),
        ("$5", "5", "USD"),
        ("  £7.50 ", "7.50", "GBP"),
    ],
)
def test_parse(text, amount, currency):
    assert parse_money(text) == Money(Decimal(amount), currency)


def test_the_default_currency_settles_bare_amounts_and_shared_signs():
    assert parse_money("4.90", "EUR") == Money(Decimal("4.90"), "EUR")
    assert parse_money("$5", "CAD") == Money(Decimal(5), "CAD")
    assert parse_money("100 kr", "SEK") == Money(Decimal(100), "SEK")


@pytest.mark.parametrize(
    "text", ["", "free", "4.90", "€", "€5 or $6", "5 bananas", "€1.2.3", "€1,23,4", "1 2 €"]
)
def test_what_is_not_one_amount_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_money(text)


def test_currencies_are_those_that_prices_are_given_in():
    assert is_currency("EUR")
    assert is_currency("XOF")
    assert not any(map(is_currency, ["XXX", "XTS", "ZZZ", "eur", "€", ""]))
