"""An import that is killed at any moment leaves the old catalogue or the new one, whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from bot.bench.catalogs import generate
from knowledge.settings import PROJECT
from knowledge.store import Store

PRODUCTS = 2000
# PostgreSQL undoes what a client that is gone has not committed: that is its own tests' to
# show, and ours only that we leave it to it.
KILLS = {"sqlite": 25, "postgresql": 5}


@pytest.fixture
def start(tmp_path, url):
    """Start `shopbot catalog import … --replace` of a file."""
    env = os.environ | {"SHOPBOT_DATA": str(tmp_path), "SHOPBOT_DATABASE_URL": url}

    def run(path):
        command = [sys.executable, "-m", "bot.cli", "catalog", "import", str(path), "--replace"]
        return subprocess.Popen(command, cwd=PROJECT, env=env, stdout=subprocess.DEVNULL)

    return run


def write(path, seed):
    """A catalogue that shares its ids with every other one, and little else."""
    rows = [
        *generate(PRODUCTS, seed),
        {
            "id": f"only-{seed}",
            "title": "One",
            "variants": [{"sku": f"only-{seed}", "price": "1.00", "currency": "EUR"}],
        },
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def state(url):
    """All records of the catalogue, and whether the filters' tables belong to them."""
    with closing(Store(url, must_exist=True)) as store:
        return list(store.each_record()), store.digests(), store.option_values("size")


@pytest.mark.slow
def test_the_old_catalogue_or_the_new_one(start, url, tmp_path):
    files = [write(tmp_path / f"{name}.jsonl", seed) for seed, name in enumerate("ab")]
    states, took = [], 0.0
    for file in files:
        begun = time.monotonic()
        assert start(file).wait() == 0
        took = time.monotonic() - begun
        states.append(state(url))
    old, found = states
    assert old != found
    moments = random.Random(20)
    unfinished = 0
    for _ in range(KILLS[url.partition(":")[0]]):
        process = start(files[1] if found == old else files[0])
        # Before a quarter of the time has gone, Python is still starting.
        time.sleep(moments.uniform(took / 4, took))
        process.send_signal(signal.SIGKILL)
        unfinished += process.wait() == -signal.SIGKILL
        found = state(url)
        assert found in states
    assert unfinished
    assert start(files[0]).wait() == 0
    assert state(url) == old
