"""What a training run is asked to do, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train and how. `minutes` stops the training early; 0 lets it finish."""

    data: Path
    output: Path
    base: str = ""
    config: str = "compact"
    epochs: float = 20
    minutes: float = 0
    batch: int = 64
    learning_rate: float = 1e-3
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training run came to."""

    steps: int
    minutes: float
    loss: float
    parameters: int
