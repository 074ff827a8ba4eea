"""How what two searches say of the same records becomes one order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from indexes.dense import Scores

# "both" is what the assistant uses; the others are there to compare it with.
Way = Literal["both", "words", "meaning", "sum"]


def join(similarities: Scores, shares: Scores, meaning: float, way: Way = "both") -> Scores:
    """One score a record, shape (records,), from its cosine and its share of the words.

    "both" is a convex combination in which `meaning` is the weight of the cosines: Bruch,
    Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023). Cosines
    are spread over the whole range, since encoders differ in which part of it they use;
    shares are taken as they are, so that words count for little where few are found.
    "words" and "meaning" are one search alone, "sum" is the plain sum of z-scores.
    """
    if way == "words":
        return shares
    if way == "meaning":
        return similarities
    if way == "sum":
        return _standardised(similarities) + _standardised(shares)
    return np.asarray(meaning * _spread(similarities) + (1 - meaning) * shares)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How surely a record is what was asked for, by its cosine and its share of the words.

    A logistic regression, so that its results are probabilities: Platt, "Probabilistic
    Outputs for Support Vector Machines" (1999). Fitted for the shipped encoder; another
    one needs its own.
    """

    cosine: float
    share: float
    offset: float

    def relevance(self, similarities: Scores, shares: Scores) -> Scores:
        """From 0 to 1, comparable between queries, shape (records,)."""
        logits = self.cosine * similarities + self.share * np.minimum(shares, 1) + self.offset
        return np.asarray(1 / (1 + np.exp(-logits)))


def _spread(values: Scores) -> Scores:
    """`values` moved and stretched to reach from 0 to 1."""
    width = float(np.ptp(values)) if len(values) else 0.0
    return (values - values.min()) / width if width > 0 else np.zeros_like(values)


def _standardised(values: Scores) -> Scores:
    deviation = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)
