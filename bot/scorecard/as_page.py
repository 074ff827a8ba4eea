"""The score card as one HTML page that needs nothing beside itself."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from bot.scorecard.model import Judged, Verdict
from bot.scorecard.score import Score, ScoreCard

PAGE = Path(__file__).with_name("page.html")


def as_page(card: ScoreCard) -> str:
    """The page; every text from the shop, the shoppers and the assistant is escaped."""
    right = card.total.rate(Verdict.RIGHT)
    unsupported = card.total.rate(Verdict.UNSUPPORTED)
    stopped = f"<p class=note>Stopped early: {card.stopped} questions were not asked.</p>"
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        shop=escape(card.about.get("shop", "")),
        right=f"{right.share:.1%}",
        right_interval=f"{right.low:.1%} to {right.high:.1%}",
        unsupported=f"{unsupported.share:.1%}",
        unsupported_interval=f"{unsupported.low:.1%} to {unsupported.high:.1%}",
        asked=card.total.asked,
        p50=f"{card.total.p50:.2f}",
        p95=f"{card.total.p95:.2f}",
        stopped=stopped if card.stopped else "",
        legend="".join(f"<li><i class={v.value}></i>{v.value}</li>" for v in Verdict),
        rows="".join(_row(score) for score in (*card.topics, card.total)),
        count=len(card.failures),
        failures="".join(_failure(one) for one in card.failures) or "<p>None.</p>",
        about="".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in card.about.items()
        ),
    )


def _row(score: Score) -> str:
    right = score.rate(Verdict.RIGHT)
    counts = "".join(f"<td>{score.verdicts[verdict] or '·'}</td>" for verdict in Verdict)
    return (
        f"<tr><th scope=row>{escape(score.topic)}</th><td class=chart>{_chart(score)}</td>"
        f"<td>{score.asked}</td>{counts}"
        f"<td>{right.share:.0%} <small>{right.low:.0%}–{right.high:.0%}</small></td>"
        f"<td>{score.p50:.2f}</td><td>{score.p95:.2f}</td></tr>"
    )


def _chart(score: Score) -> str:
    """A bar of all verdicts, and over it the interval in which the share of right ones lies."""
    bars, at = [], 0.0
    for verdict in Verdict:
        width = 100 * score.rate(verdict).share
        bars.append(f'<rect class={verdict.value} x="{at:.2f}" width="{width:.2f}" height="10"/>')
        at += width
    right = score.rate(Verdict.RIGHT)
    line = f'<path class=interval d="M{100 * right.low:.2f} 5H{100 * right.high:.2f}"/>'
    told = ", ".join(f"{v.value} {score.verdicts[v]}" for v in Verdict if score.verdicts[v])
    return (
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{told}">'
        f"{''.join(bars)}{line}</svg>"
    )


def _failure(one: Judged) -> str:
    reasons = "; ".join(escape(flaw.reason) for flaw in one.flaws)
    records = "; ".join(escape(expected.answer) for expected in one.question.expected)
    turns = "".join(
        f"<p class=shopper>{escape(message)}</p>"
        f"<p class=bot>{_lines(reply.text or reply.error or 'nothing')}</p>"
        for message, reply in zip(one.question.messages, one.replies, strict=False)
    )
    return (
        f"<details><summary><i class={one.verdict.value}></i>{one.verdict.value}: "
        f"{escape(one.question.messages[-1])} <small>{escape(one.question.topic)}</small></summary>"
        f"<p><b>Why:</b> {reasons}</p>{turns}<p><b>Records:</b> {records}</p></details>"
    )


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))
