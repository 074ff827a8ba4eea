"""The native catalogue: products, size charts, reviews and what the shop says of itself.

A path is a file of products, or a folder with `catalog.*` and, if there, `size_charts.*`,
`reviews.*` and `shop.yaml`. Files end in .jsonl, .json (an array) or .yaml (a list).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.importers import records
from knowledge.importers.checks import value_errors, variants_of
from knowledge.importers.files import RawRow, read_mapping, read_rows
from knowledge.importers.report import ImportReport, RowError
from knowledge.importers.schema import form_errors, unknown_fields
from knowledge.importers.variants import variant_errors, variant_warnings
from knowledge.model import Catalog

SUFFIXES = (".jsonl", ".ndjson", ".json", ".yaml", ".yml")

# What the rows of a file are, by its name; any other name holds products. In the order in
# which rows refer to each other.
KINDS = {"shop": "shop", "size_charts": "size_chart", "catalog": "product", "reviews": "review"}

BUILDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "size_chart": records.size_chart,
    "product": records.product,
    "review": records.review,
}


# The field in which a row names a record of another kind.
REFERENCES = {"product": "size_chart", "review": "product_id"}


def read_native(
    paths: Sequence[Path],
    *,
    known_charts: Collection[str] = (),
    known_products: Collection[str] = (),
) -> tuple[Catalog, ImportReport]:
    """Read all that `paths` hold; the catalogue has the good rows only.

    `known_…` are ids in the store that rows may refer to as well.
    """
    stored = {("size_chart", chart) for chart in known_charts}
    importer = _Importer(stored | {("product", product) for product in known_products})
    files = [(kind, file) for path in paths for kind, file in importer.files(path)]
    for kind in KINDS.values():
        for of_kind, file in files:
            if of_kind == kind:
                importer.read(kind, file)
    return importer.catalog(), importer.report()


class _Importer:
    """Collects good records and errors. Records are told apart by kind and id."""

    def __init__(self, stored: set[tuple[str, str]]) -> None:
        self._present = stored
        self._bad: set[tuple[str, str]] = set()
        self._good: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS.values()}
        self._seen: dict[tuple[str, str], str] = {}
        self._errors: list[RowError] = []
        self._warnings: list[RowError] = []
        self._rows_read = 0

    def files(self, path: Path) -> list[tuple[str, Path]]:
        """The files that `path` stands for, each with what its rows are."""
        if not path.is_dir():
            return [(KINDS.get(path.stem, "product"), path)]
        found = [p for p in sorted(path.iterdir()) if p.suffix.lower() in SUFFIXES]
        files = [(KINDS[p.stem], p) for p in found if p.stem in KINDS]
        if "product" not in dict(files):
            self._errors.append(RowError(str(path), 0, "", "holds no catalog.jsonl"))
        return files

    def read(self, kind: str, file: Path) -> None:
        """Take in one file."""
        if kind == "shop":
            self._add_shop(read_mapping(file))
            return
        for row in read_rows(file):
            self._rows_read += 1
            if isinstance(row, RowError):
                self._errors.append(row)
            else:
                self._add(kind, row)

    def _add(self, kind: str, row: RawRow) -> None:
        self._warnings += unknown_fields(row, kind)
        errors = [*form_errors(row, kind), *value_errors(row, kind), *self._repeated(kind, row)]
        errors += variant_errors(row) if kind == "product" and not errors else ()
        reference = self._reference(kind, row)
        if reference and reference not in self._present | self._bad:
            reason = f"{reference[1]!r} is no known {reference[0].replace('_', ' ')}"
            errors.append(RowError(row.file, row.line, REFERENCES[kind], reason))
        self._errors += errors
        if errors:
            self._bad.add((kind, records.text(row.value.get("id"))))
        else:
            self._warnings += variant_warnings(row) if kind == "product" else ()
            self._keep(kind, row, lost=bool(reference) and reference not in self._present)

    def _keep(self, kind: str, row: RawRow, *, lost: bool) -> None:
        """Keep a good row; `lost`: what it refers to is a row with errors of its own."""
        record = BUILDERS[kind](row.value)
        if lost:
            reason = "refers to a row with errors"
            self._warnings.append(RowError(row.file, row.line, REFERENCES[kind], reason))
            if kind == "review":
                return
            record = replace(record, size_chart=None)
        self._good[kind][record.id] = record
        self._present.add((kind, record.id))

    def _reference(self, kind: str, row: RawRow) -> tuple[str, str] | None:
        """Kind and id of the record that `row` refers to."""
        field = REFERENCES.get(kind, "")
        value = row.value.get(field)
        named = records.text(value) if isinstance(value, (str, int)) else ""
        return (field.removesuffix("_id"), named) if named else None

    def _add_shop(self, row: RawRow | RowError) -> None:
        if isinstance(row, RawRow) and not records.text(row.value.get("name")):
            row = RowError(row.file, row.line, "name", "is missing")
        if isinstance(row, RowError):
            self._errors.append(row)
        else:
            self._good["shop"]["shop"] = records.shop(row.value)

    def _repeated(self, kind: str, row: RawRow) -> Iterator[RowError]:
        """An error for each id and SKU that an earlier row has already."""
        keys = [(kind, "id", row.value.get("id"))]
        if kind == "product":
            keys += [
                ("sku", f"variants[{i}].sku", variant.get("sku"))
                for i, variant in variants_of(row.value)
            ]
        for name, field, value in keys:
            if isinstance(value, (str, int)) and (key := records.text(value)):
                first = self._seen.setdefault((name, key), f"{row.file}:{row.line} {field}")
                if first != f"{row.file}:{row.line} {field}":
                    place = first.removesuffix(f" {field}")
                    yield RowError(row.file, row.line, field, f"{key!r} is already at {place}")

    def catalog(self) -> Catalog:
        """The good records."""
        good = {kind: tuple(records.values()) for kind, records in self._good.items()}
        shop = good["shop"][0] if good["shop"] else None
        return Catalog(good["product"], good["size_chart"], good["review"], shop)

    def report(self) -> ImportReport:
        products = self._good["product"].values()
        return ImportReport(
            rows_read=self._rows_read,
            products=len(products),
            variants=sum(len(product.variants) for product in products),
            size_charts=len(self._good["size_chart"]),
            reviews=len(self._good["review"]),
            errors=tuple(self._errors),
            warnings=tuple(self._warnings),
        )
