"""What a message names, and where in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexes.denial import is_denied


@dataclass(frozen=True, slots=True)
class Span:
    """One detail: `text[start:end]` says `value`, written canonically.

    `role` tells what the detail is for ("max", "EU", "chest"), `group` the unit or the
    currency as far as it was said.
    """

    entity: str
    start: int
    end: int
    value: str
    role: str | None = None
    group: str | None = None


def without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Keep the earlier-listed of two overlapping spans; return them in text order."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        positions = range(span.start, span.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


def wanted(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that the shopper does not rule out."""
    return (span for span in spans if not is_denied(text, span.start))
