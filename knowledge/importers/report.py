"""What an import tells its user: what was read, what is wrong and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowError:
    """Something wrong in one row.

    `line` counts from 1, 0 where the whole file is meant. `field` is a path such as
    "variants[2].price", or the column of a table; empty where the whole row is meant.
    """

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field} {self.reason}" if self.field else f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a catalogue import read. The counts are of good rows only."""

    rows_read: int = 0
    products: int = 0
    variants: int = 0
    size_charts: int = 0
    reviews: int = 0
    errors: tuple[RowError, ...] = ()
    warnings: tuple[RowError, ...] = ()
