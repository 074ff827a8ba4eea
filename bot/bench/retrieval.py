"""Index and search at size, as tables: building, adding, whole calls, and vectors alone."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from bot.bench.adding import add_one, build_shop, open_searcher, queries, time_searches
from bot.bench.vectors import Timing, compare, grow
from indexes.encoder import Vectors, load_encoder
from indexes.local import LocalFiles
from indexes.shelf import BASE
from indexes.versions import current
from knowledge.settings import Settings

QUERIES = 300
SIZES = (10_000, 100_000, 1_000_000)


def measure_retrieval(
    console: Console, products: int = 100_000, sizes: Sequence[int] = SIZES
) -> None:
    """Build a shop of `products` invented products, then print all of it.

    100,000 products take a quarter of an hour on two cores, a million vectors another half.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        console.print(f"Importing and indexing {products:,} invented products …")
        cost = build_shop(folder, products)
        console.print(
            f"Index of {products:,} products: {cost.seconds / 60:.1f} minutes,"
            f" at most {decimal(cost.memory)} of memory"
        )
        searcher = open_searcher(folder)
        whole = time_searches(searcher, products, queries(QUERIES))
        console.print(
            f"Whole search among {products:,} products, encoding included:"
            f" p50 {whole.p50 * 1000:.1f} ms, p95 {whole.p95 * 1000:.1f} ms"
        )
        added = add_one(folder, searcher)
        console.print(
            f"One product added to {products:,}: found after {added.found:.1f} s"
            f" (import {added.imported.seconds:.1f} s, index {added.built.seconds:.1f} s)"
        )
        vectors = _vectors(folder)
    asked = load_encoder(Settings.from_env().encoder).encode(queries(QUERIES, seed=1))
    for size in sizes:
        show_timings(console, compare(grow(vectors, size), asked))


def show_timings(console: Console, timings: Sequence[Timing]) -> None:
    """One size: each way, and how many times as long as ours it takes."""
    ours = timings[-1]
    console.print(f"\n{ours.rows:,} vectors, one query at a time, ten nearest")
    table = Table()
    for column in ("", "p50 ms", "p95 ms", "p50 / ours", "recall@10", "build s", "memory"):
        table.add_column(column, justify="left" if not column else "right")
    for timing in timings:
        table.add_row(
            timing.name,
            f"{timing.p50 * 1000:.2f}",
            f"{timing.p95 * 1000:.2f}",
            f"{timing.p50 / ours.p50:.1f} x",
            f"{timing.recall:.3f}",
            f"{timing.build:.0f}",
            decimal(timing.memory),
        )
    console.print(table)


def _vectors(folder: Path) -> Vectors:
    """The shop's own vectors, those of its products when it was built."""
    version = current(Settings(data=str(folder)).index_dir)
    dense = LocalFiles().load(version / "product" / BASE)
    return dense.vectors(np.arange(dense.rows))
