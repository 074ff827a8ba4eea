"""Judge a reply against the records, not against the assistant's own facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from tests.e2e.questions import Question, Row, buyable

NEGATIVE = re.compile(
    r"\b(no|not|n't|none|sold out|out of stock|unavailable|unfortunately|sorry|gone|isn't|aren't"
    r"|doesn't|don't|can't|afraid)\b|n't\b|n’t\b",
    re.IGNORECASE,
)

Reply = list[dict[str, Any]]


def text_of(reply: Reply) -> str:
    return "\n".join(part["text"] for part in reply if part.get("text"))


def shown(reply: Reply) -> list[str]:
    """The ids of the products on the reply's cards."""
    cards = [part["custom"]["products"] for part in reply if part.get("custom")]
    return [card["id"] for group in cards for card in group]


def is_right(question: Question, reply: Reply, rows: list[Row]) -> bool:
    """Whether the reply says what the records say to this question."""
    return {
        "sizes": _sizes,
        "stock": _stock,
        "price": _price,
        "recommend": _recommend,
        "shipping": _shipping,
    }[question.kind](question, reply, rows)


def _holds(text: str, value: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", text, re.IGNORECASE))


def _about(question: Question, reply: Reply) -> bool:
    assert question.row
    return question.row["title"].lower() in text_of(reply).lower()


def _sizes(question: Question, reply: Reply, _: list[Row]) -> bool:
    return _about(question, reply) and (
        all(_holds(text_of(reply), size) for size in question.expected)
        or (not buyable(question.row or {}) and bool(NEGATIVE.search(text_of(reply))))
    )


def _stock(question: Question, reply: Reply, _: list[Row]) -> bool:
    first = re.split(r"(?<=[.!?])\s", text_of(reply))[0]
    return _about(question, reply) and bool(NEGATIVE.search(first)) != question.expected


def _price(question: Question, reply: Reply, _: list[Row]) -> bool:
    ends = {question.expected[0], question.expected[-1]}
    return _about(question, reply) and all(_holds(text_of(reply), price) for price in ends)


def _recommend(question: Question, reply: Reply, rows: list[Row]) -> bool:
    kind, budget = question.expected
    by_id = {row["id"]: row for row in rows}
    cards = [by_id[id_] for id_ in shown(reply)]
    fitting = [row for row in rows if kind in row["title"].lower() and _within(row, budget)]
    if not fitting:
        return bool(NEGATIVE.search(text_of(reply)))
    return bool(cards) and all(row in fitting and row["title"] in text_of(reply) for row in cards)


def _within(row: Row, budget: int) -> bool:
    prices = [Decimal(v["price"]) for v in row["variants"] if v["stock"] != 0]
    return bool(prices) and min(prices) <= budget


def _shipping(question: Question, reply: Reply, _: list[Row]) -> bool:
    return all(value in text_of(reply) for value in question.expected)
