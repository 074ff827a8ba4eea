"""Open questions put together by meaning, so that the owner sees what to write a page about."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from indexes.encoder import Vectors
from indexes.grouping import group
from knowledge.conversation_model import Unanswered

OUT_OF_SCOPE = "out_of_scope"

REASONS = {
    "rephrase": "not understood",
    "offer_readings": "not understood",
    "still_unclear": "not understood",
    "part_unclear": "not understood",
    "no_policy": "no page says it",
    "not_stated": "no record says it",
    "compare_unknown": "no record says it",
    "no_review_says": "no record says it",
    "no_restock_date": "no record says it",
    "no_ratings": "no record says it",
    "no_sales_figures": "no record says it",
    "inform_no_chart": "no size chart",
    "no_match": "no product fits",
    "unknown_product": "no product fits",
    "no_order_status": "about an order",
    "no_order_changes": "about an order",
    OUT_OF_SCOPE: "not about the shop",
}
"""What an act of not knowing means to the owner."""

OTHERS = 3
"""Further wordings of a group that are told."""

COLUMNS = ("count", "question", "other_wordings", "reasons", "topics", "last_asked")


@dataclass(frozen=True, slots=True)
class Question:
    """One question in all its wordings, the most usual one first."""

    count: int
    question: str
    other_wordings: tuple[str, ...]
    reasons: tuple[str, ...]
    topics: tuple[str, ...]
    last_asked: datetime


def questions(
    asked: Sequence[Unanswered], encode: Callable[[list[str]], Vectors], least: int = 1
) -> tuple[Question, ...]:
    """What was asked at least `least` times, the most frequent first.

    `encode` gives unit rows. Texts that differ in case, spaces or final marks are one wording.
    """
    by_wording: dict[str, list[Unanswered]] = {}
    for one in asked:
        wording = " ".join(one.text.casefold().split()).rstrip(" ?!.")
        by_wording.setdefault(wording, []).append(one)
    if not by_wording:
        return ()
    wordings = list(by_wording.values())
    vectors = np.asarray(encode(list(by_wording)), dtype=np.float32)
    groups = group(vectors, [len(same) for same in wordings])
    found = (_question([wordings[row] for row in rows]) for rows in groups)
    return tuple(one for one in found if one.count >= least)


def _question(wordings: Sequence[Sequence[Unanswered]]) -> Question:
    asked = [one for same in wordings for one in same]
    typical, *others = [same[-1].text for same in wordings]
    return Question(
        count=len(asked),
        question=typical,
        other_wordings=tuple(others[:OTHERS]),
        reasons=_often(REASONS.get(one.reason, one.reason) for one in asked),
        topics=_often(one.topic for one in asked),
        last_asked=max(one.asked for one in asked),
    )


def _often(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(values).most_common())


def as_csv(found: Sequence[Question]) -> str:
    """A table for spreadsheets. No cell is read as a formula there."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for one in found:
        texts = (one.question, " | ".join(one.other_wordings), ", ".join(one.reasons))
        last = one.last_asked.isoformat(" ", "minutes")
        rows.writerow([one.count, *map(_harmless, texts), ", ".join(one.topics), last])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
