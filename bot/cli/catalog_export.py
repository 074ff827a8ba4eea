"""`shopbot catalog export` and `show`: what the store holds, in the form that imports read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, Any

import click
import yaml
from rich.console import Console
from rich.progress import track

from bot.cli.reporting import plain_errors
from knowledge import exports
from knowledge.model import Product, Review, ShopInfo, SizeChart
from knowledge.settings import Settings
from knowledge.store import Store

ToRow = Callable[[Any], dict[str, Any]]

# In a folder, each kind of record has the file that an import looks for.
FILES: dict[type, tuple[str, ToRow]] = {
    ShopInfo: ("shop.yaml", exports.shop),
    SizeChart: ("size_charts.jsonl", exports.size_chart),
    Product: ("catalog.jsonl", exports.product),
    Review: ("reviews.jsonl", exports.review),
}


@click.command("export")
@click.argument("path", metavar="FOLDER|FILE.jsonl|-", type=click.Path(path_type=Path))
def export(path: Path) -> None:
    """Write the catalogue in the native form, as `shopbot catalog import` reads it.

    A folder gets everything: products, size charts, reviews and the shop's name. A file, or -
    for the standard output, gets the products alone, one a line.

    Example: shopbot catalog export backup && shopbot catalog import backup --replace
    """
    with plain_errors(), closing(_store()) as store:
        if str(path) == "-":
            with click.open_file("-", "w", encoding="utf-8") as file:
                _write_lines(file, _progress(store, store.each_product()))
        elif path.suffix.lower() in {".jsonl", ".ndjson"}:
            _write_file(path, store)
        else:
            _write_folder(path, store)


@click.command("show")
@click.argument("id", metavar="ID")
def show(id: str) -> None:
    """Print one product of the store as JSON, with its reviews.

    Example: shopbot catalog show trail-runner-2
    """
    with plain_errors(), closing(_store()) as store:
        found = store.product(id)
        if found is None:
            raise click.ClickException(
                f"there is no product {id!r}: `shopbot search` finds the ids of products"
            )
        reviews = [exports.review(review) for review in store.reviews(id)]
    shown = exports.product(found) | ({"reviews": reviews} if reviews else {})
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False))


def _store() -> Store:
    return Store(Settings.from_env().database_url, must_exist=True)


def _progress(store: Store, records: Iterable[Any]) -> Iterator[Any]:
    counts = store.counts()
    console = Console(stderr=True)
    yield from track(
        records, "Exporting", total=counts.products, console=console, transient=True,
        disable=not console.is_terminal,
    )  # fmt: skip


def _write_lines(file: IO[str], products: Iterable[Product]) -> None:
    file.writelines(_line(exports.product(product)) for product in products)


def _write_file(path: Path, store: Store) -> None:
    with _whole(path) as partial, partial.open("w", encoding="utf-8") as file:
        _write_lines(file, _progress(store, store.each_product()))


def _write_folder(path: Path, store: Store) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise click.ClickException(f"{path} is there already: give a new or an empty folder")
    with _whole(path) as partial, ExitStack() as stack:
        partial.mkdir(parents=True)
        files: dict[type, IO[str]] = {}
        for record in _progress(store, store.each_record()):
            kind = type(record)
            name, to_row = FILES[kind]
            if kind not in files:
                files[kind] = stack.enter_context((partial / name).open("w", encoding="utf-8"))
            files[kind].write(_page(to_row(record)) if kind is ShopInfo else _line(to_row(record)))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place beside `path` that takes its name once all is written."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield partial
        partial.replace(path)
    finally:
        if partial.is_dir():
            shutil.rmtree(partial)
        partial.unlink(missing_ok=True)


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _page(row: dict[str, Any]) -> str:
    return yaml.safe_dump(row, allow_unicode=True, sort_keys=False)
