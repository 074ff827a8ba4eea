"""How the import and index commands tell what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track

from indexes.errors import (
    EncoderError,
    IndexUnusableError,
    VectorsUnreachableError,
    VectorsUrlError,
)
from indexes.judgements import JudgementsError
from indexes.versions import BuildRunningError
from knowledge.importers.report import Finding
from knowledge.settings import SettingError
from knowledge.store import StoreError

EXPECTED = (
    BuildRunningError,
    EncoderError,
    IndexUnusableError,
    JudgementsError,
    OSError,
    SettingError,
    StoreError,
    VectorsUnreachableError,
    VectorsUrlError,
)

Item = TypeVar("Item")

# A catalogue can have an error in each of its rows.
MOST = 100


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a user can put right into one sentence and exit status 1."""
    try:
        yield
    except EXPECTED as error:
        raise click.ClickException(str(error)) from error


def tracked(items: Sequence[Item], title: str) -> Iterable[Item]:
    """`items`, with a progress bar on stderr where that is a terminal."""
    console = Console(stderr=True)
    return track(items, title, console=console, transient=True, disable=not console.is_terminal)


def print_rows(rows: Sequence[Finding], title: str) -> None:
    """List rows on stderr in columns: place, field, reason; the first ones of very many."""
    if not rows:
        return
    click.echo(f"{title} ({len(rows):,}):", err=True)
    listed = rows[:MOST]
    places = [f"{row.file}:{row.line}" if row.line else row.file for row in listed]
    width = max(map(len, places))
    fields = max(len(row.field) for row in listed)
    for place, row in zip(places, listed, strict=True):
        click.echo(f"  {place:<{width}}  {row.field:<{fields}}  {row.reason}", err=True)
    if len(rows) > MOST:
        click.echo(f"  … and {len(rows) - MOST:,} more", err=True)


def refuse(rows: Sequence[Finding], hint: str) -> None:
    """List rows with errors and end; nothing was changed."""
    print_rows(rows, "Errors")
    raise click.ClickException(f"nothing was changed: {hint}")
