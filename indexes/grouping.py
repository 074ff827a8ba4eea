"""Texts that mean the same, put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexes.encoder import Vectors

# Of 37 questions in 13 groups, pairs put together were right 100 % of the time and 90 % of
# the pairs were found; at .40 88 % and 94 %, at .50 100 % and 65 %.
ALIKE = 0.45
"""Cosine to a group's mean from which a text belongs to it."""


def group(vectors: Vectors, weights: Sequence[int], alike: float = ALIKE) -> list[list[int]]:
    """Rows of `vectors` (unit length, shape (n, d)) in groups, the heaviest group first.

    One pass, heaviest row first: a row joins the group whose mean it is nearest to, or begins
    one (the leader algorithm; Hartigan, Clustering Algorithms, 1975). Within a group the rows
    stand by weight. Takes n times the number of groups.
    """
    order = sorted(range(len(vectors)), key=lambda row: -weights[row])
    means = np.zeros_like(vectors)
    sums = np.zeros_like(vectors)
    groups: list[list[int]] = []
    for row in order:
        near = means[: len(groups)] @ vectors[row]
        best = int(near.argmax()) if groups else 0
        if not groups or near[best] < alike:
            best = len(groups)
            groups.append([])
        groups[best].append(row)
        sums[best] += vectors[row] * weights[row]
        means[best] = sums[best] / np.linalg.norm(sums[best])
    return sorted(groups, key=lambda rows: -sum(weights[row] for row in rows))
