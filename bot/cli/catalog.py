"""`shopbot catalog`: products, size charts and reviews into the store."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.reporting import plain_errors, print_rows, refuse
from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import FORMS
from knowledge.importers.interface import Options
from knowledge.importers.report import ImportReport
from knowledge.money import is_currency
from knowledge.settings import Settings
from knowledge.store import Store


@click.group()
def command() -> None:
    """Import products, size charts and reviews.

    Example: shopbot catalog import my-shop.jsonl --replace
    """


@command.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *FORMS]),
    default="auto",
    help="Form of the files; auto tells it from their contents.",
)
@click.option(
    "--currency",
    metavar="CODE",
    help="Currency of prices where the file names none, such as EUR [SHOPBOT_CURRENCY].",
)
@click.option("--replace", is_flag=True, help="Swap the whole catalogue instead of adding to it.")
@click.option("--skip-bad", is_flag=True, help="Import the good rows although some are bad.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write what was found as JSON.",
)
def import_(
    paths: tuple[Path, ...],
    *,
    form: str,
    currency: str | None,
    replace: bool,
    skip_bad: bool,
    report_file: Path | None,
) -> None:
    """Read files of products, or folders with catalog.jsonl, size_charts.yaml, reviews.jsonl.

    Nothing changes if any row is bad, unless --skip-bad is given. Products with a known id
    are overwritten and the others stay, unless --replace is given.

    Example: shopbot catalog import my-shop.jsonl --report report.json
    """
    if not paths:
        raise click.UsageError(
            "Give a file of products (.jsonl, .json, .yaml) or a folder that holds catalog.jsonl."
        )
    settings = Settings.from_env()
    currency = (currency or settings.currency).strip().upper()
    if currency and not is_currency(currency):
        raise click.UsageError(f"{currency!r} is not an ISO 4217 currency: give for example EUR")
    with plain_errors(), closing(Store(settings.database_url)) as store:
        catalog, report = read_catalog(
            paths,
            form=form,
            options=Options(currency=currency),
            known_charts=() if replace else [chart.id for chart in store.size_charts()],
            known_products=() if replace else store.products(),
        )
        if report_file:
            text = json.dumps(asdict(report), indent=2, ensure_ascii=False)
            report_file.write_text(text + "\n", "utf-8")
        print_rows(report.warnings, "Warnings")
        if report.errors and not skip_bad:
            refuse(report.errors, "correct these rows, or import the good ones with --skip-bad")
        if not (catalog.products or catalog.size_charts or catalog.reviews):
            refuse(report.errors, "there is no good row to import")
        print_rows(report.errors, "Skipped")
        store.import_catalog(catalog, replace=replace)
    click.echo(_summary(report))


def _summary(report: ImportReport) -> str:
    return (
        f"Imported {report.products} products with {report.variants} variants,"
        f" {report.size_charts} size charts and {report.reviews} reviews."
        " Now run `shopbot index build`."
    )
