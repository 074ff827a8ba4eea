"""`shopbot index`: the search index and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.reporting import plain_errors
from indexes.build import Progress as Report
from indexes.build import build_index
from indexes.encoder import load_encoder
from indexes.errors import IndexUnusableError
from indexes.manifest import Manifest
from indexes.stores import open_vectors
from indexes.verify import verify as verify_index
from indexes.versions import current, versions
from knowledge.settings import Settings
from knowledge.store import Store


@click.group()
def command() -> None:
    """Build, verify and list the search index.

    Example: shopbot index build
    """


@command.command()
@click.option("--full", is_flag=True, help="Make everything anew instead of what has changed.")
def build(*, full: bool) -> None:
    """Bring the index up to the store's records and put it in use.

    Only records that changed since the last build are encoded. Until the build ends, and
    if it fails, the index of before stays in use; servers that run take the new one up by
    themselves.

    Example: shopbot index build
    """
    settings = Settings.from_env()
    with (
        plain_errors(),
        closing(Store(settings.database_url, must_exist=True)) as store,
        _progress() as report,
    ):
        manifest = build_index(
            store,
            load_encoder(settings.encoder),
            settings.index_dir,
            report,
            vectors=open_vectors(settings.vectors_url, settings.index_dir),
            full=full,
        )
        version = current(settings.index_dir).name
    click.echo(f"Version {version} is in use: {_counts(manifest)}.")


@command.command()
def verify() -> None:
    """Check the index in use: its files, its vectors, and that it has the store's records.

    Also searches for a sample of records by their own text. Ends with status 1, and says
    what to do, at the first thing that is wrong.

    Example: shopbot index verify
    """
    settings = Settings.from_env()
    with plain_errors(), closing(Store(settings.database_url, must_exist=True)) as store:
        found = verify_index(
            store,
            load_encoder(settings.encoder),
            settings.index_dir,
            open_vectors(settings.vectors_url, settings.index_dir),
        )
    click.echo(
        f"Version {found.version.name} is sound: {_counts(found.loaded.manifest)},"
        f" {found.sampled} of them found by their own text."
    )


@command.command("list")
def list_() -> None:
    """List the versions on disk with what is in them; the one in use has a star.

    Example: shopbot index list
    """
    directory = Settings.from_env().index_dir
    with plain_errors():
        in_use = current(directory)
        for version in versions(directory):
            mark = "*" if version == in_use else " "
            click.echo(f"{mark} {version.name}  {_described(version)}")


@contextmanager
def _progress() -> Iterator[Report]:
    """A bar on stderr for each step; of comparing with the store no length is known."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )  # fmt: skip
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Comparing", total=None)

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield show


def _described(version: Path) -> str:
    try:
        manifest = Manifest.load(version)
    except IndexUnusableError as error:
        return str(error)
    size = sum(path.stat().st_size for path in version.rglob("*") if path.is_file())
    kinds = " and ".join(dict.fromkeys(manifest.types.values()))
    return f"{manifest.made_at}  {manifest.encoder}  {_counts(manifest)}  {kinds}  {decimal(size)}"


def _counts(manifest: Manifest) -> str:
    return f"{manifest.counts['product']} products and {manifest.counts['policy']} policy sections"
