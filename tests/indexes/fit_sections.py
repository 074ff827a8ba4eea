"""`python -m tests.indexes.fit_sections`: the weights in `indexes.sections`, made anew.

A conditional logit over the sections of the demo shop's pages: which of them answers each
question in page_questions.yml? Then how often it is the first, or one of the first two, for
questions that it was not fitted on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize
from sklearn.model_selection import KFold

from indexes.encoder import MiniLM
from indexes.sections import WEIGHTS, evidence
from knowledge.importers.policies import read_policies
from knowledge.settings import PROJECT

QUESTIONS = Path(__file__).with_name("page_questions.yml")
DEMO = PROJECT / "knowledge" / "sources" / "demo" / "policies"
# Kinds of products and what the intent tells are no part of what is fitted here.
NAMES = [name for name in WEIGHTS if name not in {"page", "own_kind", "other_kind"}]
SHRINKAGE = 5e-4


@dataclass(frozen=True)
class Case:
    features: np.ndarray
    right: np.ndarray


def cases() -> list[Case]:
    policies, _ = read_policies(DEMO)
    pages, encoder = policies.sections, MiniLM()
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return [
        Case(
            np.column_stack([found[name] for name in NAMES]).astype(float),
            np.array([section.id == right for section in pages]),
        )
        for right, questions in asked.items()
        for question in questions
        for found in [evidence(question, pages, encoder, "")]
    ]


def fit(some: list[Case]) -> np.ndarray:
    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(weights)
        for one in some:
            scores = one.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            share = chances[one.right].sum() + 1e-9
            total -= float(np.log(share))
            slope -= one.features.T @ (np.where(one.right, chances / share, 0) - chances)
        shrunk = SHRINKAGE * float(weights @ weights) / 2
        return total / len(some) + shrunk, slope / len(some) + SHRINKAGE * weights

    return minimize(loss, np.ones(len(NAMES)), jac=True, method="L-BFGS-B").x


def place(weights: np.ndarray, one: Case) -> int:
    order = np.argsort(-(one.features @ weights), kind="stable")
    return int(np.argmax(one.right[order]))


def main() -> None:
    all_of_them = cases()
    print(dict(zip(NAMES, fit(all_of_them).round(1), strict=True)))
    places = [
        place(fit([all_of_them[i] for i in train]), all_of_them[i])
        for train, test in KFold(10, shuffle=True, random_state=0).split(all_of_them)
        for i in test
    ]
    print(f"first {np.mean(np.array(places) == 0):.3f}, in two {np.mean(np.array(places) < 2):.3f}")


if __name__ == "__main__":
    main()
