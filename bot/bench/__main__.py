"""`python -m bot.bench`: speed beside peers, on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

TURNS = 56


def _turns(console: Console, *, quick: bool) -> None:
    from bot.bench.turns import measure_turns

    measure_turns(console, TURNS // 2 if quick else TURNS)


def _writer(console: Console, *, quick: bool) -> None:
    from bot.bench.writer import measure

    measure(console, requests=64 if quick else 256, threads=1, peer=True)


def _imports(console: Console, *, quick: bool) -> None:
    from bot.bench.importing import measure_imports, show_imports

    products = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        show_imports(console, products, measure_imports(Path(folder), products))


def _search(console: Console, *, quick: bool) -> None:
    from bot.bench.retrieval import measure_retrieval

    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    measure_retrieval(console, products=10_000 if quick else 100_000, sizes=sizes)


def _encoding(console: Console, *, quick: bool) -> None:
    from bot.bench.encoding import measure_encoding, show_encoding

    show_encoding(console, measure_encoding(texts=128 if quick else 512))


def _channels(console: Console, *, quick: bool) -> None:
    from bot.bench.acknowledging import measure_acknowledging

    measure_acknowledging(console, events=300 if quick else 1500)


PARTS: dict[str, Callable[..., None]] = {
    "turns": _turns,
    "writer": _writer,
    "encoding": _encoding,
    "imports": _imports,
    "search": _search,
    "channels": _channels,
}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--quick", is_flag=True, help="Smaller sizes: minutes instead of more than an hour.")
def main(parts: tuple[str, ...], quick: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Measure PARTS by name, all of them by default.

    Example: python -m bot.bench writer --quick
    """
    console = Console(highlight=False)
    for name in parts or PARTS:
        PARTS[name](console, quick=quick)


if __name__ == "__main__":
    main()
