"""What a reply claims that the records do not hold.

Everything that the records support is blanked out of the reply, the longest first; a
figure, size, colour or title that is left over is unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from tests.e2e.judge import Reply, shown, text_of
from tests.e2e.questions import Question, Row, options

SIGN = r"[$€£] ?"
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
LETTERS = re.compile(r"\b(?:[2-6]XL|X{0,3}[SL]|M)\b(?!['’])")
# "One" is left out: it stands for a thing more often than for a number.
NUMBER_WORD = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|dozen|couple)\b",
    re.IGNORECASE,
)
NAME = r"(?:[A-Z][\w’'-]*\s+)+"
NOT_A_NAME = {"The", "A", "An", "Our", "This", "That", "Your", "Which", "No", "Any", "Every"}


def unsupported(question: Question, reply: Reply, rows: list[Row]) -> list[str]:
    """The figures, sizes, colours and titles of `reply` that its products do not hold.

    What the shopper asked with (a budget) and the asked country's rates are held too.
    """
    said = text_of(reply)
    named = [row for row in rows if _says(said, row["title"])]
    expected = {*shown(reply), *([question.row["id"]] if question.row else [])}
    astray = [row["title"] for row in named if row["id"] not in expected]
    left = _without(said, [_whole(row["title"]) for row in rows])
    left = _without(left, [held for row in named for held in _held(row)])
    left = _without(left, [_whole(text) for text in _asked(question)])
    return astray + [claim for pattern in _claims(rows) for claim in pattern.findall(left)]


def _claims(rows: list[Row]) -> list[re.Pattern[str]]:
    """What counts as a claim in what is left of a reply."""
    return [FIGURE, LETTERS, NUMBER_WORD, _any_of(_colors(rows), re.IGNORECASE), _title_like(rows)]


def _held(row: Row) -> Iterable[str]:
    """Patterns of what one product supports."""
    values = [value for name in ("size", "color") for value in options(row, name)]
    # A size behind a currency's sign is no size any more.
    yield from (rf"(?<![$€£]){_whole(value)}" for value in _with_short_colors(values))
    for variant in row["variants"]:
        yield _price(Decimal(variant["price"]))
        if variant["stock"]:
            yield _whole(f"only {variant['stock']} left")
    if rating := row.get("rating"):
        yield rf"{_whole(str(rating))}(?:(?: out of |/)5\b)?"


def _price(amount: Decimal) -> str:
    """€20.00 or €20, and 20.00 without its sign."""
    exact = re.escape(f"{amount:,.2f}")
    short = rf"|{SIGN}{amount:,.0f}" if amount == int(amount) else ""
    return rf"(?<![\d.,])(?:(?:{SIGN})?{exact}{short})(?![\d]|[.,]\d)"


def _asked(question: Question) -> list[str]:
    if question.kind == "recommend":
        budget = question.expected[1]
        return [f"{sign}{budget}{cents}" for sign in ("$", "") for cents in (".00", "")]
    return list(question.rates)


def _colors(rows: list[Row]) -> list[str]:
    return _with_short_colors(color for row in rows for color in options(row, "color"))


def _with_short_colors(values: Iterable[str]) -> list[str]:
    """The values, and "Blue" for "Ocean Blue"."""
    return [short for value in values for short in (value, value.split()[-1])]


def _title_like(rows: list[Row]) -> re.Pattern[str]:
    """A capitalised name before a kind of product that the shop sells: "Zenith Tee"."""
    kinds = "|".join(sorted({re.escape(row["title"].split()[-1]) for row in rows}))
    no_name = "|".join(sorted(NOT_A_NAME))
    return re.compile(rf"\b(?!(?:{no_name})\s+(?:{kinds})\b){NAME}(?:{kinds})\b")


def _says(text: str, value: str) -> bool:
    return bool(re.search(_whole(value), text, re.IGNORECASE))


def _whole(value: str) -> str:
    """A pattern of `value` that is no part of a longer word or figure."""
    return rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)"


def _any_of(values: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    longest_first = sorted(set(values), key=len, reverse=True) or ["(?!)"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", flags)


def _without(text: str, patterns: Iterable[str]) -> str:
    """`text` with every match blanked, so that neighbours do not grow together."""
    for pattern in sorted(set(patterns), key=len, reverse=True):
        text = re.sub(pattern, " · ", text, flags=re.IGNORECASE)
    return text
