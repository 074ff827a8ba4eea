"""Token ids in, token ids out: one batch of GPT-2 with a key-value cache.

Each row draws from a generator of its own, so that a row's text depends on its prompt,
its sampling and its seed, and not on who shares the batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from transformers import DynamicCache


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a row is drawn. `temperature` 0 takes the likeliest token each time."""

    max_tokens: int = 64
    temperature: float = 0.8
    top_p: float = 0.95
    seed: int = 0

    def candidate(self, number: int) -> Sampling:
        """The same with a seed of its own.

        Candidates of one request differ, and each is the same whenever it is asked for.
        """
        return replace(self, seed=self.seed * 1_000_003 + number)


@dataclass(frozen=True, slots=True)
class Row:
    """One text to write: the prompt's token ids and how to draw."""

    prompt: tuple[int, ...]
    sampling: Sampling


class Batch:
    """Rows written side by side; each `step` gives every unfinished row a token."""

    def __init__(self, model: Any, rows: Sequence[Row], end: int) -> None:
        self._model = model
        self._end = end
        self._rows = rows
        self._width = max(len(row.prompt) for row in rows)
        self._steps = 0
        self.finished = [False] * len(rows)
        # Which row stands at each place of the tensors; finished rows are taken out.
        self._places = list(range(len(rows)))
        self._cache = DynamicCache(config=model.config)
        device = model.device
        samplings = [row.sampling for row in rows]
        longest = max(sampling.max_tokens for sampling in samplings)
        self._temperature = _column([s.temperature for s in samplings], device)
        self._top_p = _column([s.top_p for s in samplings], device)
        self._draws = torch.stack([_draws(s.seed, longest) for s in samplings]).to(device)
        self._mask, self._positions, ids = self._lay_out(longest)
        self._logits = self._forward(ids, self._causal(), self._positions)

    def step(self) -> list[int | None]:
        """The next token of each row (shape: rows), None for rows that are finished.

        A row is finished after its end token, which is not returned, and after
        `max_tokens` tokens.
        """
        tokens = _sample(
            self._logits, self._temperature, self._top_p, self._draws[:, self._steps, None]
        )
        self._steps += 1
        given: list[int | None] = [None] * len(self._rows)
        for at, token in zip(self._places, tokens.flatten().tolist(), strict=True):
            if not self.finished[at] and token != self._end:
                given[at] = token
            if token == self._end or self._steps >= self._rows[at].sampling.max_tokens:
                self.finished[at] = True
        if not all(self.finished):
            tokens = self._without_finished(tokens)
            self._logits = self._forward(
                tokens,
                self._mask[:, None, None, : self._width + self._steps],
                self._positions[:, -1:] + self._steps,
            )
        return given

    def drop(self, at: int) -> None:
        """Give up row `at`: nobody waits for it any more."""
        self.finished[at] = True

    def _without_finished(self, tokens: torch.Tensor) -> torch.Tensor:
        """Take finished rows out once they are a quarter: less would not pay the copying."""
        kept = [place for place, at in enumerate(self._places) if not self.finished[at]]
        if 4 * len(kept) > 3 * len(self._places):
            return tokens
        index = torch.tensor(kept, device=tokens.device)
        self._cache.batch_select_indices(index)
        self._places = [self._places[place] for place in kept]
        self._mask, self._positions = self._mask[index], self._positions[index]
        self._temperature, self._top_p = self._temperature[index], self._top_p[index]
        self._draws = self._draws[index]
        return tokens[index]

    def _lay_out(self, longest: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        device = self._model.device
        pads = torch.tensor([self._width - len(row.prompt) for row in self._rows], device=device)
        ids = torch.tensor(
            [
                [self._end] * (self._width - len(row.prompt)) + list(row.prompt)
                for row in self._rows
            ],
            device=device,
        )
        slots = torch.arange(self._width + longest, device=device)
        hidden = slots[None, :] < pads[:, None]
        mask = torch.zeros(hidden.shape, dtype=self._model.dtype, device=device)
        mask.masked_fill_(hidden, torch.finfo(mask.dtype).min)
        positions = (slots[None, : self._width] - pads[:, None]).clamp(min=0)
        return mask, positions, ids

    def _causal(self) -> torch.Tensor:
        lowest = torch.finfo(self._mask.dtype).min
        square = torch.full((self._width, self._width), lowest, device=self._mask.device)
        return torch.maximum(
            square.triu(1)[None, None] + self._mask[:, None, None, : self._width],
            torch.tensor(lowest, device=self._mask.device),
        ).to(self._mask.dtype)

    def _forward(
        self, ids: torch.Tensor, mask: torch.Tensor, positions: torch.Tensor
    ) -> torch.Tensor:
        out = self._model(
            ids,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=self._cache,
            use_cache=True,
            logits_to_keep=1,
        )
        logits: torch.Tensor = out.logits[:, -1].float()
        return logits


@torch.inference_mode()
def decode(model: Any, rows: Sequence[Row], end: int) -> list[list[int]]:
    """Write all rows and return their token ids (without the end token)."""
    texts: list[list[int]] = [[] for _ in rows]
    for tokens in _steps(Batch(model, rows, end)):
        for text, token in zip(texts, tokens, strict=True):
            if token is not None:
                text.append(token)
    return texts


def _steps(batch: Batch) -> Iterator[list[int | None]]:
    while not all(batch.finished):
        yield batch.step()


def _column(values: Sequence[float], device: torch.device) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32, device=device)[:, None]


def _draws(seed: int, count: int) -> torch.Tensor:
    # On the CPU, so that a seed means the same on every device.
    return torch.rand(count, generator=torch.Generator().manual_seed(seed % 2**63))


def _sample(
    logits: torch.Tensor, temperature: torch.Tensor, top_p: torch.Tensor, draw: torch.Tensor
) -> torch.Tensor:
    """Nucleus sampling by inverse transform; shapes: (rows, vocabulary) to (rows, 1)."""
    warm = (logits / temperature.clamp(min=1e-3)).softmax(-1)
    chances, order = warm.sort(descending=True, stable=True)
    reached = chances.cumsum(-1)
    kept = ((reached - chances) < top_p).sum(-1, keepdim=True).clamp(min=1)
    total = reached.gather(-1, kept - 1)
    pick = (reached < draw * total).sum(-1, keepdim=True)
    pick = torch.minimum(pick, kept - 1)
    pick = torch.where(temperature > 0, pick, 0)
    return order.gather(-1, pick)
