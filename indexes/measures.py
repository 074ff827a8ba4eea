"""How good a ranking is, by graded judgements."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Measures:
    """Each from 0 to 1; the means of several rankings have the same form."""

    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr: float


def measure(ranked: Sequence[str], grades: Mapping[str, float]) -> Measures:
    """Measure the ids `ranked`, best first, by the `grades` of the ids that were judged."""
    return Measures(
        ndcg_10=ndcg(ranked, grades, 10),
        recall_10=recall(ranked, grades, 10),
        recall_100=recall(ranked, grades, 100),
        mrr=reciprocal_rank(ranked, grades),
    )


def mean(measures: Sequence[Measures]) -> Measures:
    """The mean of each measure, over at least one ranking."""
    return Measures(
        ndcg_10=fmean(one.ndcg_10 for one in measures),
        recall_10=fmean(one.recall_10 for one in measures),
        recall_100=fmean(one.recall_100 for one in measures),
        mrr=fmean(one.mrr for one in measures),
    )


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """Normalised discounted cumulative gain of the first `k`, with the grades as gains.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), as
    trec_eval's `ndcg_cut`: what was not judged gains nothing, as does a grade below 0. 0
    where nothing relevant was judged.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:k])
    return _gain([grades.get(key, 0) for key in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """The share of the relevant ids (a grade above 0) that the first `k` hold."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """1 divided by the place of the first relevant id; 0 where there is none."""
    places = (place for place, key in enumerate(ranked, start=1) if grades.get(key, 0) > 0)
    return 1 / next(places, math.inf)


def _gain(grades: Sequence[float]) -> float:
    return math.fsum(max(grade, 0) / math.log2(i + 2) for i, grade in enumerate(grades))
