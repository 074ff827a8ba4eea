"""Builds that are killed at any moment leave the last good version, and the next one works."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from indexes.encoder import MiniLM
from indexes.errors import IndexMismatchError
from indexes.local import LocalFiles
from indexes.search import Searcher
from indexes.verify import verify
from indexes.versions import current
from knowledge.model import Catalog
from knowledge.store import Store
from tests.indexes.small_shop import product

PROJECT = Path(__file__).resolve().parents[2]
KILLS = 25
WORDS = ("boot", "snow", "shirt", "linen", "mug", "steel", "lamp", "oak", "rain", "wool")

# A process a build, forked from one that has the libraries in memory, or most of the
# test's time and most of the kills would go into importing them.
BUILDS = """
import os, sys
import faiss, sentence_transformers
from bot.cli import cli
from bot.cli.index import command
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.setsid()
        try:
            cli(line.split(), standalone_mode=False)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Builder:
    """Runs `shopbot index build`, each time in a process of its own."""

    def __init__(self, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-c", BUILDS],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, *options, killed_after=None):
        """The status that the process ended with, as `os.wait` gives it."""
        self._process.stdin.write(" ".join(("index", "build", *options)) + "\n")
        self._process.stdin.flush()
        child = self._number()
        if killed_after is not None:
            time.sleep(killed_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return self._number()

    def close(self):
        self._process.stdin.close()
        self._process.wait()

    def _number(self):
        # The command's own words come in between.
        while not (line := self._process.stdout.readline().strip()).isdigit():
            assert self._process.poll() is None
        return int(line)


@pytest.fixture
def model(tmp_path):
    """A real sentence-transformers model that is small enough to be loaded at once."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = {word: number for number, word in enumerate(("?", *WORDS, *map(str, range(500))))}
    tokenizer = Tokenizer(WordLevel(words, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    folder = tmp_path / "model"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=32)]).save(str(folder))
    return folder


@pytest.fixture
def builder(tmp_path, model):
    environment = {**os.environ, "SHOPBOT_DATA": str(tmp_path), "SHOPBOT_ENCODER": str(model)}
    builder = Builder(environment | {"OMP_NUM_THREADS": "1"})
    yield builder
    builder.close()


def change(store, rng):
    """Rename a few of 300 products, or many; some go away and come back."""
    count = rng.choice((3, 200))
    changed = {n: rng.choices(WORDS, k=3) for n in rng.sample(range(300), count)}
    titles = {str(n): f"{' '.join(words)} {n}" for n, words in changed.items()}
    products = [replace(product(title), id=number) for number, title in titles.items()]
    store.import_catalog(Catalog(tuple(products)), replace=rng.random() < 0.1)


@pytest.mark.slow
def test_kills_at_any_moment_leave_the_last_good_version(tmp_path, builder, model):
    rng = random.Random(7)
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    products = tuple(replace(product(f"{WORDS[n % 10]} {n}"), id=str(n)) for n in range(300))
    store.import_catalog(Catalog(products), replace=True)
    encoder, directory = MiniLM(str(model)), tmp_path / "index"
    assert builder.build() == 0
    started = time.monotonic()
    assert builder.build("--full") == 0
    # Kills fall anywhere in a build, and some just after it.
    longest = 1.2 * (time.monotonic() - started)
    killed = 0
    for _ in range(KILLS):
        change(store, rng)
        options = ["--full"] if rng.random() < 0.3 else []
        killed += builder.build(*options, killed_after=rng.uniform(0, longest)) != 0
        searcher = Searcher.open(directory, encoder)
        assert len(searcher.search("snow boot", k=3)) == 3
        # The files are whole; the records may be those of before.
        with suppress(IndexMismatchError):
            verify(store, encoder, directory, LocalFiles())
        assert builder.build() == 0
        assert verify(store, encoder, directory, LocalFiles())
        assert not list(directory.glob("staging-*"))
        assert searcher.refresh() or searcher.manifest.content_hash == store.content_hash()
    assert killed > KILLS / 3
    assert int(current(directory).name) > 1
    store.close()
