"""`shopbot search`: what the assistant would find."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.cli.reporting import plain_errors
from indexes.encoder import load_encoder
from indexes.search import Hit, Kind, Searcher
from knowledge.settings import Settings

# Queries that are encoded together.
BATCH = 64


@dataclass(frozen=True, slots=True)
class _Query:
    text: str
    id: str | int | None = None


@click.command()
@click.argument("query", required=False)
@click.option("-k", default=10, show_default=True, type=click.IntRange(1), help="How many results.")
@click.option(
    "--kind",
    type=click.Choice(["product", "policy"]),
    default="product",
    show_default=True,
    help="What to find.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a query.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Many queries, one {"id": ..., "query": ...} a line.',
)
def command(query: str | None, k: int, kind: Kind, *, as_json: bool, queries: Path | None) -> None:
    """Ask the index what the assistant would find.

    Example: shopbot search "waterproof boots for winter" -k 3
    """
    if (query is None) == (queries is None):
        raise click.UsageError("Give one QUERY, or --queries with a file of them.")
    asked = list(_read(queries)) if queries else [_Query(query or "")]
    settings = Settings.from_env()
    with plain_errors():
        searcher = Searcher.open(settings.index_dir, load_encoder(settings.encoder))
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            found = searcher.search_all([one.text for one in batch], k, kind)
            for one, hits in zip(batch, found, strict=True):
                click.echo(_as_json(one, hits) if as_json else _as_text(one, hits))


def _read(path: Path) -> Iterator[_Query]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value: dict[str, Any] = json.loads(line)
            yield _Query(str(value["query"]), value.get("id"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise click.ClickException(
                f'{path}:{number} is no object such as {{"id": 1, "query": "blue shirt"}}'
            ) from error


def _as_json(query: _Query, hits: Sequence[Hit]) -> str:
    results = [
        {"id": hit.id, "kind": hit.kind, "title": hit.title, "score": hit.score} for hit in hits
    ]
    named = {} if query.id is None else {"id": query.id}
    return json.dumps({**named, "query": query.text, "results": results}, ensure_ascii=False)


def _as_text(query: _Query, hits: Sequence[Hit]) -> str:
    lines = [f"{hit.score:7.3f}  {hit.id}  {hit.title}" for hit in hits] or ["  nothing found"]
    return "\n".join([query.text, *lines])
