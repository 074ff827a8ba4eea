"""Which section of the shop's pages answers a question, and how surely.

Shoppers ask in other words than pages: "can I pay it off bit by bit?" shares none with
"Instalments". So a question is also compared with how such things are usually asked for
(`page_subjects.yml`), and what those questions are about with the sections: the expansion of
a query by a collection of its own, as in Diaz and Metzler, "Improving the Estimation of
Relevance Models Using Large External Corpora" (2006), with sentence vectors for words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import yaml

from indexes.asking import EMPTY
from indexes.dense import Scores
from indexes.encoder import Encoder, Vectors
from indexes.likeness import likeness
from indexes.roots import FAMILIES, roots
from indexes.statements import sentences
from knowledge.model import PolicySection

# A conditional logit (McFadden 1974) over the questions in tests/indexes/page_questions.yml and
# those of a second shop; `python -m tests.indexes.fit_sections` shows how well it does on what it
# was not fitted on. Kinds of products, which few questions name, are set by hand.
WEIGHTS = {
    "whole": 3.7, "sentence": 4.1, "title": 3.6, "words": 2.0, "page": 3.1, "preamble": -3.6,
    "usual": 3.9, "subject": 5.5, "own_kind": 1.0, "other_kind": -2.0, "amount": 1.3,
}  # fmt: skip
# How sharply a question picks among subjects, and a subject among sections.
PICKING, FITTING = 16.0, 20.0
# How much a question counts with the one before it, what being on that one's page is worth, and
# what having answered it already.
JOINED, SAME_PAGE, ASKED_BEFORE = 0.4, 2.5, -0.1
# What a word of the same family is worth, against 1 for the word itself.
RELATED = 0.8

_COST = re.compile(
    r"\bhow much\b|\b(?:costs?|prices?|charged?|fees?|expensive|free(?! of (?!charge)))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[€$£¥]\s?\d|\d\s?(?:[€£]|[A-Z]{3}\b)|\bfree\b|\bno (?:cost|charge)\b")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A section with how well it answers.

    `chance` is its probability to be the best of all sections, from 0 to 1. `score` is what the
    question's own words say for it, comparable between questions.
    """

    section: PolicySection
    score: float
    chance: float


def rank_sections(
    question: str,
    sections: Sequence[PolicySection],
    encoder: Encoder,
    *,
    about: str = "",
    before: str = "",
    own_kind: Collection[str] = (),
    other_kinds: Collection[str] = (),
) -> list[Ranked]:
    """All `sections`, best first.

    `about` is what the question is known to be about, in the words of a page; `before` is the
    question that it goes on with, if it makes no sense alone. `own_kind` are the ids of sections
    on the kind of product that is asked about, `other_kinds` of those that speak of other kinds
    only.
    """
    if not sections:
        return []
    found = evidence(question, sections, encoder, about)
    found["own_kind"] = _flags([section.id in own_kind for section in sections])
    found["other_kind"] = _flags([section.id in other_kinds for section in sections])
    known = WEIGHTS["page"] * found.pop("page")
    scores = _weighed(found)
    if before:
        scores = _going_on(scores, before, question, sections, encoder)
    chances = _softmax(scores + known)
    order = np.argsort(-chances, kind="stable")
    return [Ranked(sections[i], float(scores[i]), float(chances[i])) for i in order]


def _weighed(found: Mapping[str, Scores]) -> Scores:
    return np.asarray(
        np.sum([WEIGHTS[name] * values for name, values in found.items()], axis=0),
        dtype=np.float32,
    )


def _going_on(
    scores: Scores, before: str, question: str, sections: Sequence[PolicySection], encoder: Encoder
) -> Scores:
    """`scores` of a question alone with what the one before it adds: mostly it is the page."""
    joined = _weighed(evidence(f"{before} {question}", sections, encoder, ""))
    earlier = _weighed(evidence(before, sections, encoder, ""))
    page = sections[int(earlier.argmax())].policy
    same = _flags([section.policy == page for section in sections])
    answered = earlier - earlier.mean()
    both = (1 - JOINED) * scores + JOINED * joined
    return np.asarray(both + SAME_PAGE * same + ASKED_BEFORE * answered, dtype=np.float32)


def evidence(
    question: str, sections: Sequence[PolicySection], encoder: Encoder, about: str
) -> dict[str, Scores]:
    """What speaks for each section, by name, each of shape (sections,)."""
    vectors = likeness(encoder).vectors
    asked = encoder.encode_queries([question])[0]
    whole = vectors([f"{section.title}. {section.text}" for section in sections])
    paths = [", ".join(section.title_path) for section in sections]
    told = [_told(section) for section in sections]
    usual, subject = _through_subjects(asked, whole, told, encoder)
    said = [frozenset(roots(f"{section.title} {section.text}")) for section in sections]
    costs = bool(_COST.search(question))
    return {
        "whole": whole @ asked,
        "sentence": _best(told, asked, encoder),
        "title": vectors([section.title for section in sections]) @ asked,
        "words": _shared_words(question, said),
        "page": vectors(paths) @ encoder.encode_queries([about])[0] if about else _none(sections),
        "preamble": _flags([len(section.title_path) == 1 for section in sections]),
        "usual": usual,
        "subject": subject,
        "amount": _flags([costs and bool(_AMOUNT.search(s.text)) for s in sections]),
    }


def _told(section: PolicySection) -> list[str]:
    """Its sentences, each read under the heading."""
    return [f"{section.title}: {text}" for text in sentences(section.text)] or [section.title]


def _best(told: Sequence[Sequence[str]], asked: Vectors, encoder: Encoder) -> Scores:
    """The cosine of each section's best sentence with `asked`, shape (sections, ...)."""
    vectors = likeness(encoder).vectors([text for texts in told for text in texts])
    starts = np.cumsum([0, *(len(texts) for texts in told[:-1])])
    return np.asarray(np.maximum.reduceat(vectors @ asked, starts), dtype=np.float32)


def _through_subjects(
    asked: Vectors, whole: Vectors, told: Sequence[Sequence[str]], encoder: Encoder
) -> tuple[Scores, Scores]:
    """How near each section is to what is usually asked so, and how much nearer than others."""
    about, examples = _subjects(encoder)
    picked = _softmax(PICKING * np.array([(some @ asked).max() for some in examples]))
    near = np.maximum(whole @ about.T, _best(told, about.T, encoder))
    return near @ picked, _softmax(FITTING * near) @ picked


@lru_cache(maxsize=4)
def _subjects(encoder: Encoder) -> tuple[Vectors, tuple[Vectors, ...]]:
    """The vectors of the subjects, and of each with its usual questions."""
    text = files("indexes").joinpath("page_subjects.yml").read_text(encoding="utf-8")
    usual: dict[str, list[str]] = yaml.safe_load(text)
    vectors = likeness(encoder).vectors
    return vectors(list(usual)), tuple(vectors([name, *said]) for name, said in usual.items())


def _shared_words(question: str, said: Sequence[frozenset[str]]) -> Scores:
    """The words of the question that each section has, by rarity, about 0 to 1 or 2."""
    scores = np.zeros(len(said), dtype=np.float32)
    for word in dict.fromkeys(roots(question)):
        if word in EMPTY:
            continue
        family = FAMILIES.get(word, frozenset())
        shares = [1.0 if word in has else RELATED * (not family.isdisjoint(has)) for has in said]
        held = np.array(shares, dtype=np.float32)
        if found := np.count_nonzero(held):
            scores += held * math.log((len(said) + 1) / (found + 0.5)) / 4
    return scores


def _softmax(scores: Scores) -> Scores:
    """Along the first axis."""
    powers = np.exp(scores - scores.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0), dtype=np.float32)


def _flags(values: Sequence[bool]) -> Scores:
    return np.array(values, dtype=np.float32)


def _none(sections: Sequence[PolicySection]) -> Scores:
    return np.zeros(len(sections), dtype=np.float32)
