"""How good readings are: accuracy, F1, calibration, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

BINS = 10
REFUSING = frozenset({"out_of_scope", "nlu_fallback"})


@dataclass(frozen=True, slots=True)
class Read:
    """A message of intent `meant`, read as `intent`."""

    meant: str
    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares from 0 to 1; `calibration_error` is the expected calibration error."""

    accuracy: float
    macro_f1: float
    calibration_error: float
    threshold: float
    out_of_scope_recall: float


def quality(reads: Sequence[Read], strangers: Sequence[Read], refused: float) -> Quality:
    """Judge readings of a bot's own messages, and of `strangers` that no shop answers.

    The threshold is where the share `refused` of the bot's own questions gets no answer;
    what is refused there of the strangers is the recall.
    """
    right = np.array([read.meant == read.intent for read in reads])
    sure = np.array([read.confidence for read in reads])
    own = [_support(read) for read in reads if read.meant not in REFUSING]
    threshold = float(np.quantile(own, refused))
    stopped = [_support(read) < threshold or read.intent in REFUSING for read in strangers]
    return Quality(
        accuracy=float(right.mean()),
        macro_f1=f1_score([r.meant for r in reads], [r.intent for r in reads], average="macro"),
        calibration_error=calibration_error(sure, right),
        threshold=threshold,
        out_of_scope_recall=float(np.mean(stopped)) if stopped else float("nan"),
    )


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error in ten bins (Naeini, Cooper and Hauskrecht, AAAI 2015)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = (
        abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    )
    return float(sum(gaps))


def _support(read: Read) -> float:
    """The confidence in an answer: none where the reading itself is a refusal."""
    return 0.0 if read.intent in REFUSING else read.confidence
