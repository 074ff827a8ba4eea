"""The score card on a terminal and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.scorecard.model import Judged, Verdict
from bot.scorecard.score import Score, ScoreCard

# The others are in the JSON file and on the page.
MOST_SHOWN = 10


def show(console: Console, card: ScoreCard) -> None:
    """A table of the topics, then the first failures with their conversations."""
    console.print(" · ".join(f"{name} {value}" for name, value in card.about.items()), markup=False)
    table = Table("topic", title="Score card", title_justify="left")
    for column in ("asked", *(v.value for v in Verdict), "right %", "95 %", "p50 s", "p95 s"):
        table.add_column(column, justify="right")
    for score in card.topics:
        table.add_row(*_row(score))
    table.add_section()
    table.add_row(*_row(card.total), style="bold")
    console.print(table)
    for one in card.failures[:MOST_SHOWN]:
        _show_failure(console, one)
    if len(card.failures) > MOST_SHOWN:
        console.print(f"… and {len(card.failures) - MOST_SHOWN} more: see --json or --html")


def _row(score: Score) -> list[str]:
    right = score.rate(Verdict.RIGHT)
    counts = (str(score.verdicts[verdict] or "·") for verdict in Verdict)
    interval = f"{right.low:.0%}–{right.high:.0%}"
    times = (f"{score.p50:.2f}", f"{score.p95:.2f}")
    return [score.topic, str(score.asked), *counts, f"{right.share:.1%}", interval, *times]


def _show_failure(console: Console, one: Judged) -> None:
    reasons = "; ".join(flaw.reason for flaw in one.flaws)
    console.print(
        f"\n[bold]{one.verdict.value}[/] ({escape(one.question.topic)}): {escape(reasons)}"
    )
    for message, reply in zip(one.question.messages, one.replies, strict=False):
        console.print(f"  > {message}", markup=False)
        console.print(f"  < {reply.text or reply.error or 'nothing'}", markup=False)
    answers = "; ".join(expected.answer for expected in one.question.expected)
    console.print(f"  records: {answers}", markup=False)


def as_json(card: ScoreCard) -> dict[str, Any]:
    """The whole score card as plain values; shares are from 0 to 1, latencies in seconds."""
    return {
        "about": card.about,
        "not_asked": card.stopped,
        "total": _score(card.total),
        "topics": [_score(score) for score in card.topics],
        "failures": [_failure(one) for one in card.failures],
    }


def _score(score: Score) -> dict[str, Any]:
    rates = {verdict: score.rate(verdict) for verdict in Verdict}
    return {
        "topic": score.topic,
        "asked": score.asked,
        "verdicts": {
            verdict.value: {
                "count": score.verdicts[verdict],
                "share": rate.share,
                "low": rate.low,
                "high": rate.high,
            }
            for verdict, rate in rates.items()
        },
        "latency": {"p50": score.p50, "p95": score.p95},
    }


def _failure(one: Judged) -> dict[str, Any]:
    turns = zip(one.question.messages, one.replies, strict=False)
    return {
        "topic": one.question.topic,
        "verdict": one.verdict.value,
        "reasons": [flaw.reason for flaw in one.flaws],
        "records": [expected.answer for expected in one.question.expected],
        "conversation": [
            {
                "message": message,
                "reply": list(reply.texts),
                "products": [card.title for card in reply.cards],
                "error": reply.error,
                "seconds": reply.seconds,
            }
            for message, reply in turns
        ],
    }
