"""The benchmark's figures as tables."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bot.bench.stats import Latency, Split


def show_latency(console: Console, title: str, ours: Latency, bare: Latency) -> None:
    """Ours, bare Rasa's, and how many times as long ours takes."""
    console.print(f"\n{title} ({ours.turns} turns)")
    table = Table()
    for column in ("", "p50 ms", "p95 ms", "mean ms", "turns/s"):
        table.add_column(column, justify="left" if not column else "right")
    for name, row in (("shopbot", ours), ("bare Rasa", bare)):
        table.add_row(name, ms(row.p50), ms(row.p95), ms(row.mean), f"{row.rate:.1f}")
    ratios = (ours.p50 / bare.p50, ours.p95 / bare.p95, ours.mean / bare.mean)
    table.add_row(
        "ratio", *(f"{ratio:.1f} x" for ratio in ratios), f"{ours.rate / bare.rate:.2f} x"
    )
    console.print(table)


def show_split(console: Console, title: str, parts: Split) -> None:
    """Where a turn's mean time goes. NLU that was not measured is part of the rest."""
    named = {
        "NLU": parts.nlu,
        "retrieval": parts.retrieval,
        "writer": parts.writer,
        "rest" if parts.nlu else "NLU, waiting, rest": parts.rest,
    }
    total = sum(named.values()) or 1.0
    console.print(f"\n{title}")
    table = Table()
    table.add_column("")
    table.add_column("mean ms", justify="right")
    table.add_column("share", justify="right")
    for name, seconds in named.items():
        if seconds:
            table.add_row(name, ms(seconds), f"{seconds / total:.0%}")
    console.print(table)


def ms(seconds: float) -> str:
    """Seconds as whole milliseconds."""
    return f"{seconds * 1000:.0f}"
