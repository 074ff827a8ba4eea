"""`shopbot policies`: the shop's policy pages into the store."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import click

from bot.cli.reporting import plain_errors, refuse
from knowledge.importers.policies import read_policies
from knowledge.settings import Settings
from knowledge.store import Store


@click.group()
def command() -> None:
    """Import the shop's policy pages.

    Example: shopbot policies import my-shop/policies
    """


@command.command("import")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def import_(directory: Path) -> None:
    """Read the pages of DIR (.md, .html, .htm) in place of those of before.

    A page is cut at its headings; menus, headers and footers of HTML pages are left out.
    Shipping rates are read from tables with the columns Countries, Method, Carrier, Cost,
    Free from and Delivery time. Nothing changes if any row of them is bad.

    Example: shopbot policies import my-shop/policies
    """
    with plain_errors(), closing(Store(Settings.from_env().database_url)) as store:
        policies, errors = read_policies(directory, _currency(store))
        if errors:
            refuse(errors, "correct these rows first")
        store.import_policies(policies)
    click.echo(
        f"Imported {len(policies.sections)} sections and {len(policies.rates)} shipping rates."
        " Now run `shopbot index build`."
    )


def _currency(store: Store) -> str | None:
    """The currency that most of the shop's prices are in."""
    counted = Counter(v.price.currency for item in store.each_product() for v in item.variants)
    return counted.most_common(1)[0][0] if counted else None
