"""Where a turn's time went, for `make bench`; the last thousand turns, no texts."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that one turn spent finding facts and having them worded.

    `origin` says who worded it: "model" or "template".
    """

    topic: str
    origin: str
    retrieval: float
    writer: float


TIMINGS: deque[Timing] = deque(maxlen=1000)
