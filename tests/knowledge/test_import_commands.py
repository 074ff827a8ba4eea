"""The commands, as a shop owner runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from knowledge.settings import Settings
from knowledge.store import Store

DEMO = Path(__file__).resolve().parents[2] / "knowledge" / "sources" / "demo"


@pytest.fixture
def shopbot(tmp_path, monkeypatch):
    """Run `shopbot …` on data of its own."""
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path / "data"))
    for name in ("SHOPBOT_DATABASE_URL", "SHOPBOT_ENCODER"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, status=0):
        result = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    return run


def counts():
    store = Store(Settings.from_env().database_url)
    found = store.counts()
    store.close()
    return found


def bad(row):
    return row | {"id": "bad", "title": "", "variants": [row["variants"][0] | {"sku": "bad"}]}


def test_a_catalogue_is_imported(shopbot, write, row):
    result = shopbot("catalog", "import", write(row))
    assert "Imported 1 products with 2 variants" in result.stdout
    assert counts().products == 1


def test_one_bad_row_changes_nothing(shopbot, write, row):
    shopbot("catalog", "import", write(row))
    path = write(row | {"title": "New"}, bad(row), name="new.jsonl")
    result = shopbot("catalog", "import", path, "--replace", status=1)
    assert f"{path}:2" in result.stderr
    assert "is empty" in result.stderr
    assert "nothing was changed" in result.stderr
    store = Store(Settings.from_env().database_url)
    assert [product.title for product in store.products()] == ["Trail Runner 2"]
    store.close()


def test_skip_bad_imports_the_good_rows_and_names_the_others(shopbot, write, row):
    path = write(row, bad(row))
    result = shopbot("catalog", "import", path, "--skip-bad")
    assert f"{path}:2" in result.stderr
    assert counts().products == 1


def test_skip_bad_without_a_good_row_does_not_empty_the_shop(shopbot, write, row):
    shopbot("catalog", "import", write(row))
    shopbot("catalog", "import", write(bad(row), name="b.jsonl"), "--skip-bad", "--replace",
            status=1)  # fmt: skip
    assert counts().products == 1


def test_replace_or_add(shopbot, write, row):
    other = row | {"id": "other", "variants": [row["variants"][0] | {"sku": "o"}]}
    shopbot("catalog", "import", write(row))
    shopbot("catalog", "import", write(other, name="o.jsonl"))
    assert counts().products == 2
    shopbot("catalog", "import", write(other, name="o.jsonl"), "--replace")
    assert counts().products == 1


def test_the_report_lists_everything(shopbot, write, row, tmp_path):
    report = tmp_path / "report.json"
    shopbot("catalog", "import", write(row, bad(row)), "--report", report, status=1)
    found = json.loads(report.read_text())
    assert (found["rows_read"], found["products"]) == (2, 1)
    assert found["errors"][0]["field"] == "title"


def test_without_a_path_the_command_says_what_to_give(shopbot):
    assert "Give an export of your shop" in shopbot("catalog", "import", status=2).stderr


def test_a_sku_of_another_product_is_one_sentence(shopbot, write, row):
    shopbot("catalog", "import", write(row))
    result = shopbot("catalog", "import", write(row | {"id": "twin"}, name="t.jsonl"), status=1)
    assert "belongs to product 'trail-2'" in result.stderr


def test_bad_policies_change_nothing(shopbot, tmp_path):
    shopbot("policies", "import", DEMO / "policies")
    before = counts()
    (tmp_path / "shipping.md").write_text(
        "# Shipping\n\n| Countries | Method | Cost | Delivery time |\n|---|---|---|---|\n"
        "| Atlantis | standard | €5 | 2 days |\n"
    )
    result = shopbot("policies", "import", tmp_path, status=1)
    assert f"{tmp_path / 'shipping.md'}:5" in result.stderr
    assert counts() == before


@pytest.mark.parametrize("command", [["index", "build"], ["index", "verify"]])
def test_an_index_of_nothing_says_what_to_run(shopbot, command):
    assert "run `shopbot catalog import PATH`" in shopbot(*command, status=1).stderr


@pytest.mark.parametrize("command", [["index", "list"], ["search", "boots"]])
def test_a_missing_index_says_what_to_run(shopbot, command):
    assert "run `shopbot index build`" in shopbot(*command, status=1).stderr


def test_from_the_demo_shop_to_a_search(shopbot, tmp_path):
    shopbot("catalog", "import", DEMO)
    shopbot("policies", "import", DEMO / "policies")
    shopbot("index", "build")
    assert shopbot("index", "verify").stdout.startswith("Version 1 is sound")
    assert shopbot("index", "list").stdout.startswith("* 1  ")
    text = shopbot("search", "waterproof boots for winter", "-k", "3").stdout
    assert "Boot" in text.splitlines()[1]
    found = json.loads(shopbot("search", "send it back", "--kind", "policy", "--json").stdout)
    assert found["results"][0]["id"].startswith("returns#")
    assert set(found["results"][0]) == {"id", "kind", "title", "score"}
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": 1, "query": "boots"}\n\n{"id": "b", "query": "mug"}\n')
    lines = shopbot("search", "--queries", queries, "-k", "2", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, "b"]
    assert all(len(json.loads(line)["results"]) == 2 for line in lines)


@pytest.mark.parametrize("args", [["search"], ["search", "a", "--queries", __file__]])
def test_search_takes_one_query_or_a_file(shopbot, args):
    assert "Give one QUERY" in shopbot(*args, status=2).stderr
