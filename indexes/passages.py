"""Which of some passages answers a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from indexes.dense import Scores
from indexes.encoder import Encoder, Vectors
from indexes.statements import sentences
from indexes.stopwords import STOPWORDS
from indexes.text import stems

# The weights were chosen on tests/indexes/passage_questions.yml; a regression that was
# cross-validated on it, product by product, gave the same picture.

# How much a passage's best sentence counts beside the passage as a whole.
BEST_SENTENCE = 0.5
# How much shared words add to the cosine: meaning leads, words decide between neighbours.
WORDS = 0.25
# Passages about one product have its topic in common, which tells none of them apart: so
# much of what they share is taken from them and from the question.
SHARED = 0.6
# Nothing is as near to a question as the same question from another shopper, and it says
# nothing: this sets it behind whatever is near.
ASKING = 1.0

_AUXILIARY = "am|is|are|do|does|did|can|could|will|would|should|has|have"
_WH = "how|what|which|where|when|who|why"
_OPENING = re.compile(rf"(?:{_AUXILIARY}|{_WH}|any|anyone)\b", re.IGNORECASE)
# Shoppers leave question marks out; "can be washed" and "when I wash it" ask nothing.
_ASKED = re.compile(
    rf"(?:(?:{_WH})\b.{{0,30}}?\b)?(?:{_AUXILIARY})"
    r" (?:i|you|we|he|she|it|they|this|that|these|those|the|there|any(?:one|body)?)\b[^.!]*",
    re.IGNORECASE,
)


def rank_passages(question: str, passages: Sequence[str], encoder: Encoder) -> list[float]:
    """How well each of `passages` answers `question`, higher is better, in their order.

    The scores compare the passages of one question and say nothing across questions.
    """
    if not passages:
        return []
    parts = [sentences(passage) or [passage] for passage in passages]
    meaning = _meaning(question, passages, parts, encoder)
    words = _shared_words(question, passages)
    asking = np.array([_is_question(some[-1]) for some in parts], dtype=np.float32)
    return [float(score) for score in meaning + WORDS * words - ASKING * asking]


def _is_question(sentence: str) -> bool:
    """Whether it asks; a question behind other sentences is what those lead up to."""
    marked = sentence.endswith("?") and _OPENING.match(sentence)
    return bool(marked or _ASKED.fullmatch(sentence))


def _meaning(
    question: str, passages: Sequence[str], parts: Sequence[Sequence[str]], encoder: Encoder
) -> Scores:
    """Cosines with the question, shape (passages,): of the whole and of its best part."""
    texts = list(dict.fromkeys([*passages, *(part for some in parts for part in some)]))
    place = {text: i for i, text in enumerate(texts)}
    vectors = encoder.encode(texts)
    whole = [place[passage] for passage in passages]
    shared = SHARED * vectors[whole].mean(axis=0)
    cosines = _unit(vectors - shared) @ _unit(encoder.encode_queries([question]) - shared)[0]
    best = np.array([max(cosines[place[part]] for part in some) for some in parts])
    mixed = (1 - BEST_SENTENCE) * cosines[whole] + BEST_SENTENCE * best
    return np.asarray(mixed, dtype=np.float32)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), dtype=np.float32)


def _shared_words(question: str, passages: Sequence[str]) -> Scores:
    """The part of the question's words that each passage has, weighed by rarity, 0 to 1.

    Words that nearly all passages have, such as the product's name, weigh next to nothing.
    """
    held = [frozenset(stems(passage)) for passage in passages]
    asked = frozenset(stems(question)) - STOPWORDS
    counts = Counter(word for words in held for word in words & asked)
    weights = {word: math.log((len(held) + 1) / (counts[word] + 0.5)) for word in asked}
    total = sum(weights.values()) or 1.0
    shares = [sum(weights[word] for word in words & asked) / total for words in held]
    return np.array(shares, dtype=np.float32)
