"""How long imports of a catalogue take, and how much memory, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bench.catalogs import write
from knowledge.settings import PROJECT


@dataclass(frozen=True, slots=True)
class Import:
    """One run of `shopbot catalog import`: wall time and the process's peak memory."""

    title: str
    seconds: float
    peak_bytes: int


def measure_imports(folder: Path, products: int, *, url: str = "") -> tuple[Import, ...]:
    """Import `products` invented products into a new store, the same again, and others.

    `folder` takes the files; `url` is the database's, by default a SQLite file in `folder`.
    Raises RuntimeError, with what the import printed, where one fails.
    """
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    write(first, products)
    write(second, products, seed=1)
    env = {"SHOPBOT_DATA": str(folder), "SHOPBOT_DATABASE_URL": url}
    return tuple(
        _timed(title, ["catalog", "import", str(file), "--replace"], env)
        for title, file in (
            ("into an empty store", first),
            ("the same again", first),
            ("with every product changed", second),
        )
    )


def show_imports(console: Console, products: int, imports: Sequence[Import]) -> None:
    """The figures as a table."""
    console.print(f"\nImport of {products:,} products")
    table = Table()
    for column in ("", "seconds", "products/s", "peak MB"):
        table.add_column(column, justify="left" if not column else "right")
    for row in imports:
        rate = f"{products / row.seconds:,.0f}"
        table.add_row(row.title, f"{row.seconds:.1f}", rate, f"{row.peak_bytes / 1e6:,.0f}")
    console.print(table)


def _timed(title: str, arguments: Sequence[str], env: Mapping[str, str]) -> Import:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=PROJECT, env=os.environ | env, stdout=said, stderr=said
        )
        # The only wait that tells one child's memory from that of all others.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"import {title} failed: {said.read().strip()}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Import(title, time.perf_counter() - started, usage.ru_maxrss * unit)
