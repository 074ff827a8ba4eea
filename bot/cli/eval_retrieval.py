"""`shopbot eval retrieval`: how well the search finds what judges found relevant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.cli.reporting import plain_errors, tracked
from indexes.encoder import load_encoder
from indexes.joining import Way
from indexes.judgements import Judged, read_judgements
from indexes.measures import Measures, mean, measure
from indexes.search import Kind, Searcher
from indexes.stores import open_vectors
from knowledge.settings import Settings

WAYS: dict[Way, str] = {
    "both": "shopbot",
    "words": "words alone (BM25)",
    "meaning": "meaning alone (vectors)",
    "sum": "plain sum of z-scores",
}
# Recall is measured down to here.
DEPTH = 100
BATCH = 32


@click.command()
@click.option(
    "--qrels",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TREC qrels, or a table with the columns query_id, query, product_id and grade.",
)
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='The queries\' texts, one {"id": ..., "query": ...} a line, where QRELS has none.',
)
@click.option(
    "--kind",
    type=click.Choice(["product", "policy"]),
    default="product",
    show_default=True,
    help="What is judged.",
)
@click.option("--worst", default=5, show_default=True, help="How many of the worst to list.")
@click.option("--min-ndcg", type=float, help="Fail (exit 1) below this nDCG@10.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
def retrieval(
    *,
    qrels: Path,
    queries: Path | None,
    kind: Kind,
    worst: int,
    min_ndcg: float | None,
    as_json: bool,
) -> None:
    """Measure the search on judged queries: nDCG@10, recall and MRR, beside simpler searches.

    What was not judged counts as not relevant. Grades may be numbers, or words such as
    Exact, Partial and Irrelevant.

    Example: shopbot eval retrieval --qrels judgements.csv --min-ndcg 0.7
    """
    settings = Settings.from_env()
    with plain_errors():
        judged = read_judgements(qrels, queries)
        vectors = open_vectors(settings.vectors_url, settings.index_dir)
        searcher = Searcher.open(settings.index_dir, load_encoder(settings.encoder), vectors)
        ids = {id_ for one in judged for id_ in one.grades}
        unknown = len(ids) - len(searcher.known(ids, kind))
        rankings = {way: _rank(searcher, kind, judged, way) for way in WAYS}
    means = {way: mean([one.measures for one in ranked]) for way, ranked in rankings.items()}
    if as_json:
        scores = {way: asdict(means[way]) for way in WAYS}
        click.echo(json.dumps({"queries": len(judged), "unknown_ids": unknown, "scores": scores}))
    else:
        click.echo(f"{len(judged)} queries, {len(ids)} judged records, {unknown} not in the index")
        _show(means)
        for one in sorted(rankings["both"], key=lambda one: one.measures.ndcg_10)[:worst]:
            click.echo(f"{one.measures.ndcg_10:.3f}  {one.query}: {', '.join(one.found[:3])}")
    if min_ndcg is not None and means["both"].ndcg_10 < min_ndcg:
        raise click.ClickException(f"nDCG@10 is {means['both'].ndcg_10:.4f}, below {min_ndcg}")


@dataclass(frozen=True, slots=True)
class _Ranking:
    query: str
    found: Sequence[str]
    measures: Measures


def _rank(searcher: Searcher, kind: Kind, judged: Sequence[Judged], way: Way) -> list[_Ranking]:
    batches = [judged[start : start + BATCH] for start in range(0, len(judged), BATCH)]
    rankings = []
    for batch in tracked(batches, WAYS[way]):
        hits = searcher.search_all([one.query for one in batch], DEPTH, kind, way=way)
        for one, found in zip(batch, hits, strict=True):
            ids = [hit.id for hit in found]
            rankings.append(_Ranking(one.query, ids, measure(ids, one.grades)))
    return rankings


def _show(means: Mapping[Way, Measures]) -> None:
    table = Table("", "nDCG@10", "recall@10", "recall@100", "MRR")
    for way, one in means.items():
        figures = (one.ndcg_10, one.recall_10, one.recall_100, one.mrr)
        table.add_row(WAYS[way], *(f"{figure:.4f}" for figure in figures))
    Console(width=100).print(table)
