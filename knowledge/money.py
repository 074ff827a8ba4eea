"""Money as shops write it: reading amounts from their texts and writing them in replies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from babel.numbers import (
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    list_currencies,
)

from knowledge.model import Money

# Codes that ISO keeps for tests, metals and funds: nothing is priced in them.
NOT_MONEY = re.compile(r"X[A-Z]{2}")
CIRCULATING_X = frozenset({"XAF", "XCD", "XCG", "XOF", "XPF"})

AMOUNT = re.compile(r"\d[\d.,'\s]*\d|\d")

# Signs that several currencies share; which one is meant is the shop's own.
SHARED_SIGNS: Mapping[str, frozenset[str]] = {
    "$": frozenset({"USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD"}),
    "kr": frozenset({"DKK", "ISK", "NOK", "SEK"}),
    "¥": frozenset({"JPY", "CNY"}),
    "£": frozenset({"GBP", "EGP"}),
}


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code that prices can be given in."""
    return code in _currencies()


def may_mean(said: str, currency: str) -> bool:
    """Whether a shopper who said `said` may mean `currency`: dollars can be Canadian ones."""
    shared = (codes for codes in SHARED_SIGNS.values() if said in codes)
    return said == currency or any(currency in codes for codes in shared)


def decimals(currency: str) -> int:
    """How many decimals amounts in `currency` have: 2 for EUR, 0 for JPY."""
    return int(get_currency_precision(currency))


@lru_cache(maxsize=4096)
def format_money(money: Money) -> str:
    """The amount as English readers expect it: "€89.90", "CHF 89.90", "$1,234.50".

    Never rounds: digits beyond the currency's own are kept.
    """
    places = "0" * decimals(money.currency)
    number = format_decimal(
        abs(money.amount),
        format=f"#,##0.{places}" if places else "#,##0",
        locale="en",
        decimal_quantization=False,
    )
    symbol = _symbol(money.currency)
    gap = " " if symbol[-1].isalpha() else ""
    return f"{'-' if money.amount < 0 else ''}{symbol}{gap}{number}"


def parse_money(text: str, default_currency: str | None = None) -> Money:
    """Read "€4.90", "4,90 €" or "EUR 4.90"; a bare "4.90" only with `default_currency`.

    Raises ValueError for anything else, a second amount included.
    """
    match = AMOUNT.search(text)
    if match is None:
        raise ValueError(f"{text!r} holds no amount")
    before, after = (
        " ".join(part.split()) for part in (text[: match.start()], text[match.end() :])
    )
    negative = before[:1] in {"-", "−"}
    before = before[1:].strip() if negative else before
    if before and after:
        raise ValueError(f"{text!r} is not one amount of money")
    sign = before or after
    currency = _currency(sign, default_currency) if sign else default_currency
    if currency is None:
        raise ValueError(f"{text!r} names no currency: write for example EUR {text.strip()}")
    amount = _amount(match.group(), currency)
    return Money(-amount if negative else amount, currency)


def _currency(sign: str, default: str | None) -> str:
    if default in SHARED_SIGNS.get(sign, ()):
        return str(default)
    code = sign.upper() if is_currency(sign.upper()) else _symbols().get(sign)
    if code is None:
        raise ValueError(f"{sign!r} is not a currency")
    return code


def _amount(digits: str, currency: str) -> Decimal:
    """Tell the decimal sign from thousands signs: "1.234,50", "1,234.50", "4,90", "1,200"."""
    plain = re.sub(r"['\s]", "", digits)
    if plain != digits and not re.fullmatch(r"\d{1,3}(['\s]\d{3})+([.,]\d+)?", digits):
        raise ValueError(f"{digits!r} is not an amount")
    signs = re.findall(r"[.,]", plain)
    if not signs:
        return Decimal(plain)
    head, _, tail = plain.rpartition(signs[-1])
    groups = len(tail) == 3 and decimals(currency) != 3
    if signs.count(signs[-1]) > 1 or (groups and len(set(signs)) == 1):
        if not re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
            raise ValueError(f"{digits!r} is not an amount")
        return Decimal(re.sub(r"[.,]", "", plain))
    if head and not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", head):
        raise ValueError(f"{digits!r} is not an amount")
    return Decimal(f"{re.sub('[.,]', '', head)}.{tail}")


def _symbol(currency: str) -> str:
    """The sign with plain spaces only."""
    return " ".join(get_currency_symbol(currency, locale="en").split())


@cache
def _currencies() -> frozenset[str]:
    codes = list_currencies()
    return frozenset(c for c in codes if c in CIRCULATING_X or not NOT_MONEY.fullmatch(c))


@cache
def _symbols() -> Mapping[str, str]:
    """Signs with the currency that English readers take them for."""
    symbols = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}
    for code in sorted(_currencies()):
        symbols.setdefault(_symbol(code), code)
    return symbols
