"""Figures from measured seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Latency:
    """How long turns took, in seconds. `rate` is turns a second, all shoppers together."""

    turns: int
    p50: float
    p95: float
    mean: float
    rate: float


@dataclass(frozen=True, slots=True)
class Split:
    """Mean seconds of a turn by where they went; `rest` is what the others leave."""

    nlu: float
    retrieval: float
    writer: float
    rest: float


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of `values` do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(1, ceil(percent / 100 * len(values))) - 1]


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; 0 of no values."""
    return sum(values) / len(values) if values else 0.0


def latency(seconds: Sequence[float], elapsed: float) -> Latency:
    """Sum up turns that took `seconds` each within `elapsed` seconds."""
    return Latency(
        turns=len(seconds),
        p50=percentile(seconds, 50),
        p95=percentile(seconds, 95),
        mean=mean(seconds),
        rate=len(seconds) / elapsed,
    )


def split(total: float, *, nlu: float, retrieval: float, writer: float) -> Split:
    """Divide a turn's mean `total`."""
    return Split(nlu, retrieval, writer, max(0.0, total - nlu - retrieval - writer))
