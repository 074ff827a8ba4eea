"""`shopbot catalog`: products, size charts and reviews into the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.cli.catalog_export import export, show
from bot.cli.reporting import plain_errors, print_rows, refuse
from knowledge.changes import Changes
from knowledge.importers.forms import FORMS
from knowledge.importers.interface import Options
from knowledge.importers.into_store import RefusedError, import_files
from knowledge.importers.mapping_guess import starter
from knowledge.importers.report import ImportReport, RowError
from knowledge.money import is_currency
from knowledge.settings import Settings
from knowledge.store import Store

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Import products, size charts and reviews.

    Example: shopbot catalog import my-shop.jsonl --replace
    """


command.add_command(export)
command.add_command(show)


@command.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *FORMS]),
    default="auto",
    help="Form of the files; auto tells it from their contents.",
)
@click.option("--map", "mapping", type=FILE, help="Mapping file: read any CSV or JSON by it.")
@click.option(
    "--currency",
    metavar="CODE",
    help="Currency of prices where the file names none, such as EUR [SHOPBOT_CURRENCY].",
)
@click.option("--replace", is_flag=True, help="Swap the whole catalogue instead of adding to it.")
@click.option("--skip-bad", is_flag=True, help="Import the good rows although some are bad.")
@click.option("--report", "report_file", type=FILE, help="Also write what was found as JSON.")
def import_(
    paths: tuple[Path, ...],
    *,
    form: str,
    mapping: Path | None,
    currency: str | None,
    replace: bool,
    skip_bad: bool,
    report_file: Path | None,
) -> None:
    """Read exports of shop systems, native files, or folders with catalog.jsonl and the like.

    Nothing changes if any row is bad, unless --skip-bad is given. Products with a known id
    are overwritten and the others stay, unless --replace is given.

    Example: shopbot catalog import products_export.csv --currency EUR --report report.json
    """
    if not paths:
        raise click.UsageError(
            "Give an export of your shop (CSV, JSON, XML) or a folder that holds catalog.jsonl."
        )
    settings = Settings.from_env()
    options = Options(_currency(currency or settings.currency), mapping)
    if mapping and form not in {"auto", "mapping"}:
        raise click.UsageError(f"--map is for files of no known form: leave out --format {form}")
    form = "mapping" if mapping else form
    with plain_errors(), closing(Store(settings.database_url)) as store:
        try:
            with _progress() as progress:
                report, changes = import_files(
                    store, paths, options,
                    form=form, replace=replace, skip_bad=skip_bad, progress=progress,
                )  # fmt: skip
        except RefusedError as refused:
            _write(report_file, refused.report, None)
            _print_more(refused.report)
            _refuse(refused.report, skip_bad=skip_bad)
        else:
            _write(report_file, report, changes)
            _print_more(report)
            print_rows(report.errors, "Skipped")
            click.echo(_summary(report, changes))


@command.command("map")
@click.argument("file", type=FILE)
def map_(file: Path) -> None:
    """Print a mapping file to start from, guessed from the columns of FILE.

    Example: shopbot catalog map products.csv > map.yaml
    """
    found = starter(file)
    if isinstance(found, RowError):
        raise click.ClickException(str(found))
    click.echo(found, nl=False)


def _currency(given: str) -> str:
    code = given.strip().upper()
    if code and not is_currency(code):
        raise click.UsageError(f"{code!r} is not an ISO 4217 currency: give for example EUR")
    return code


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Show how many rows were read; nothing where nobody watches."""
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} rows read"), TimeElapsedColumn())
    console = Console(stderr=True)
    shown = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        task = bar.add_task("", total=None)
        yield lambda rows: bar.update(task, completed=rows)


def _write(file: Path | None, report: ImportReport, changes: Changes | None) -> None:
    if file:
        found = asdict(report) | {"changes": asdict(changes) if changes else None}
        file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _refuse(report: ImportReport, *, skip_bad: bool) -> None:
    good = report.products or report.size_charts or report.reviews
    if skip_bad or not good:
        refuse(report.errors, "there is no good row to import")
    refuse(report.errors, "correct these rows, or import the good ones with --skip-bad")


def _print_more(report: ImportReport) -> None:
    """List what was not imported without being wrong, and what was with a remark."""
    print_rows(report.left_out, "Left out")
    print_rows(report.warnings, "Warnings")


def _summary(report: ImportReport, changes: Changes) -> str:
    return (
        f"Imported {report.products} products with {report.variants} variants,"
        f" {report.size_charts} size charts and {report.reviews} reviews"
        f"{f', and what shop.yaml says of {report.shop}' if report.shop else ''}:"
        f" {changes.new} new products, {changes.changed} changed, {changes.unchanged} unchanged,"
        f" {changes.deleted} deleted. Rows read: {report.rows_read:,}, of them"
        f" {report.rows_refused} refused and {report.rows_left_out} left out."
        " Now run `shopbot index build`."
    )
