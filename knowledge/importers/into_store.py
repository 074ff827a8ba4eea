"""Files into the store: checked while they are read, and written only if they are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from knowledge.changes import Changes
from knowledge.importers.catalog import Importer, Known
from knowledge.importers.interface import Options
from knowledge.importers.report import ImportReport
from knowledge.model import Product, Review, ShopInfo, SizeChart
from knowledge.store import Store

# Records in memory at a time.
BATCH = 500

# Each kind after those that it refers to, and not by turns: the store writes kind by kind.
ORDER = (ShopInfo, SizeChart, Product, Review)


class RefusedError(Exception):
    """The files have errors, so nothing was changed; `report` names them."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(f"{len(report.errors)} errors")
        self.report = report


def import_files(
    store: Store,
    paths: Sequence[Path],
    options: Options,
    *,
    form: str = "auto",
    replace: bool = False,
    skip_bad: bool = False,
    progress: Callable[[int], None] = lambda _rows: None,
) -> tuple[ImportReport, Changes]:
    """Read all that `paths` hold into `store`, in one transaction.

    `progress` is told from time to time how many rows were read. Raises RefusedError, with
    nothing changed, where a row is bad (with `skip_bad`: where no row is good), and StoreError
    where a SKU belongs to another product of the store.
    """
    with store.importing(replace=replace) as begun:
        products = tuple if replace else store.each_product
        known = Known(begun.known_size_charts, begun.known_products, products)
        importer = Importer(options, known, form=form)
        records = importer.records(paths)
        while batch := list(islice(records, BATCH)):
            # After an error the rest is read for its errors only.
            if skip_bad or not importer.failed:
                begun.add(sorted(batch, key=lambda record: ORDER.index(type(record))))
            progress(importer.rows_read)
        report = importer.report()
        good = report.products or report.size_charts or report.reviews
        if not good or (report.errors and not skip_bad):
            raise RefusedError(report)
    return report, begun.changes
