from __future__ import annotations

import io
import json
from itertools import islice

import pytest
from rich.console import Console

from bot.bench.catalogs import generate, write
from bot.bench.importing import measure_imports, show_imports
from knowledge.importers.catalog import read_catalog


def test_catalogues_are_the_same_for_the_same_seed_and_never_refused(tmp_path):
    write(tmp_path / "catalog.jsonl", 300, seed=7)
    lines = (tmp_path / "catalog.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(generate(300, seed=7))
    catalog, report = read_catalog([tmp_path])
    assert (report.errors, report.warnings) == ((), ())
    assert len(catalog.products) == 300
    assert 4 <= report.variants / 300 <= 7
    assert len({product.title for product in catalog.products}) > 290


def test_a_million_products_are_begun_at_once():
    assert len(list(islice(generate(1_000_000), 3))) == 3


@pytest.mark.slow
def test_imports_are_measured_and_shown(tmp_path):
    found = measure_imports(tmp_path, 50)
    assert [row.title for row in found][:2] == ["into an empty store", "the same again"]
    assert all(row.seconds > 0 and row.peak_bytes > 10_000_000 for row in found)
    console = Console(file=io.StringIO(), width=100)
    show_imports(console, 50, found)
    assert "Import of 50 products" in console.file.getvalue()


@pytest.mark.slow
def test_an_import_that_fails_is_no_figure(tmp_path):
    with pytest.raises(RuntimeError, match=r"into an empty store failed: .*SHOPBOT_DATABASE_URL"):
        measure_imports(tmp_path, 5, url="nonsense")
