"""How sure a reading is: the probability that it is right.

A classifier's own scores say little about what belongs to none of its classes, and no bot's
examples show that. Leaving whole intents out in turn makes such messages of the bot's own data
(the test of Lin and Xu, "Deep Unknown Intent Detection with Margin Loss", 2019); a logistic
regression on a few numbers (Platt, "Probabilistic Outputs for Support Vector Machines", 1999)
turns the evidence into a probability. So one threshold means the same for any training data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

Evidence = NDArray[np.float64]
"""Per text and intent: score, lead over the best other intent, nearness, nearest of all."""

FOLDS = 4  # of the texts and of the intents: each is left out once
# Weight of messages of unknown intents, all together, against those of known ones.
UNKNOWN = 0.5


# What nothing like it is known of is wrong, what is known by heart is right: so that data of
# any size have an example of both.
ANCHORS = np.array([[-1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Labels:
    """The intent of each example; equal `origins` mark copies of one text."""

    intents: NDArray[np.str_]
    origins: NDArray[np.str_]


class Reader(Protocol):
    """Reads some examples with a model of others."""

    def __call__(
        self, known: NDArray[np.bool_], asked: NDArray[np.bool_]
    ) -> tuple[Evidence, NDArray[np.str_]]:
        """The evidence for the examples at `asked`, and the intents that its columns are."""


def evidence_of(scores: NDArray[np.float64], nearest: NDArray[np.float32]) -> Evidence:
    """Both arguments have shape (texts, intents), the result (texts, intents, 4)."""
    ordered = np.sort(scores, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    lead = scores - np.where(scores == best, second, best)
    closest = np.broadcast_to(nearest.max(axis=1, keepdims=True), nearest.shape)
    return np.stack([scores, lead, nearest, closest], axis=-1)


def fit_certainty(labels: Labels, read: Reader) -> Pipeline:
    """Learn from readings of left-out examples; its input are rows of `Evidence`."""
    evidence, right, weights = [ANCHORS], [np.array([False, True])], [np.ones(2)]
    for known, unknown_intent in _splits(labels):
        if len(np.unique(labels.intents[known])) < 2:
            continue
        asked = ~known
        found, intents = read(known, asked)
        best = found[:, :, 0].argmax(axis=1)
        evidence.append(found[np.arange(len(best)), best])
        right.append(intents[best] == labels.intents[asked])
        weights.append(_weights(unknown_intent[asked]))
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(
        np.vstack(evidence),
        np.concatenate(right),
        logisticregression__sample_weight=np.concatenate(weights),
    )


def _splits(labels: Labels) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each fold, which examples are known, and which ones' whole intent is not."""
    random = np.random.default_rng(0)
    texts, text_of = np.unique(labels.origins, return_inverse=True)
    intents, intent_of = np.unique(labels.intents, return_inverse=True)
    text_fold = (random.permutation(len(texts)) % FOLDS)[text_of]
    intent_fold = (random.permutation(len(intents)) % FOLDS)[intent_of]
    for fold in range(FOLDS):
        unknown_intent = intent_fold == fold
        yield ~unknown_intent & (text_fold != fold), unknown_intent


def _weights(unknown: NDArray[np.bool_]) -> NDArray[np.float64]:
    """1 for a message of a known intent, `UNKNOWN` of their sum for all others together."""
    share = UNKNOWN * (~unknown).sum() / max(unknown.sum(), 1)
    return np.where(unknown, share, 1.0)
