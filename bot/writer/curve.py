"""The loss curve of a training run, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from bot.writer.plan import Epoch


def draw(history: Sequence[Epoch], path: Path) -> None:
    """Losses above, slot error and BLEU on held-out replies below, by step."""
    figure = Figure(figsize=(8, 6), layout="constrained")
    losses, rates = figure.add_subplot(2, 1, 1), figure.add_subplot(2, 1, 2)
    steps = [each.step for each in history]
    losses.plot(steps, [each.training_loss for each in history], label="training")
    losses.plot(steps, [each.loss for each in history], label="validation")
    losses.set_ylabel("loss, nats a token")
    losses.legend()
    rates.plot(steps, [100 * each.slot_error for each in history], color="tab:red")
    rates.set_ylabel("slot error, %", color="tab:red")
    rates.set_xlabel("step")
    bleu: Any = rates.twinx()
    bleu.plot(steps, [each.bleu for each in history], color="tab:green")
    bleu.set_ylabel("BLEU", color="tab:green")
    figure.savefig(path, dpi=100)
