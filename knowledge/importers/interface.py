"""What a foreign form is made of: a look at the file, and rows in the native form.

A form is one module with `recognises(sample)` and `read(path, options)`, listed in
`forms.py`. It translates; whether a row is right is checked for all forms alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from knowledge.importers.report import Finding, LeftOut, Remark, RowError

F = TypeVar("F", bound=Finding)

VARIANT = re.compile(r"variants\[(\d+)\]")

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ProductReference:
    """What the file of a review calls its product, the surest name first.

    `names` are pairs of a kind ("id", "sku", "barcode", "url", "title") and a text.
    """

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record as native.schema.json describes it, not checked yet.

    `rows` is how many rows of the file it was made of, 0 for a part of a row that counts by
    itself. For the words of an error: `variant_lines` has the line of each variant, where they
    have lines of their own, and `columns` maps a native field without its numbers
    ("variants.price") to what the file calls it ("Variant Price"). `errors` is what was wrong
    already while it was translated; a row with errors is refused.
    """

    file: str
    line: int
    value: dict[str, Any]
    kind: str = "product"
    rows: int = 1
    variant_lines: tuple[int, ...] = ()
    columns: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS)
    errors: tuple[RowError, ...] = ()
    product: ProductReference | None = None

    def error(self, field: str, reason: str) -> RowError:
        """An error at a native field of this row, at the line and column of the file."""
        return self.placed(RowError(self.file, self.line, field, reason))

    def placed(self, finding: F) -> F:
        """`finding`, which names a native field of this row, at its place in the file."""
        name = re.sub(r"\[\d+\]", "", finding.field)
        column = self.columns.get(name, finding.field)
        return replace(finding, line=self.line_of(finding.field), field=column)

    def line_of(self, field: str) -> int:
        """The line of the file that a native field of this row stands in."""
        match = VARIANT.match(field)
        number = int(match[1]) if match else len(self.variant_lines)
        return self.variant_lines[number] if number < len(self.variant_lines) else self.line


Row = RawRow | RowError | LeftOut | Remark
Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, to tell its form by.

    `suffix` is lower-case with its dot, `head` the first 64 KiB as text. `columns` are the
    header row of a table or the fields of the first JSON or YAML object, lower-cased; empty
    where there is neither.
    """

    path: Path
    suffix: str
    head: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What the files themselves do not say.

    `currency` is an ISO 4217 code or empty, `mapping` the file that `--map` names, `now`
    the time at which a sale must be running for its price to count.
    """

    currency: str = ""
    mapping: Path | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file that can be imported.

    `label` is its name for people. `kind` is what its rows are ("product" or "review").
    `needs_currency`: its files never say in which currency the prices are.
    """

    name: str
    label: str
    recognises: Callable[[Sample], bool]
    read: Callable[[Path, Options], Rows]
    kind: str = "product"
    needs_currency: bool = False
