"""What a training run is asked to do, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train and how.

    `minutes` ends the training early, with the learning rate brought down in time; 0 lets
    it finish. `shuffle` is the share of prompts whose slots stand in another order each
    time: it keeps a small data set from being learned by heart, and slows down a large
    one. `restart` throws an unfinished run in `output` away instead of going on.
    """

    data: Path
    output: Path
    base: str = ""
    config: str = "compact"
    epochs: float = 20
    minutes: float = 0
    batch: int = 64
    learning_rate: float = 1.5e-3
    shuffle: float = 1.0
    seed: int = 7
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Epoch:
    """One evaluation: losses in nats a token, rates between 0 and 1, BLEU to 100."""

    epoch: float
    step: int
    training_loss: float
    loss: float
    slot_error: float
    polarity_error: float
    bleu: float
    distinct_2: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training run came to. `history` has an entry for each evaluation."""

    steps: int
    minutes: float
    loss: float
    parameters: int
    history: tuple[Epoch, ...] = ()
