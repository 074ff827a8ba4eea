"""What an import tells its user: what was read, what is wrong and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say of one row.

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
class RowError(Finding):
    """Something wrong: the row is refused."""


@dataclass(frozen=True, slots=True)
class Remark(Finding):
    """Something that the user should know of a row that is imported all the same."""


@dataclass(frozen=True, slots=True)
class LeftOut(Finding):
    """Rows that are right but not for the shop's assistant, such as a draft.

    `rows` is how many rows of the file are meant, from `line` on.
    """

    rows: int = 1


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a catalogue import read. The counts of records are of good rows only.

    `rows_read` is `rows_imported` + `rows_refused` + `rows_left_out`, all counted as rows of
    the files, of which a product may take several. `shop` is the name in the shop's own file,
    "" where none was read.
    """

    rows_read: int = 0
    rows_imported: int = 0
    rows_refused: int = 0
    rows_left_out: int = 0
    products: int = 0
    variants: int = 0
    size_charts: int = 0
    reviews: int = 0
    shop: str = ""
    errors: tuple[RowError, ...] = ()
    warnings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
