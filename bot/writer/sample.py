"""How a token is chosen from logits: nucleus sampling by inverse transform."""

from __future__ import annotations

import torch
from torch import Tensor

# The nucleus of a trained model is small: sorting the whole vocabulary takes ten times as long.
_LIKELY = 32


def draws(seed: int, count: int) -> Tensor:
    """`count` numbers in [0, 1), the same for a seed on every device."""
    numbers = torch.rand(count, generator=torch.Generator().manual_seed(seed % 2**63))
    # So that a draw times a sum of float32 stays below that sum.
    return numbers.clamp_(max=1 - 2**-23)


def sample(logits: Tensor, temperature: Tensor, top_p: Tensor, draw: Tensor) -> Tensor:
    """A token for each row; `temperature` 0 takes the likeliest.

    Keeps the smallest set of likeliest tokens whose chances reach `top_p` (Holtzman et al.
    2020, "The Curious Case of Neural Text Degeneration"), and any of the same chance as the
    last of them. Shapes: (rows, vocabulary) and three of (rows, 1) to (rows); `draw` is in
    [0, 1).
    """
    chances = (logits / temperature.clamp(min=1e-3)).softmax(-1)
    kept = chances.where(chances >= _floor(chances, top_p), 0)
    reached = kept.cumsum(-1)
    drawn = (reached <= draw * reached[:, -1:]).sum(-1)
    return torch.where(temperature[:, 0] > 0, drawn, logits.argmax(-1))


def _floor(chances: Tensor, top_p: Tensor) -> Tensor:
    """The smallest chance within each row's nucleus; shape (rows, 1)."""
    likely = chances.topk(min(_LIKELY, chances.shape[-1])).values
    everything = top_p >= 1
    floor = _last(likely, top_p).masked_fill_(everything, 0)
    wide = ~everything[:, 0] & (likely.sum(-1) < top_p[:, 0])
    if bool(wide.any()):
        floor[wide] = _last(chances[wide].sort(descending=True).values, top_p[wide])
    return floor


def _last(falling: Tensor, top_p: Tensor) -> Tensor:
    """The first of falling chances with which their sum reaches `top_p`, row by row."""
    before = falling.cumsum(-1) - falling
    return falling.gather(-1, (before < top_p).sum(-1, keepdim=True).clamp(min=1) - 1)
