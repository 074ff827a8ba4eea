"""`python -m tests.indexes.fit_evidence`: the weights in `indexes.evidence`, made anew.

Logistic regression over the statements that pass the hard conditions: which of them are
the answers that the development half of the questions names? Then how precise it is on
questions that it was not fitted on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from indexes.encoder import MiniLM
from indexes.evidence import Weighed, weigh
from indexes.statements import statements
from tests.indexes.asked_questions import Question, questions

KINDS = ("tag", "review", "policy")
# Weak enough not to bend the weights of kinds that seldom answer.
C = 3.0
ROUNDS, FOLDS = 3, 10


@dataclass(frozen=True)
class Case:
    features: np.ndarray
    right: np.ndarray
    can_be: np.ndarray
    is_answered: bool


def case(question: Question, encoder: MiniLM) -> Case:
    given = question.sources
    said = statements(given.product, given.reviews, given.sections)
    weighed: Weighed = weigh(question.text, given, said, encoder)
    kinds = [[one.kind == kind for kind in KINDS] for one in said]
    return Case(
        np.column_stack([weighed.likeness, weighed.coverage, kinds]).astype(float),
        np.array([question.is_answered_by(one.text) for one in said]),
        weighed.can_answer,
        bool(question.answers),
    )


def fit(cases: list[Case]) -> LogisticRegression:
    rows = np.concatenate([one.features[one.can_be] for one in cases])
    right = np.concatenate([one.right[one.can_be] for one in cases])
    return LogisticRegression(C=C, max_iter=2000).fit(rows, right)


def best(model: LogisticRegression, one: Case) -> tuple[float, bool]:
    """The highest probability among a question's statements, and whether that one is right."""
    chances = model.predict_proba(one.features)[:, 1] * one.can_be
    place = int(np.argmax(chances))
    return float(chances[place]), bool(one.right[place])


def main() -> None:
    encoder = MiniLM()
    cases = [case(question, encoder) for question in questions("dev")]
    model = fit(cases)
    print(
        "likeness, coverage,", ", ".join(KINDS), model.coef_[0].round(2), model.intercept_.round(2)
    )
    held_out = [
        best(fitted, cases[place])
        for seed in range(ROUNDS)
        for train, test in KFold(FOLDS, shuffle=True, random_state=seed).split(cases)
        for fitted in [fit([cases[place] for place in train])]
        for place in test
    ]
    answerable = ROUNDS * sum(one.is_answered for one in cases)
    for threshold in np.arange(0.3, 0.85, 0.05):
        given = [right for chance, right in held_out if chance >= threshold]
        precision, recall = np.mean(given), sum(given) / answerable
        print(f"from {threshold:.2f}: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
