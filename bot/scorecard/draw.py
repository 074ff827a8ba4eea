"""Drawing what a question is about and how it is put; the same seed draws the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.scorecard.model import Question
from bot.scorecard.records import Records
from bot.scorecard.typing_errors import typed
from knowledge.model import Product

Wordings = Sequence[str]
T = TypeVar("T")


@dataclass(frozen=True)
class Draw:
    """One source of chance over one shop's records."""

    records: Records
    rng: random.Random

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Those that a question can name: no other product has the same title."""
        titles = Counter(product.title.casefold() for product in self.records.products)
        return tuple(p for p in self.records.products if titles[p.title.casefold()] == 1)

    def product(self, fits: Callable[[Product], bool] = lambda _: True) -> Product | None:
        """Any product of which `fits` holds."""
        return self.one([product for product in self.products if fits(product)])

    def one(self, options: Sequence[T]) -> T | None:
        """One of `options`, or ``None`` of none."""
        return self.rng.choice(options) if options else None

    def chance(self, share: float) -> bool:
        """True in this share of all draws."""
        return self.rng.random() < share

    def say(self, wordings: Wordings, keep: Collection[str] = (), **values: str) -> str:
        """One of the wordings with its values, typed as people type.

        No slip of the finger touches a value of `keep`.
        """
        return typed(self.rng.choice(wordings).format(**values), self.rng, keep)


Maker = Callable[[Draw], Question | None]
