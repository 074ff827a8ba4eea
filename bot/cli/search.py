"""`shopbot search`: what the assistant would find."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import click

from bot.cli.asked import Asked, Passage, read_queries
from bot.cli.filters import filters
from bot.cli.reporting import plain_errors, tracked
from indexes.encoder import load_encoder
from indexes.passages import rank_passages
from indexes.search import Kind, Searcher
from indexes.stores import open_vectors
from knowledge.criteria import Criteria
from knowledge.settings import Settings
from knowledge.store import Store

# Queries that are encoded together.
BATCH = 64
# Characters of a passage that stand for its title.
TITLE = 80


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
@click.option(
    "--min-relevance",
    default=0.0,
    type=click.FloatRange(0, 1),
    help="Leave out what is less likely than this to be meant; 0.15 is a good value.",
)
@filters
def command(
    *,
    query: str | None,
    k: int,
    kind: Kind,
    as_json: bool,
    queries: Path | None,
    min_relevance: float,
    criteria: Criteria,
) -> None:
    """Ask the index what the assistant would find.

    The filters have to hold on one variant: --size 42 --color blue finds what comes in 42
    in blue. A line of --queries may have "ids", of which alone are then ranked, or texts of
    its own to rank without an index: "texts": ["...", ...], whose ids are their places from
    0, or "candidates": [{"id": ..., "text": ...}, ...].

    Example: shopbot search "waterproof boots for winter" -k 3 --max-price 150 --size 42

    Example: shopbot search --queries questions.jsonl --json > found.jsonl
    """
    if (query is None) == (queries is None):
        raise click.UsageError("Give one QUERY, or --queries with a file of them.")
    if kind == "policy" and criteria != Criteria():
        raise click.UsageError("Policies have no prices, sizes, brands or the like to filter by.")
    asked = read_queries(queries) if queries else [Asked(query or "")]
    with plain_errors():
        finder = _Finder(Settings.from_env(), kind, k, min_relevance, criteria)
        starts = range(0, len(asked), BATCH)
        for start in tracked(starts, "Searching"):
            batch = asked[start : start + BATCH]
            for one, results in zip(batch, finder.find(batch), strict=True):
                click.echo(_as_json(one, results) if as_json else _as_text(one, results))


@dataclass(frozen=True, slots=True)
class _Result:
    id: str
    kind: str
    title: str
    score: float


class _Finder:
    """Finds by whatever the queries need: the index, the store for filters, or neither."""

    def __init__(
        self, settings: Settings, kind: Kind, k: int, min_relevance: float, criteria: Criteria
    ) -> None:
        self._settings = settings
        self._kind = kind
        self._k = k
        self._min_relevance = min_relevance
        self._criteria = criteria
        self._encoder = load_encoder(settings.encoder)

    def find(self, asked: Sequence[Asked]) -> list[list[_Result]]:
        """The results for each query; those without limits of their own go together."""
        plain = [one.query for one in asked if one.ids is None and one.passages is None]
        together = iter(self._search(plain, None) if plain else [])
        return [
            self._rank(one.query, one.passages)
            if one.passages is not None
            else self._search([one.query], one.ids)[0]
            if one.ids is not None
            else next(together)
            for one in asked
        ]

    def _search(self, queries: Sequence[str], ids: Collection[str] | None) -> list[list[_Result]]:
        if self._allowed is not None:
            ids = self._allowed if ids is None else self._allowed.intersection(ids)
        found = self._searcher.search_all(queries, self._k, self._kind, ids)
        return [
            [
                _Result(hit.id, hit.kind, hit.title, hit.score)
                for hit in hits
                if hit.relevance >= self._min_relevance
            ]
            for hits in found
        ]

    def _rank(self, query: str, passages: Sequence[Passage]) -> list[_Result]:
        scores = rank_passages(query, [one.text for one in passages], self._encoder)
        ranked = sorted(zip(scores, passages, strict=True), key=lambda pair: -pair[0])
        return [
            _Result(one.id, "passage", textwrap.shorten(one.text, TITLE), round(score, 4))
            for score, one in ranked[: self._k]
        ]

    @cached_property
    def _searcher(self) -> Searcher:
        directory = self._settings.index_dir
        vectors = open_vectors(self._settings.vectors_url, directory)
        return Searcher.open(directory, self._encoder, vectors)

    @cached_property
    def _allowed(self) -> frozenset[str] | None:
        """The products that pass the filters; ``None`` without filters."""
        if self._criteria == Criteria():
            return None
        with closing(Store(self._settings.database_url, must_exist=True)) as store:
            return frozenset(store.matching(self._criteria))


def _as_json(asked: Asked, results: Sequence[_Result]) -> str:
    named = {} if asked.id is None else {"id": asked.id}
    found = [asdict(result) for result in results]
    return json.dumps({**named, "query": asked.query, "results": found}, ensure_ascii=False)


def _as_text(asked: Asked, results: Sequence[_Result]) -> str:
    lines = [f"{one.score:7.3f}  {one.id}  {one.title}" for one in results] or ["  nothing found"]
    return "\n".join([asked.query, *lines])
