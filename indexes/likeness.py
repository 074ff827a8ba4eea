"""How alike two texts are, on one scale for every encoder."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from indexes.dense import Scores
from indexes.encoder import Encoder, Vectors

REMEMBERED = 20_000

# Neighbours answer each other; texts further apart have nothing in common.
_PAIRS = (
    ("How heavy is it?", "weight: 250 g"),
    ("Can I wash it in the machine?", "machine wash at 30 degrees"),
    ("Does it have a zip?", "It closes with a sturdy zip."),
    ("Will it fit my laptop?", "The padded sleeve takes a notebook."),
    ("Is the lamp dimmable?", "A wheel dims the light."),
    ("When will my parcel arrive?", "Delivery takes three working days."),
    ("Are the ear pads soft?", "The cushions feel soft on the ears."),
    ("Is it safe for children?", "Made for kids from three years."),
)


class Likeness:
    """Cosines of an encoder, stretched so that unrelated texts have 0 and answers 1.

    Encoders differ: one gives unrelated texts a cosine of .05, another .75. Vectors are
    remembered, for what a shop says of a product is compared with many questions.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()
        questions, answers = zip(*_PAIRS, strict=True)
        cosines = encoder.encode_queries(list(questions)) @ self.vectors(answers).T
        same = np.eye(len(_PAIRS), dtype=bool)
        self._low = float(cosines[~same].mean())
        self._spread = max(float(cosines[same].mean()) - self._low, 1e-3)

    def of(self, question: str, texts: Sequence[str]) -> Scores:
        """How alike each of `texts` is to `question`, shape (len(texts),)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        cosines = self.vectors(texts) @ self._encoder.encode_queries([question])[0]
        return np.asarray((cosines - self._low) / self._spread, dtype=np.float32)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension)."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new:
                self._known.update(zip(new, self._encoder.encode(new), strict=True))
            for text in texts:
                self._known.move_to_end(text)
            found = np.stack([self._known[text] for text in texts])
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


@lru_cache(maxsize=4)
def likeness(encoder: Encoder) -> Likeness:
    """The likeness of this encoder, made once."""
    return Likeness(encoder)
