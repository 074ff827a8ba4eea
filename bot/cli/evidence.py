"""`shopbot evidence`: what the records say to one question about one product."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict

import click

from bot.cli.reporting import plain_errors
from indexes.encoder import load_encoder
from indexes.evidence import Evidence, Sources, find_evidence
from knowledge.settings import Settings
from knowledge.store import Store


@click.command()
@click.argument("product_id")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="A JSON object; null if nothing is stated.")
def command(product_id: str, question: str, *, as_json: bool) -> None:
    """Find the sentence or attribute that answers QUESTION about a product.

    Looks into its description, attributes, tags and reviews, and into the policies. Says
    "not stated" where nothing answers. Needs no index.

    Example: shopbot evidence pathfinder-22 "will it fit a 15 inch laptop?"
    """
    settings = Settings.from_env()
    with plain_errors(), closing(Store(settings.database_url, must_exist=True)) as store:
        product = store.product(product_id)
        if product is None:
            raise click.ClickException(
                f"there is no product {product_id!r}: look its id up with `shopbot search`"
            )
        sources = Sources(product, store.reviews(product_id), store.policy_sections())
        found = find_evidence(question, sources, load_encoder(settings.encoder))
    click.echo(_as_json(found) if as_json else _as_text(found))


def _as_json(found: Evidence | None) -> str:
    return json.dumps(asdict(found) if found else None, ensure_ascii=False)


def _as_text(found: Evidence | None) -> str:
    return f"{found.text}\n  {found.source} ({found.score:.2f})" if found else "not stated"
