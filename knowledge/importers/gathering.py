"""Raw rows into checked records: what is wrong with each row, alone and beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from knowledge.importers import records
from knowledge.importers.checks import value_errors, variants_of
from knowledge.importers.interface import RawRow, Row
from knowledge.importers.product_names import ProductNames
from knowledge.importers.report import Finding, ImportReport, LeftOut, Remark, RowError
from knowledge.importers.schema import form_errors, unknown_fields
from knowledge.importers.variants import variant_errors, variant_warnings
from knowledge.model import Product, Review, ShopInfo, SizeChart

Record = Product | Review | ShopInfo | SizeChart

BUILDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "size_chart": records.size_chart,
    "product": records.product,
    "review": records.review,
}

# The field in which a row names a record of another kind.
REFERENCES = {"product": "size_chart", "review": "product_id"}


class Gathering:
    """Takes rows, gives records and keeps what was found. Records are told apart by kind and id.

    `stored` holds kind and id of what rows may refer to without being among them.
    """

    def __init__(self, stored: set[tuple[str, str]]) -> None:
        self._present = stored
        self._bad: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str], tuple[str, int, str]] = {}
        self._made = dict.fromkeys(["product", "variant", "size_chart", "review"], 0)
        self._imported = self._refused = self._left_out_rows = 0
        self._errors: list[RowError] = []
        self._warnings: list[Finding] = []
        self._left_out: list[LeftOut] = []
        self._names: ProductNames | None = None
        self._shop_name = ""

    def link(self, products: Iterable[Product]) -> None:
        """Find products of reviews also by SKU and title, from now on: `products` and new ones."""
        self._names = ProductNames(products)

    def refuse(self, error: RowError) -> None:
        """Keep an error of a whole file."""
        self._errors.append(error)

    def take(self, row: Row) -> Iterator[Record]:
        """The record that `row` makes, if it is right."""
        if isinstance(row, LeftOut):
            self._left_out.append(row)
            self._left_out_rows += row.rows
        elif isinstance(row, Remark):
            self._warnings.append(row)
        elif isinstance(row, RowError):
            self._refused += row.line > 0
            self._errors.append(row)
        else:
            yield from self._shop(row) if row.kind == "shop" else self._checked(self._linked(row))

    def _linked(self, row: RawRow) -> RawRow:
        """A review with the id of its product, or with the name that no product has."""
        if row.product is None or self._names is None:
            return row
        found, reason = self._names.find(row.product)
        named = found or next((text for _, text in row.product.names), "")
        errors = (row.error("product_id", f"{named!r} {reason}"),) if reason else ()
        value = row.value | {"product_id": named}
        return replace(row, value=value, errors=(*row.errors, *errors))

    def _checked(self, row: RawRow) -> Iterator[Record]:
        kind, errors = row.kind, list(row.errors)
        self._warnings += map(row.placed, unknown_fields(row, kind))
        found = [*form_errors(row, kind), *value_errors(row, kind), *self._repeated(row)]
        found += variant_errors(row) if kind == "product" and not found else ()
        reference = _reference(row)
        is_known = reference in self._present or reference in self._bad
        if reference and not is_known and not row.errors:
            reason = f"{reference[1]!r} is no known {reference[0].replace('_', ' ')}"
            found.append(RowError(row.file, row.line, REFERENCES[kind], reason))
        errors += map(row.placed, found)
        if errors:
            self._errors += errors
            self._refused += row.rows
            self._bad.add((kind, records.text(row.value.get("id"))))
        else:
            self._warnings += map(row.placed, variant_warnings(row) if kind == "product" else ())
            self._imported += row.rows
            yield from self._built(row, lost=bool(reference) and reference not in self._present)

    def _built(self, row: RawRow, *, lost: bool) -> Iterator[Record]:
        """The record of a good row; `lost`: what it refers to is a row with errors."""
        record = BUILDERS[row.kind](row.value)
        if lost:
            reason = "refers to a row with errors"
            self._warnings.append(RowError(row.file, row.line, REFERENCES[row.kind], reason))
            if row.kind == "review":
                return
            record = replace(record, size_chart=None)
        self._present.add((row.kind, record.id))
        self._made[row.kind] += 1
        if self._names is not None and isinstance(record, Product):
            self._names.add(record)
        self._made["variant"] += len(record.variants) if isinstance(record, Product) else 0
        yield record

    def _shop(self, row: RawRow) -> Iterator[Record]:
        if name := records.text(row.value.get("name")):
            self._shop_name = name
            yield records.shop(row.value)
        else:
            self._errors.append(RowError(row.file, row.line, "name", "is missing"))

    def _repeated(self, row: RawRow) -> Iterator[RowError]:
        """An error for each id and SKU that an earlier row has already."""
        keys = [(row.kind, "id", row.value.get("id"))]
        if row.kind == "product":
            skus = ((f"variants[{i}].sku", v.get("sku")) for i, v in variants_of(row.value))
            keys += [("sku", field, sku) for field, sku in skus]
        for name, field, value in keys:
            if isinstance(value, (str, int)) and (key := records.text(value)):
                here = (row.file, row.line_of(field), field)
                first = self._seen.setdefault((name, key), here)
                if first is not here:
                    reason = f"{key!r} is already at {first[0]}:{first[1]}"
                    yield RowError(row.file, row.line, field, reason)

    @property
    def failed(self) -> bool:
        """Whether an error was found so far."""
        return bool(self._errors)

    @property
    def rows_read(self) -> int:
        """How many rows of the files were taken so far."""
        return self._imported + self._refused + self._left_out_rows

    def report(self) -> ImportReport:
        """What was found so far."""
        return ImportReport(
            rows_read=self.rows_read,
            rows_imported=self._imported,
            rows_refused=self._refused,
            rows_left_out=self._left_out_rows,
            products=self._made["product"],
            variants=self._made["variant"],
            size_charts=self._made["size_chart"],
            reviews=self._made["review"],
            shop=self._shop_name,
            errors=tuple(self._errors),
            warnings=tuple(self._warnings),
            left_out=tuple(self._left_out),
        )


def _reference(row: RawRow) -> tuple[str, str] | None:
    """Kind and id of the record that `row` refers to."""
    field = REFERENCES.get(row.kind, "")
    value = row.value.get(field)
    named = records.text(value) if isinstance(value, (str, int)) else ""
    return (field.removesuffix("_id"), named) if named else None
