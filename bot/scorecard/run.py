"""One run of the score card: make the questions, ask them, judge the replies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from bot.scorecard.asking import ask_all
from bot.scorecard.judge import Judge
from bot.scorecard.model import Judged, Question, Reply
from bot.scorecard.records import Records
from knowledge.store import Counts


def judge_all(
    url: str,
    questions: Sequence[Question],
    records: Records,
    progress: Callable[[], None] = lambda: None,
) -> tuple[list[Judged], bool]:
    """Ask everything; `progress` is called after each question.

    Returns the questions with their verdicts, in the order asked, and whether Ctrl-C ended
    it before all were asked. Raises UnreachableError.
    """
    judge = Judge(records)
    found: dict[tuple[str, ...], Judged] = {}

    def heard(question: Question, replies: tuple[Reply, ...]) -> None:
        verdict, flaws = judge.verdict(question, replies[-1])
        found[question.messages] = Judged(question, replies, verdict, flaws)
        progress()

    try:
        asyncio.run(ask_all(url, questions, heard))
    except KeyboardInterrupt:
        stopped = True
    else:
        stopped = False
    done = [found[one.messages] for one in questions if one.messages in found]
    return done, stopped


def about_run(records: Records, counts: Counts, seed: int, url: str) -> dict[str, str]:
    """What the run was of, for the head of a report."""
    try:
        ours = version("shopbot")
    except PackageNotFoundError:
        ours = "not installed"
    return {
        "shop": records.shop or "unnamed",
        "seed": str(seed),
        "address": url,
        "shopbot": ours,
        "Python": python_version(),
        "products": f"{counts.products:,}",
        "variants": f"{counts.variants:,}",
        "size charts": f"{counts.size_charts:,}",
        "policy sections": f"{counts.policy_sections:,}",
        "shipping rates": f"{counts.shipping_rates:,}",
        "reviews": f"{counts.reviews:,}",
    }
