"""The questions about the demo shop's products, and what its records say of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from indexes.evidence import Sources
from knowledge.importers.catalog import read_catalog
from knowledge.importers.policies import read_policies
from knowledge.settings import PROJECT

FILE = Path(__file__).with_name("evidence_questions.yml")
DEMO = PROJECT / "knowledge" / "sources" / "demo"


@dataclass(frozen=True)
class Question:
    """One question; no `answers` where the records state none."""

    text: str
    sources: Sources
    answers: tuple[str, ...]

    def is_answered_by(self, text: str) -> bool:
        return any(answer.casefold() in text.casefold() for answer in self.answers)


def questions(half: str) -> tuple[Question, ...]:
    read = yaml.safe_load(FILE.read_text("utf-8"))[half]
    return tuple(
        Question(one["question"], sources()[one["product"]], tuple(one.get("answer", ())))
        for one in read
    )


@cache
def sources() -> dict[str, Sources]:
    catalog, _ = read_catalog([DEMO])
    policies, _ = read_policies(DEMO / "policies", "EUR")
    return {
        product.id: Sources(
            product,
            tuple(review for review in catalog.reviews if review.product_id == product.id),
            policies.sections,
        )
        for product in catalog.products
    }
