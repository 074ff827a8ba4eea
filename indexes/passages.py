"""Which of some passages answers a question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from indexes.dense import Scores
from indexes.encoder import Encoder
from indexes.statements import sentences
from indexes.stopwords import STOPWORDS
from indexes.text import stems

# How much a passage's best sentence counts beside the passage as a whole.
BEST_SENTENCE = 0.5
# How much shared words add to the cosine: meaning leads, words decide between neighbours.
WORDS = 0.25


def rank_passages(question: str, passages: Sequence[str], encoder: Encoder) -> list[float]:
    """How well each of `passages` answers `question`, higher is better, in their order.

    The scores compare the passages of one question and say nothing across questions.
    """
    if not passages:
        return []
    meaning = _meaning(question, passages, encoder)
    words = _shared_words(question, passages)
    return [float(score) for score in meaning + WORDS * words]


def _meaning(question: str, passages: Sequence[str], encoder: Encoder) -> Scores:
    """Cosines with the question, shape (passages,): of the whole and of its best sentence."""
    parts = [sentences(passage) or [passage] for passage in passages]
    texts = list(dict.fromkeys([*passages, *(part for some in parts for part in some)]))
    cosines = encoder.encode(texts) @ encoder.encode_queries([question])[0]
    of = dict(zip(texts, cosines, strict=True))
    whole = np.array([of[passage] for passage in passages], dtype=np.float32)
    best = [max(of[part] for part in some) for some in parts]
    return (1 - BEST_SENTENCE) * whole + BEST_SENTENCE * np.array(best, dtype=np.float32)


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
