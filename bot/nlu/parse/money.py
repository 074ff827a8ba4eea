"""Amounts of money: budgets ("under 50 euros"), ranges, basket values, bare amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.nlu.spans import Span
from knowledge.money import parse_money

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
NAMES = {
    "euro": "EUR",
    "dollar": "USD",
    "buck": "USD",
    "pound": "GBP",
    "quid": "GBP",
    "franc": "CHF",
    "yen": "JPY",
    "zloty": "PLN",
    "rupee": "INR",
}
# A closed list: some ISO codes are English words (ALL, TRY, TOP).
CODES = "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|AED"

TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WORDS = {word: Decimal(10 * (i + 1)) for i, word in enumerate(TENS)}
WORDS |= {
    f"{ten}{gap}{digit}": value + 1 + i
    for ten, value in list(WORDS.items())[1:]
    for gap in "- "
    for i, digit in enumerate(DIGITS)
}
WORDS |= {f"{word} hundred": Decimal(100 * (i + 1)) for i, word in enumerate(DIGITS)}
WORDS |= {"a hundred": Decimal(100), "hundred": Decimal(100)}

NUMBER = (
    r"(?:[0-9]{1,3}(?:[.,][0-9]{3}){1,3}(?:[.,][0-9]{1,2})?|[0-9]{1,7}(?:[.,][0-9]{1,2})?"
    rf"|(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\b)(?![0-9])"
)
BEFORE = rf"(?:US ?)?[€$£¥] ?|(?:{CODES}) ?"
AFTER = rf" ?[€$£¥]| ?(?:{CODES}|kr)\b|[ -]?(?:{'|'.join(NAMES)})s?\b"
AMOUNT = re.compile(
    rf"(?<![\w.,€$£¥])(?:(?P<before>{BEFORE})(?P<number>{NUMBER})"
    rf"|(?P<bare>{NUMBER})(?P<after>{AFTER})?)",
    re.IGNORECASE,
)

# Tried in this order, since "no more than" ends in "more than".
BOUNDS_BEFORE = (
    # "a gift card over 50" is one of 50.
    (None, r"(?:card|voucher|coupon) (?:over|for|of|worth)|paid|charged(?: me)?"),
    (
        "max",
        (
            r"(?:no|not|nothing|never|(?:do|does|wo|ca|should)n['’]?t)(?: \w+){0,3}"
            r" (?:more (?:expensive )?than|over|above|higher than|beyond)"
        ),
    ),
    ("min", r"(?:no|not) (?:less than|under|below|cheaper than)"),
    ("around", r"budget(?: is| of)? (?:about|around|roughly)"),
    (
        "max",
        (
            r"under|sub|below|beneath|less than|up ?to|at (?:the )?most|max(?:imum)?\.?(?: of| is)?"
            r"|cheaper th[ae]n|lower than|within|<=?|≤"
            r"|(?:budget|limit)(?: is|['’]s| of|:)?|(?:can|could|want to|would) spend|to spend"
        ),
    ),
    (
        "min",
        (
            r"over|above|more (?:expensive )?than|at least|min(?:imum)?\.?(?: of| is)?|higher than"
            r"|>=?|≥"
        ),
    ),
    (
        "around",
        r"(?:for|spend|of|is) about|around|approx\.?|approximately|roughly|circa|~",
    ),
    (
        None,
        (
            r"(?:basket|cart|order|total|purchase|subtotal)(?: value)?"
            r"(?: is| is at| of| for| worth| at|:)?"
        ),
    ),
)
# These mean money only next to a currency: "from 42", "about 42" may be sizes.
BOUNDS_WITH_CURRENCY = (("min", r"from|starting (?:at|from)"), ("around", r"about"))
BOUNDS_AFTER = (
    (
        "max",
        r"or (?:less|under|below|cheaper)|max\b|maximum|tops\b|at (?:the )?most|budget|to spend\b",
    ),
    ("min", r"or more|and (?:up|more|above)|upwards|\+|minimum|at least"),
    ("around", r"or so\b|ish\b"),
)
FILLER = r" ?(?:the |a |my |only |just |about |around |roughly |say )?"
# A bare number in front of one of these counts something else than money.
UNIT = re.compile(
    r"\s?(?:%|°|[\"”/x×]|(?:cm|mm|m|km|in|inch(?:es)?|feet|ft|foot|k?g|grams?|lbs?|m?l|lit(?:re|er)s?"
    r"|gb|tb|hours?|hrs?|h|min(?:ute)?s?|days?|weeks?|months?|years?|yrs?|working|business|items?"
    r"|pieces?|pairs?|people|persons?|stars?|watts?|w|volts?|v|degrees?|points?|reviews?|kilos?"
    r"|miles?|of|am|pm|o'clock|eu|uk|us)\b)",
    re.IGNORECASE,
)
LOOKBACK, LOOKAHEAD = 40, 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be money."""

    start: int
    end: int
    value: Decimal
    currency: str | None
    marked: bool  # stands next to a currency, even one shared by countries ("kr")


def find(text: str) -> Iterator[Span]:
    """Yield each amount of money; a bare number only where a bound makes it one."""
    amounts = list(_amounts(text))
    ranges = [pair for pair in pairwise(amounts) if _is_range(text, *pair)]
    in_range = {amount for pair in ranges for amount in pair}
    for low, high in ranges:
        currency = high.currency or low.currency
        yield Span("money", low.start, low.end, str(low.value), "min", currency)
        yield Span("money", high.start, high.end, str(high.value), "max", currency)
    for amount in amounts:
        if amount in in_range:
            continue
        bound = _bound(text, amount)
        if bound is not None or amount.marked:
            yield Span(
                "money", amount.start, amount.end, str(amount.value), bound or None, amount.currency
            )


def _amounts(text: str) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text):
        sign = (match["before"] or match["after"] or "").strip(" -").lower()
        value = _value(match["number"] or match["bare"])
        if value is not None:
            yield Amount(match.start(), match.end(), value, _currency(sign), bool(sign))


def _value(number: str) -> Decimal | None:
    if number.lower() in WORDS:
        return WORDS[number.lower()]
    try:
        return parse_money(number, "EUR").amount
    except ValueError:
        return None


def _currency(sign: str) -> str | None:
    if sign.upper() in CODES.split("|"):
        return sign.upper()
    return SIGNS.get(sign[-1:]) or NAMES.get(sign.removesuffix("s"))


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    """Whether the two read as "between 50 and 100", "from 50 to 100 euros", "50-100 €"."""
    gap = text[low.end : high.start].strip().lower()
    if gap not in {"and", "to", "-", "–"} or low.value > high.value:
        return False
    between = re.search(r"\bbetween ?$", text[: low.start][-LOOKBACK:], re.IGNORECASE)
    if low.marked or high.marked:
        return gap != "and" or between is not None
    # "I'm between 41 and 42" and "from 36 to 46" are about sizes.
    since = gap == "to" and re.search(r"\bfrom ?$", text[: low.start][-LOOKBACK:], re.IGNORECASE)
    least = 2 if between else 19 if since else None
    return least is not None and high.value - low.value > least and not UNIT.match(text, high.end)


def _bound(text: str, amount: Amount) -> str | None:
    """The amount's role; "" for a bare amount that is money all the same, None for no money."""
    if not amount.marked and UNIT.match(text, amount.end):
        return None
    left = text[max(0, amount.start - LOOKBACK) : amount.start]
    right = text[amount.end : amount.end + LOOKAHEAD]
    before = BOUNDS_BEFORE + (BOUNDS_WITH_CURRENCY if amount.marked else ())
    for role, pattern in before:
        if re.search(rf"(?:^|(?<=\W))(?:{pattern}){FILLER}$", left, re.IGNORECASE):
            return role or ""
    for role, pattern in BOUNDS_AFTER:
        if re.match(rf" ?(?:{pattern})", right, re.IGNORECASE):
            return role
    return None
