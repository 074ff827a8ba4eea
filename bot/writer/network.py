"""Which network runs a model: on a GPU one whose steps are recorded."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from bot.writer.gpt2 import Network


def network_for(model: Any, rows: int) -> Network:
    """The fastest network for the model's device. Raises ModelError."""
    return (GraphNetwork if model.device.type == "cuda" else Network)(model, rows)


class GraphNetwork(Network):
    """Replays recorded steps (CUDA graphs): launching kernels from Python would take longer.

    A recording has fixed shapes: all places take part, used or not, so that a text's numbers
    do not depend on how many others there are. A window of the cache is recorded when it is
    first needed; windows double.
    """

    def __init__(self, model: Any, rows: int) -> None:
        super().__init__(model, rows)
        self._ids = torch.zeros(rows, dtype=torch.long, device=self.device)
        self._at = torch.zeros_like(self._ids)
        self._recorded: dict[int, tuple[torch.cuda.CUDAGraph, Tensor]] = {}

    def step(self, tokens: Tensor, lengths: Tensor, longest: int) -> Tensor:
        count = len(tokens)
        window = min(self.positions, max(64, 1 << longest.bit_length()))
        self._ids[:count] = tokens
        # A place that is not used writes to its first position, which a new text overwrites.
        self._at.zero_()
        self._at[:count] = lengths
        if window not in self._recorded:
            self._recorded[window] = self._record(window)
        graph, logits = self._recorded[window]
        graph.replay()
        return logits[:count].clone()

    def _record(self, window: int) -> tuple[torch.cuda.CUDAGraph, Tensor]:
        # Libraries choose and allocate in their first calls, which cannot be recorded.
        side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.logits(self._step(self._ids, self._at, window))
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            logits = self.logits(self._step(self._ids, self._at, window))
        return graph, logits
