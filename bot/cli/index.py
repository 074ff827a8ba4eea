"""`shopbot index`: the search index and its versions."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from bot.cli.reporting import plain_errors
from indexes.build import build_index
from indexes.encoder import load_encoder
from indexes.errors import IndexUnusableError
from indexes.manifest import Manifest
from indexes.versions import current, versions
from knowledge.settings import Settings
from knowledge.store import Store


@click.group()
def command() -> None:
    """Build, verify and list the search index.

    Example: shopbot index build
    """


@command.command()
def build() -> None:
    """Make an index of the store's records and put it in use.

    Example: shopbot index build
    """
    settings = Settings.from_env()
    encoder = load_encoder(settings.encoder)
    with (
        plain_errors(),
        closing(Store(settings.database_url, must_exist=True)) as store,
        Progress(console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task("Encoding", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        manifest = build_index(store, encoder, settings.index_dir, show)
    click.echo(f"Built an index of {_counts(manifest)}.")


@command.command()
def verify() -> None:
    """Check the files of the index in use, its encoder, and that it has the store's records.

    Example: shopbot index verify
    """
    settings = Settings.from_env()
    with plain_errors(), closing(Store(settings.database_url, must_exist=True)) as store:
        version = current(settings.index_dir)
        manifest = Manifest.load(version)
        manifest.check_encoder(load_encoder(settings.encoder))
        manifest.check_files(version)
        if manifest.content_hash != store.content_hash():
            raise IndexUnusableError("The records have changed since the index was built")
    click.echo(f"Version {version.name} is sound: {_counts(manifest)}.")


@command.command("list")
def list_() -> None:
    """List the versions on disk; the one in use has a star.

    Example: shopbot index list
    """
    directory = Settings.from_env().index_dir
    with plain_errors():
        in_use = current(directory)
        for version in versions(directory):
            mark = "*" if version == in_use else " "
            click.echo(f"{mark} {version.name}  {_described(version)}")


def _described(version: Path) -> str:
    try:
        manifest = Manifest.load(version)
    except IndexUnusableError as error:
        return str(error)
    return f"{manifest.made_at}  {manifest.encoder}  {_counts(manifest)}"


def _counts(manifest: Manifest) -> str:
    return f"{manifest.counts['product']} products and {manifest.counts['policy']} policy sections"
