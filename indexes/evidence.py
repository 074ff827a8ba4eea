"""The sentence or attribute that answers a question about a product, or none.

A wrong guess is worse than none: what is found has to speak of all that the question asks
for, and to hold a figure of the right kind where one is asked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexes.asking import COUNT, NUMBERED, PLACE, Asked, read_question
from indexes.dense import Scores
from indexes.encoder import Encoder
from indexes.likeness import likeness
from indexes.quantities import Quantity
from indexes.roots import FAMILIES, root, roots
from indexes.statements import Kind, Statement, statements
from knowledge.model import PolicySection, Product, Review

# Logistic regression on the answers that the development half of
# tests/indexes/evidence_questions.yml names, against all else that the records say; made by
# `python -m tests.indexes.fit_evidence`. Policies answer too few of them to tell their weight
# (it comes out lower): they count as reviews do.
LIKENESS_WEIGHT, COVERAGE_WEIGHT, BIAS = 3.98, 2.41, -3.05
KIND_WEIGHT: dict[Kind, float] = {
    "attribute": 0.0, "description": 0.0, "tag": -4.89, "review": -2.33, "policy": -2.33,
}  # fmt: skip
# From this probability on, an answer is stated: cross-validated precision .97, recall .88.
STATED = 0.6
# The shop's own words that speak of nearly all that is asked for need be less alike.
PLAIN, STATED_PLAINLY = 0.6, 0.5
# What a statement has to speak of to answer at all, of 1 that is asked for.
LEAST_COVERAGE = 0.5
# The shop's own words may speak of a little less, and of much less where they are so alike
# that they must answer.
LEAST_OF_OWN, LEAST_IF_ALIKE, ALIKE = 0.43, 0.1, 1.1
OWN: frozenset[Kind] = frozenset(["attribute", "description"])

# The weight of a figure beside the words of a question; what a word of the same family is worth,
# against 1 for the word itself.
FIGURE, RELATED = 4.0, 0.8
# A figure of the right dimension that is this many times off measures something else.
FACTOR = 4.0


@dataclass(frozen=True, slots=True)
class Sources:
    """What may hold the answer."""

    product: Product
    reviews: Sequence[Review] = ()
    sections: Sequence[PolicySection] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What answers, in the records' own words.

    `source` names the record ("catalog:trail-2", "review:7", "policy:shipping#express").
    `score` is the estimated probability that it answers.
    """

    text: str
    source: str
    kind: Kind
    score: float


def find_evidence(question: str, sources: Sources, encoder: Encoder) -> Evidence | None:
    """What best answers `question` about a product; ``None`` where nothing is stated."""
    said = statements(sources.product, sources.reviews, sources.sections)
    if not said:
        return None
    weighed = weigh(question, sources, said, encoder)
    chances = _chances(weighed, said)
    best = int(np.argmax(chances))
    plain = said[best].kind in OWN and weighed.coverage[best] >= PLAIN
    if chances[best] < (STATED_PLAINLY if plain else STATED):
        return None
    found = said[best]
    return Evidence(found.text, found.source, found.kind, round(float(chances[best]), 4))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What tells whether each statement answers, each of shape (statements,).

    `coverage` is the part of what is asked for that it speaks of, weighed by rarity, 0 to 1.
    """

    likeness: Scores
    coverage: Scores
    can_answer: NDArray[np.bool_]


def weigh(question: str, sources: Sources, said: Sequence[Statement], encoder: Encoder) -> Weighed:
    """Compare a question with statements."""
    product = sources.product
    asked = read_question(question, roots(f"{product.title} {product.category}"))
    coverage = _coverage(asked, said)
    of_the_kind = np.array([_is_of_the_kind(asked, one) for one in said], dtype=bool)
    like = likeness(encoder)
    # A heading may tell what a sentence is about, and it may blur what it says.
    alike = np.maximum(
        like.of(asked.text, [one.text for one in said]),
        like.of(asked.text, [one.meaning for one in said]),
    )
    return Weighed(alike, coverage, of_the_kind & _speaks(coverage, alike, said))


def _speaks(coverage: Scores, alike: Scores, said: Sequence[Statement]) -> NDArray[np.bool_]:
    """Whether each statement speaks of enough of what is asked for."""
    own = np.array([one.kind in OWN for one in said], dtype=bool)
    near = (coverage >= LEAST_OF_OWN) | ((alike >= ALIKE) & (coverage >= LEAST_IF_ALIKE))
    return (own & near) | (coverage >= LEAST_COVERAGE)


def _chances(weighed: Weighed, said: Sequence[Statement]) -> Scores:
    """The probability of each statement to be the answer, shape (statements,)."""
    logits = LIKENESS_WEIGHT * weighed.likeness + COVERAGE_WEIGHT * weighed.coverage + BIAS
    logits += np.array([KIND_WEIGHT[one.kind] for one in said], dtype=np.float32)
    return np.asarray(weighed.can_answer / (1 + np.exp(-logits)), dtype=np.float32)


def _is_of_the_kind(asked: Asked, one: Statement) -> bool:
    """Whether a statement holds what an answer cannot do without."""
    if asked.dimensions and not holds_figure(asked, one):
        return False
    if one.kind == "attribute" and asked.is_of_another_axis(one.words):
        return False
    return all(speaks_of(word, one.words) for word in asked.required)


def _coverage(asked: Asked, said: Sequence[Statement]) -> Scores:
    held = [one.words for one in said]
    counts = Counter(word for words in held for word in words)
    weights = {
        word: weight * math.log((len(said) + 1) / (counts[word] + 0.5))
        for word, weight in asked.subject.items()
    }
    # A figure is asked for as plainly as anything can be.
    figure = FIGURE if asked.dimensions else 0.0
    total = (sum(weights.values()) + figure) or 1.0
    shares = []
    for one, words in zip(said, held, strict=True):
        spoken = sum(weight * speaks_of(word, words) for word, weight in weights.items())
        shares.append((spoken + figure * holds_figure(asked, one)) / total)
    return np.array(shares, dtype=np.float32)


def speaks_of(word: str, words: frozenset[str]) -> float:
    """How much of a word of a question is said by `words`, 0 to 1."""
    if word in words:
        return 1.0
    return RELATED if not words.isdisjoint(FAMILIES.get(word, ())) else 0.0


def holds_figure(asked: Asked, one: Statement) -> bool:
    """Whether a statement holds a figure, or a place, of the kind that is asked for."""
    if PLACE in asked.dimensions:
        return one.kind != "policy" and one.names_a_country
    if COUNT in asked.dimensions:
        units = (root(quantity.unit) for quantity in one.quantities if not quantity.dimension)
        return any(unit in FAMILIES.get(asked.counted, {asked.counted}) for unit in units)
    if NUMBERED in asked.dimensions and root("size") in one.words and one.quantities:
        # "Filter size 4" has no unit.
        return True
    return any(
        quantity.dimension in asked.dimensions
        and (asked.given is None or comparable(quantity, asked.given))
        for quantity in one.quantities
    )


def comparable(quantity: Quantity, given: Quantity) -> bool:
    """Whether two figures may measure the same thing.

    "Up to 16 inch" tells about 15 inch, "4 mm" does not.
    """
    near = given.low / FACTOR <= quantity.high and quantity.low <= given.high * FACTOR
    return quantity.dimension == given.dimension and near
