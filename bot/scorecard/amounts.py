"""Sums of money in a text, and what of them the text says they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.model import Money
from knowledge.money import is_currency, parse_money

_WORDS = {"euro": "€", "euros": "€", "dollar": "$", "dollars": "$", "pound": "£", "pounds": "£",
          "bucks": "$", "cents": "?", "yen": "¥"}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SIGNS = r"[$€£¥₹]|(?:[A-Z]{1,2}\$)|\b[A-Z]{3}\b|\bkr\b"
_MONEY = re.compile(
    rf"(?<![\w.,])(?P<before>{_SIGNS})\s?(?P<one>{_NUMBER})(?![\d\w]|[.,]\d)"
    rf"|(?<![\w.,/])(?P<two>{_NUMBER})\s?(?P<after>[$€£¥₹]|[A-Z]{{3}}\b|kr\b"
    rf"|(?:{'|'.join(_WORDS)})\b)"
    r"|(?<![\w.,/$€£¥₹])(?P<bare>\d+[.,]\d{2})(?![\w%]|[.,]\d|\s?(?:cm|mm|kg|g|l|m|out|stars)\b)",
)
_FREE = re.compile(
    r"\bfree\b|\bno (?:extra |shipping |delivery )?(?:charges?|costs?)\b"
    r"|\bcosts? (?:you )?nothing\b"
    r"|\bon us\b|\bon the house\b|\bwithout charge\b|\bcomplimentary\b|\bwaived\b|\bfor nothing\b",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(
    r"\b(?:from|reach|reaches|of|of at least|at least|over|above|spend|exceeds?|passes|beyond)"
    r"(?: the| a value of| an order value of)?\s*$",
    re.IGNORECASE,
)
_BEFORE_SALE = re.compile(
    r"\b(?:(?:reduced|down|lowered)\b[^;!?]{0,40}\bfrom|was|were|instead of|before|(?:reduced"
    r"|down|marked down|lowered) from|regular(?:ly)?"
    r"|original(?:ly)?|list price(?: of| was| is)?|usual(?:ly)?(?: price)?(?: of| was| is)?"
    r"|normally"
    r"|full price(?: of| was| is)?|rather than|compared (?:to|with))\s*$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:from|between|at least|starts? at|starting at|lowest)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum at the half-open span [start, end); without `money` it cannot be one.

    One that is not `signed` may be another figure: "0.75 L".
    """

    start: int
    end: int
    text: str
    money: Money | None
    signed: bool = True


def amounts(text: str, currency: str) -> list[Amount]:
    """The sums of money in `text`; one without a sign is in `currency`."""
    found = []
    for match in _MONEY.finditer(text):
        sign = match["before"] or match["after"] or ""
        if len(sign) == 3 and sign.isupper() and not is_currency(sign):
            continue
        found.append(Amount(*match.span(), match.group(), _read(match, sign, currency), bool(sign)))
    return found


def _read(match: re.Match[str], sign: str, currency: str) -> Money | None:
    number = match["one"] or match["two"] or match["bare"]
    try:
        return parse_money(f"{_WORDS.get(sign, sign)}{number}", currency or None)
    except ValueError:
        return None


def is_free(text: str) -> bool:
    """Whether `text` calls something free of charge."""
    return bool(_FREE.search(text))


def without_free(text: str) -> str:
    """`text` without words that call something free: "no costs" denies nothing else."""
    return _FREE.sub(" ", text)


def is_threshold(text: str, amount: Amount) -> bool:
    """Whether the amount is one from which something is free: "free from €60"."""
    sentence = _sentence_around(text, amount)
    return is_free(sentence) and bool(_THRESHOLD.search(text[: amount.start]))


def is_old_price(text: str, amount: Amount) -> bool:
    """Whether the amount is said to be the price before a sale."""
    return bool(_BEFORE_SALE.search(text[: amount.start]))


def is_lower_end(text: str, amount: Amount) -> bool:
    """Whether the amount is said to be the least: "from €20", "starts at €20"."""
    before = re.search(_AT_LEAST, text[: amount.start])
    after = re.match(r"\s*(?:(?:-|to|and) ?[$€£¥\d]|and up|up to|or more)", text[amount.end :])
    return bool(before or after)


def same(money: Money | None, held: Collection[Money]) -> bool:
    """Whether one of `held` is this sum, in this currency."""
    return money is not None and money in held


def blank(text: str, found: Collection[Amount]) -> str:
    """`text` without these amounts, everything else at its place."""
    for one in found:
        text = f"{text[: one.start]}{'·'.ljust(one.end - one.start)}{text[one.end :]}"
    return text


def _sentence_around(text: str, amount: Amount) -> str:
    start = max(text.rfind(mark, 0, amount.start) for mark in (". ", "! ", "? ", "\n"))
    ends = [at for mark in (". ", "! ", "? ", "\n") if (at := text.find(mark, amount.end)) >= 0]
    return text[max(start, 0) : min(ends, default=len(text))]
