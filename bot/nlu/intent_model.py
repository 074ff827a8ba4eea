"""Which intent a message has: MiniLM's vector beside delexicalised words, one linear model.

Words are counted after sizes, colours, prices and countries have been replaced by the name of
their kind, so that "in blue?" and "in 42?" differ by what they ask and not by their value,
and a shop's own colours need no examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skops.io
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from bot.nlu.parse import find_entities

# The one type that skops does not know as harmless under scipy's present name for it.
SPARSE = "scipy.sparse._csr.csr_matrix"
WORD_OR_QUESTION = r"\w+|[?]"


@dataclass(frozen=True, slots=True)
class IntentModel:
    """A fitted model; `intents` names the columns of its probabilities."""

    lexical: FeatureUnion
    classifier: LogisticRegression

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: NDArray[np.float32], intents: Sequence[str], c: float
    ) -> IntentModel:
        """Learn from `texts`, their `vectors` (shape (n, d)) and `intents`.

        `c` is the inverse of the regularisation; it also sets how sure the model sounds.
        """
        words = TfidfVectorizer(
            token_pattern=WORD_OR_QUESTION, ngram_range=(1, 2), min_df=2, sublinear_tf=True
        )
        # Parts of words are what a misspelt word still shares with the right one.
        parts = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)
        lexical = FeatureUnion([("words", words), ("parts", parts)])
        counts = lexical.fit_transform([delexicalise(text) for text in texts])
        classifier = LogisticRegression(C=c, max_iter=1000, tol=1e-2)
        classifier.fit(hstack([csr_matrix(vectors), counts]).tocsr(), list(intents))
        return cls(lexical, classifier)

    @property
    def intents(self) -> tuple[str, ...]:
        return tuple(self.classifier.classes_)

    def probabilities(
        self, texts: Sequence[str], vectors: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Shape (len(texts), len(self.intents)); each row sums to 1."""
        counts = self.lexical.transform([delexicalise(text) for text in texts])
        return self.classifier.predict_proba(hstack([csr_matrix(vectors), counts]).tocsr())

    def save(self, path: Path) -> None:
        skops.io.dump({"lexical": self.lexical, "classifier": self.classifier}, path)

    @classmethod
    def load(cls, path: Path) -> IntentModel:
        """Read what `save` wrote; a file that would run code is refused."""
        parts = skops.io.load(path, trusted=[SPARSE])
        return cls(parts["lexical"], parts["classifier"])


def delexicalise(text: str) -> str:
    """The text with each detail replaced by its kind.

    >>> delexicalise("and in blue, under 50 euros?")
    'and in colorslot, under moneyslot?'
    """
    pieces, position = [], 0
    for span in find_entities(text):
        kind = span.entity.replace("_", "")
        pieces += [text[position : span.start], f"{kind}slot"]
        position = span.end
    return "".join([*pieces, text[position:]])
