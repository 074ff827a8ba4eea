"""Files of any form into checked records, and a report of what was found in them.

A path is a file, or a folder with `catalog.*` and, if there, `size_charts.*`, `reviews.*`
and `shop.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers import native
from knowledge.importers.forms import FORMS, form_of
from knowledge.importers.gathering import Gathering, Record
from knowledge.importers.interface import Form, Options
from knowledge.importers.report import ImportReport, RowError
from knowledge.model import Catalog, Product, Review, ShopInfo, SizeChart

# What a folder may hold its catalogue and reviews in.
SUFFIXES = (*native.SUFFIXES, ".csv", ".tsv", ".txt", ".xml")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds that rows may refer to: ids, and products by whatever name."""

    charts: Collection[str] = ()
    product_ids: Collection[str] = ()
    products: Callable[[], Iterable[Product]] = tuple


NOTHING = Known()


def read_catalog(
    paths: Sequence[Path],
    *,
    form: str = "auto",
    options: Options | None = None,
    known: Known = NOTHING,
) -> tuple[Catalog, ImportReport]:
    """Read all that `paths` hold into memory; the catalogue has the good rows only.

    `form` is a name of `FORMS`, or "auto".
    """
    importer = Importer(options or Options(), known, form=form)
    records = list(importer.records(paths))
    shops = [record for record in records if isinstance(record, ShopInfo)]
    catalog = Catalog(
        tuple(record for record in records if isinstance(record, Product)),
        tuple(record for record in records if isinstance(record, SizeChart)),
        tuple(record for record in records if isinstance(record, Review)),
        shops[0] if shops else None,
    )
    return catalog, importer.report()


class Importer:
    """Reads files of any form, one record at a time."""

    def __init__(self, options: Options, known: Known = NOTHING, *, form: str = "auto") -> None:
        stored = {("size_chart", chart) for chart in known.charts}
        self._gathering = Gathering(
            stored | {("product", product) for product in known.product_ids}
        )
        self._known = known
        self._options = options
        self._form = form

    @property
    def failed(self) -> bool:
        """Whether an error was found so far."""
        return self._gathering.failed

    @property
    def rows_read(self) -> int:
        """How many rows of the files were read so far."""
        return self._gathering.rows_read

    def records(self, paths: Sequence[Path]) -> Iterator[Record]:
        """The good records of all `paths`, each after those that it refers to."""
        files = [file for path in paths for file in self._files(path)]
        if any(form.kind == "review" for form, _ in files):
            self._gathering.link(self._known.products())
        order = list(native.KINDS.values())
        for form, file in sorted(files, key=lambda found: order.index(_kind(*found))):
            if form.needs_currency and not self._options.currency:
                reason = "is not in the file: give it with --currency EUR, or set SHOPBOT_CURRENCY"
                self._gathering.refuse(RowError(str(file), 0, "currency", reason))
                continue
            for row in form.read(file, self._options):
                yield from self._gathering.take(row)

    def report(self) -> ImportReport:
        """What was found in the records taken so far."""
        return self._gathering.report()

    def _files(self, path: Path) -> Iterator[tuple[Form, Path]]:
        """The files that `path` stands for, each with its form."""
        files = _in_folder(path) if path.is_dir() else [path]
        if path.is_dir() and "product" not in map(native.kind_of, files):
            self._gathering.refuse(
                RowError(str(path), 0, "", "holds no catalog.jsonl: name its files instead")
            )
        for file in files:
            form = form_of(file) if self._form == "auto" else FORMS[self._form]
            if isinstance(form, RowError):
                self._gathering.refuse(form)
            else:
                yield form, file


def _in_folder(folder: Path) -> list[Path]:
    found = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in SUFFIXES]
    return [p for p in found if p.stem in native.KINDS]


def _kind(form: Form, file: Path) -> str:
    return native.kind_of(file) if form.name == "native" else form.kind
