"""Token ids in, token ids out, for any number of rows at once and no server."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from bot.writer.batch import Batch, Row, Sampling
from bot.writer.network import network_for

__all__ = ["Row", "Sampling", "decode"]

SIDE_BY_SIDE = 64
# Prompts that are read in one pass: more would hold the running rows up.
JOIN_AT_ONCE = 16


def decode(model: Any, rows: Sequence[Row], end: int) -> list[list[int]]:
    """Write all rows and return their token ids (without the end token).

    Raises ModelError where the model is no GPT-2.
    """
    texts: list[list[int]] = [[] for _ in rows]
    if not rows:
        return texts
    batch: Batch[int] = Batch(network_for(model, min(len(rows), SIDE_BY_SIDE)), end)
    waiting = iter(enumerate(rows))
    while True:
        joining = dict(islice(waiting, min(batch.room, JOIN_AT_ONCE)))
        drawn = batch.join(joining) if joining else []
        if not drawn and not len(batch):
            return texts
        for given in drawn or batch.step():
            if given.token:
                texts[given.key].append(given.token.token)
