"""Which intent a message has: MiniLM's vector beside delexicalised words, one linear model.

Words are counted after sizes, colours, prices and countries have been replaced by the name of
their kind, so that "in blue?" and "in 42?" differ by what they ask and not by their value,
and a shop's own colours need no examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import skops.io
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from bot.nlu.certainty import Evidence, Labels, evidence_of, fit_certainty
from bot.nlu.parse import find_entities

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]

# The one type that skops does not know as harmless under scipy's present name for it.
SPARSE = "scipy.sparse._csr.csr_matrix"
WORD_OR_QUESTION = r"\w+|[?]"
# Of words against vectors; 0.3 to 1 differ by less than the draws of the examples.
WORDS_WEIGHT = 0.67
ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled messages: `vectors` has shape (n, d); equal `origins` mark copies of one text."""

    texts: Sequence[str]
    vectors: Vectors
    intents: NDArray[np.str_]
    origins: NDArray[np.str_]

    def where(self, chosen: NDArray[np.bool_]) -> Examples:
        """The examples at which `chosen` is true."""
        texts = [text for text, is_chosen in zip(self.texts, chosen, strict=True) if is_chosen]
        return Examples(texts, self.vectors[chosen], self.intents[chosen], self.origins[chosen])


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores intents one against the rest, and says how near the nearest example is.

    All its texts are delexicalised, once for the five scorers that a model is learnt with.
    """

    lexical: FeatureUnion
    classifier: LinearSVC
    vectors: Vectors  # of the examples, sorted by intent
    starts: NDArray[np.int64]  # where each intent's examples begin

    @classmethod
    def fit(cls, examples: Examples, c: float) -> Scorer:
        words = TfidfVectorizer(
            token_pattern=WORD_OR_QUESTION, ngram_range=(1, 2), min_df=2, sublinear_tf=True
        )
        # Parts of words are what a misspelt word still shares with the right one.
        parts = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)
        lexical = FeatureUnion([("words", words), ("parts", parts)])
        features = _features(lexical.fit_transform(examples.texts), examples.vectors)
        classifier = LinearSVC(C=c, class_weight=_weights(examples.intents), random_state=0)
        classifier.fit(features, examples.intents)
        order = np.argsort(examples.intents, kind="stable")
        starts = np.searchsorted(examples.intents[order], classifier.classes_)
        return cls(lexical, classifier, examples.vectors[order], starts)

    def evidence(self, texts: Sequence[str], vectors: Vectors) -> Evidence:
        """What speaks for each intent, for each text."""
        features = _features(self.lexical.transform(texts), vectors)
        scores = self.classifier.decision_function(features)
        if scores.ndim == 1:  # what scikit-learn returns for two classes
            scores = np.stack([-scores, scores], axis=1)
        nearest = [
            np.maximum.reduceat(rows @ self.vectors.T, self.starts, axis=1)
            for rows in np.split(vectors, range(ROWS_AT_ONCE, len(vectors), ROWS_AT_ONCE))
        ]
        return evidence_of(scores, np.vstack(nearest))


@dataclass(frozen=True, slots=True)
class IntentModel:
    """A fitted model; `intents` names the columns of its confidences."""

    scorer: Scorer
    certainty: Pipeline

    @classmethod
    def fit(cls, examples: Examples, c: float) -> IntentModel:
        """Learn from `examples`; `c` is the inverse of the regularisation.

        Raises ValueError where they have fewer than two intents.
        """
        examples = replace(examples, texts=[delexicalise(text) for text in examples.texts])

        def read(
            known: NDArray[np.bool_], asked: NDArray[np.bool_]
        ) -> tuple[Evidence, NDArray[np.str_]]:
            scorer, left_out = Scorer.fit(examples.where(known), c), examples.where(asked)
            return scorer.evidence(left_out.texts, left_out.vectors), scorer.classifier.classes_

        labels = Labels(examples.intents, examples.origins)
        return cls(Scorer.fit(examples, c), fit_certainty(labels, read))

    @property
    def intents(self) -> tuple[str, ...]:
        return tuple(self.scorer.classifier.classes_)

    def confidences(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """How likely each intent is meant, shape (len(texts), len(self.intents)).

        A row need not sum to 1: where no intent is meant, all are unlikely.
        """
        evidence = self.scorer.evidence([delexicalise(text) for text in texts], vectors)
        rows = evidence.reshape(-1, evidence.shape[-1])
        return self.certainty.predict_proba(rows)[:, 1].reshape(evidence.shape[:-1])

    def save(self, path: Path) -> None:
        parts = {
            "lexical": self.scorer.lexical,
            "classifier": self.scorer.classifier,
            "vectors": self.scorer.vectors,
            "starts": self.scorer.starts,
        }
        skops.io.dump({**parts, "certainty": self.certainty}, path)

    @classmethod
    def load(cls, path: Path) -> IntentModel:
        """Read what `save` wrote; a file that would run code is refused."""
        parts = skops.io.load(path, trusted=[SPARSE])
        certainty = parts.pop("certainty")
        return cls(Scorer(**parts), certainty)


def _weights(intents: NDArray[np.str_]) -> dict[str, float]:
    """More weight for the intents that have fewer examples than the mean.

    A real bot's log has forty examples of one intent and five of another. The frequent keep
    theirs: among them is what is out of scope, which must win where it is as likely.
    """
    names, counts = np.unique(intents, return_counts=True)
    return {
        str(name): float(max(1.0, counts.mean() / n)) for name, n in zip(names, counts, strict=True)
    }


def _features(counts: csr_matrix, vectors: Vectors) -> csr_matrix:
    return hstack([csr_matrix(vectors), counts * WORDS_WEIGHT]).tocsr()


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
