"""`shopbot search` and `shopbot eval retrieval`, as a shop's engineer runs them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli
from indexes.build import build_index
from knowledge.model import Catalog, Policies
from knowledge.settings import Settings
from knowledge.store import Store
from tests.indexes.small_shop import PRODUCTS, SECTIONS

QRELS = "query,product_id,grade\nboot for snow,snow-boot,2\ncoffee cup,camp-mug,1\ntent,gone,1\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory, minilm):
    """A shop's data directory with an index."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("data")
        patch.setenv("SHOPBOT_DATA", str(folder))
        patch.delenv("SHOPBOT_DATABASE_URL", raising=False)
        settings = Settings.from_env()
        store = Store(settings.database_url)
        store.import_catalog(Catalog(PRODUCTS), replace=True)
        store.import_policies(Policies(SECTIONS))
        build_index(store, minilm, settings.index_dir)
        store.close()
    return folder


@pytest.fixture
def shopbot(data, monkeypatch):
    monkeypatch.setenv("SHOPBOT_DATA", str(data))
    for name in ("SHOPBOT_DATABASE_URL", "SHOPBOT_ENCODER", "SHOPBOT_VECTORS_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, status=0):
        result = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def write(tmp_path):
    def write(text, name="file.jsonl"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def ids(line):
    return [result["id"] for result in line["results"]]


def test_many_queries_are_answered_in_order(shopbot, write):
    texts = [{"id": i, "query": q} for i, q in enumerate(["snow boot", "linen", "", "mug"] * 20)]
    path = write("\n\n".join(json.dumps(text) for text in texts))
    result = shopbot("search", "--queries", path, "--json", "-k", 2)
    assert result.stderr == ""
    assert [line["id"] for line in lines(result)] == list(range(80))
    assert ids(lines(result)[0])[0] == "snow-boot"
    assert ids(lines(result)[3])[0] == "camp-mug"
    assert set(lines(result)[0]["results"][0]) == {"id", "kind", "title", "score"}


def test_a_query_without_an_id_has_none(shopbot):
    assert lines(shopbot("search", "boot", "--json"))[0].keys() == {"query", "results"}


def test_only_the_ids_of_a_query_are_ranked(shopbot, write):
    path = write('{"query": "boot", "ids": ["camp-mug", "snow-boot", "gone"]}\n{"query": "boot"}')
    limited, free = lines(shopbot("search", "--queries", path, "--json"))
    assert ids(limited) == ["snow-boot", "camp-mug"]
    assert len(ids(free)) == 4


def test_texts_of_a_query_are_ranked_without_an_index(shopbot, write, monkeypatch, tmp_path):
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path / "empty"))
    candidates = [{"id": "c", "text": "It is blue."}, {"id": 9, "text": "Wash it at 30 degrees."}]
    queries = [
        {"id": 1, "query": "how do I wash it?", "candidates": candidates},
        {"id": 2, "query": "how do I wash it?", "texts": ["Wash it cold.", "Blue."]},
        {"id": 3, "query": "how?", "texts": []},
    ]
    path = write("\n".join(json.dumps(query) for query in queries))
    found = lines(shopbot("search", "--queries", path, "--json"))
    assert [ids(line) for line in found] == [["9", "c"], ["0", "1"], []]
    assert found[0]["results"][0]["title"] == "Wash it at 30 degrees."


def test_filters_hold_before_the_search(shopbot):
    assert ids(lines(shopbot("search", "boot", "--json", "--size", "42"))[0]) == ["trail-runner-2"]
    shoes = lines(shopbot("search", "mug", "--json", "--category", "Shoes"))[0]
    assert set(ids(shoes)) == {"trail-runner-2", "snow-boot"}
    assert "nothing found" in shopbot("search", "boot", "--max-price", "10").stdout
    assert "camp-mug" in shopbot("search", "boot", "--min-price", "89.90", "--in-stock").stdout


def test_what_does_not_fit_can_be_left_out(shopbot):
    assert "nothing found" in shopbot("search", "car insurance", "--min-relevance", "0.3").stdout
    assert "snow-boot" in shopbot("search", "snow boots", "--min-relevance", "0.3").stdout


def test_policies_have_nothing_to_filter_by(shopbot):
    assert "no prices" in shopbot("search", "x", "--kind", "policy", "--size", "4", status=2).output
    assert "returns#how" in shopbot("search", "send back", "--kind", "policy", "-k", 1).stdout


@pytest.mark.parametrize(
    "line", ["[]", '{"id": 1}', "{", '{"query": "a", "ids": 3}', '{"query": "a", "texts": "b"}']
)
def test_a_bad_query_is_said_with_its_line(shopbot, write, line):
    path = write('{"query": "boot"}\n' + line)
    assert f"{path.name}:2 is no object" in shopbot("search", "--queries", path, status=1).output


def test_a_price_has_to_be_a_number(shopbot):
    assert "'cheap' is no number" in shopbot("search", "x", "--max-price", "cheap", status=2).output


def test_retrieval_is_measured_beside_simpler_searches(shopbot, write):
    path = write(QRELS, "qrels.csv")
    report = shopbot("eval", "retrieval", "--qrels", path, "--worst", 1).stdout
    assert "3 queries, 3 judged records, 1 not in the index" in report
    assert "words alone" in report
    assert "0.000  tent: " in report
    found = lines(shopbot("eval", "retrieval", "--qrels", path, "--json"))[0]
    assert (found["queries"], found["unknown_ids"]) == (3, 1)
    assert found["scores"]["both"]["ndcg_10"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["scores"].keys() == {"both", "words", "meaning", "sum"}


def test_a_measure_below_the_least_fails(shopbot, write):
    path = write(QRELS, "qrels.csv")
    shopbot("eval", "retrieval", "--qrels", path, "--min-ndcg", "0.6")
    result = shopbot("eval", "retrieval", "--qrels", path, "--min-ndcg", "0.9", status=1)
    assert "nDCG@10 is 0.6667, below 0.9" in result.stderr


def test_judgements_that_cannot_be_read_are_said(shopbot, write):
    path = write("query,product_id,grade\nboot,snow-boot,good\n", "qrels.csv")
    assert "qrels.csv:2" in shopbot("eval", "retrieval", "--qrels", path, status=1).stderr
