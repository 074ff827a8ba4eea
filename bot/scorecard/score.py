"""From verdicts to rates: per topic, with what chance alone could make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from bot.bench.stats import percentile
from bot.scorecard.model import Judged, Verdict

# Two-sided 95 %.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of `of` with its 95 % Wilson interval, all from 0 to 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """One topic's (or all topics') verdicts. Latencies are seconds a turn."""

    topic: str
    asked: int
    verdicts: dict[Verdict, int]
    p50: float
    p95: float

    def rate(self, verdict: Verdict) -> Rate:
        """How often this verdict was given."""
        return wilson(self.verdicts[verdict], self.asked)


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """A whole run: its scores, its failures and what it was a run of.

    `about` names the shop, the seed, the versions and the number of records. `stopped` is
    how many questions were left when the run was stopped.
    """

    about: dict[str, str]
    total: Score
    topics: tuple[Score, ...]
    failures: tuple[Judged, ...]
    stopped: int = 0


def score_card(judged: Sequence[Judged], about: dict[str, str], stopped: int = 0) -> ScoreCard:
    """Sum up a run; topics in the order in which they were asked first."""
    by_topic: dict[str, list[Judged]] = {}
    for one in judged:
        by_topic.setdefault(one.question.topic, []).append(one)
    return ScoreCard(
        about=about,
        total=_score("all", judged),
        topics=tuple(_score(topic, found) for topic, found in by_topic.items()),
        failures=tuple(one for one in judged if one.verdict is not Verdict.RIGHT),
        stopped=stopped,
    )


def _score(topic: str, judged: Sequence[Judged]) -> Score:
    counts = Counter(one.verdict for one in judged)
    seconds = [second for one in judged for second in one.seconds]
    return Score(
        topic,
        len(judged),
        {verdict: counts[verdict] for verdict in Verdict},
        percentile(seconds or [0.0], 50),
        percentile(seconds or [0.0], 95),
    )


def wilson(hits: int, of: int) -> Rate:
    """The share of `hits` with its Wilson score interval (Wilson 1927).

    Of nothing, anything may be true: 0 with the interval from 0 to 1.
    """
    if not of:
        return Rate(0.0, 0.0, 1.0)
    share = hits / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    low = 0.0 if not hits else (middle - spread) / scale
    high = 1.0 if hits == of else (middle + spread) / scale
    return Rate(share, low, high)
