"""A large shop's index: what building it costs, searching it, and adding one product to it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.bench.catalogs import KINDS, USES, generate, write
from bot.bench.child import Cost, shopbot
from bot.bench.stats import percentile
from indexes.encoder import load_encoder
from indexes.search import Searcher
from knowledge.settings import Settings

# A word that no invented product has.
NEW = "Zyxquorn"


@dataclass(frozen=True, slots=True)
class Whole:
    """Seconds of whole search calls, encoding included, over `products` products."""

    products: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Added:
    """How one product came in: both commands, and seconds from the first to its being found."""

    imported: Cost
    built: Cost
    found: float


def build_shop(folder: Path, products: int) -> Cost:
    """Import a generated catalogue into `folder` and index it; what the index cost."""
    file = folder / "catalog.jsonl"
    write(file, products)
    shopbot(_environment(folder), "catalog", "import", str(file), "--replace")
    return shopbot(_environment(folder), "index", "build", "--full")


def open_searcher(folder: Path) -> Searcher:
    """The searcher of such a shop."""
    encoder = load_encoder(Settings.from_env().encoder)
    return Searcher.open(Settings(data=str(folder)).index_dir, encoder)


def queries(count: int, seed: int = 0) -> list[str]:
    """What shoppers type: a kind of thing, what it is made of, what it is for. None twice."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        kind = chance.choice(KINDS)
        words = [chance.choice(["", "good", "cheap", "light"]), chance.choice(kind.materials)]
        ends = ["", f"for {chance.choice(USES)}", f"size {chance.randint(36, 47)}"]
        found[" ".join([*words, kind.noun.lower(), chance.choice(ends)]).strip()] = None
    return list(found)


def time_searches(searcher: Searcher, products: int, asked: Sequence[str]) -> Whole:
    """Search for each query once; nothing about them is remembered from before."""
    for query in asked[:5]:
        searcher.search(f"{query} please")
    seconds = []
    for query in asked:
        started = time.perf_counter()
        searcher.search(query)
        seconds.append(time.perf_counter() - started)
    return Whole(products, percentile(seconds, 50), percentile(seconds, 95))


def add_one(folder: Path, searcher: Searcher) -> Added:
    """Bring one product in by both commands and search until `searcher` finds it."""
    product = next(generate(1, seed=1)) | {"id": "new", "title": f"{NEW} Running Shoe"}
    product["variants"] = [v | {"sku": f"new-{v['sku']}"} for v in product["variants"]]
    file = folder / "new.jsonl"
    file.write_text(json.dumps(product) + "\n", "utf-8")
    started = time.perf_counter()
    imported = shopbot(_environment(folder), "catalog", "import", str(file))
    built = shopbot(_environment(folder), "index", "build")
    while [hit.id for hit in searcher.search(NEW, k=1)] != ["new"]:
        time.sleep(0.05)
    return Added(imported, built, time.perf_counter() - started)


def _environment(folder: Path) -> dict[str, str]:
    return {"SHOPBOT_DATA": str(folder), "SHOPBOT_DATABASE_URL": "", "SHOPBOT_VECTORS_URL": ""}
