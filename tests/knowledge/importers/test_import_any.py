"""The import command on exports of shop systems: whole, broken, and again."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli
from knowledge.settings import Settings
from knowledge.store import Store
from tests.knowledge.importers.test_forms import MAGENTO, SHOPIFY, WOO

EXPORTS = {"shopify": SHOPIFY, "woocommerce": WOO, "magento": MAGENTO}
PRICE = {"shopify": "Variant Price", "woocommerce": "Regular price", "magento": "price"}


@pytest.fixture
def shopbot(tmp_path, monkeypatch):
    """Run `shopbot …` on data of its own."""
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path / "data"))
    for name in ("SHOPBOT_DATABASE_URL", "SHOPBOT_CURRENCY"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, status=0):
        result = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert result.exit_code == status, result.output
        return result

    return run


def stored():
    store = Store(Settings.from_env().database_url)
    products = store.products()
    store.close()
    return products


def test_the_currency_comes_from_the_option_or_the_setting(shopbot, export, monkeypatch):
    path = export([SHOPIFY])
    result = shopbot("catalog", "import", path, status=1)
    assert "--currency EUR" in result.stderr
    assert not stored()
    shopbot("catalog", "import", path, "--currency", "chf")
    assert stored()[0].variants[0].price.currency == "CHF"
    monkeypatch.setenv("SHOPBOT_CURRENCY", "EUR")
    shopbot("catalog", "import", path)
    assert stored()[0].variants[0].price.currency == "EUR"


def test_a_currency_that_is_none_is_refused(shopbot, export):
    result = shopbot("catalog", "import", export([SHOPIFY]), "--currency", "euro", status=2)
    assert "'EURO' is not an ISO 4217 currency" in result.stderr


@pytest.mark.parametrize("form", EXPORTS)
def test_importing_twice_changes_nothing(shopbot, export, form):
    path = export([EXPORTS[form]])
    shopbot("catalog", "import", path, "--currency", "EUR")
    before = stored()
    result = shopbot("catalog", "import", path, "--currency", "EUR", "--replace")
    assert "0 new products, 0 changed, 1 unchanged, 0 deleted" in result.stdout
    assert stored() == before


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data, _price: data + b'"never closed', "is broken CSV: unexpected end of data"),
        (lambda data, price: data[: data.index(price)], "is "),
        (lambda data, price: data.replace(price, b"12;50"), "is not a price"),
        (lambda data, price: data.replace(price, b"-3"), "is negative"),
        (lambda data, _price: data.decode().encode("utf-16"), "is UTF-16"),
        (lambda data, _price: data + b"\xff\xfe\n", "is not UTF-8"),
        (lambda data, _price: data.splitlines(keepends=True)[0], "holds a header and no rows"),
        (lambda data, _price: b"", "is empty"),
        (lambda data, _price: b"%PDF-1.4 " + data, "is a PDF"),
        (lambda data, _price: data.replace(b",", b"~"), "is none of the known forms"),
        (lambda data, _price: data + data.splitlines(keepends=True)[1], "is already at"),
    ],
)
def test_a_broken_file_changes_nothing_and_says_why(shopbot, export, form, damage, reason):
    row = EXPORTS[form] | {PRICE[form]: "47.11"}
    path = export([row])
    shopbot("catalog", "import", path, "--currency", "EUR")
    before = stored()
    path.write_bytes(damage(path.read_bytes(), b"47.11"))
    result = shopbot("catalog", "import", path, "--currency", "EUR", "--replace", status=1)
    assert str(path) in result.stderr
    assert reason in result.stderr
    assert "nothing was changed" in result.stderr
    assert stored() == before


def test_the_report_counts_every_row(shopbot, export, tmp_path):
    rows = [
        SHOPIFY,
        SHOPIFY | {"Handle": "draft", "Status": "draft"},
        SHOPIFY | {"Handle": "bad", "Variant Price": "x"},
        {"Handle": "bad", "Image Src": "/more.jpg"},
    ]
    report = tmp_path / "report.json"
    args = ("catalog", "import", export(rows), "--currency", "EUR", "--report", report)
    shopbot(*args, status=1)
    assert json.loads(report.read_text())["changes"] is None
    result = shopbot(*args, "--skip-bad")
    assert "Left out (1)" in result.stderr
    found = json.loads(report.read_text())
    assert [found[f"rows_{kind}"] for kind in ("read", "imported", "refused", "left_out")] == [
        4, 1, 2, 1,
    ]  # fmt: skip
    assert found["left_out"][0] | {"file": ""} == {
        "file": "", "line": 3, "field": "Handle", "reason": "is a draft", "rows": 1,
    }  # fmt: skip
    assert found["errors"][0]["field"] == "Variant Price"
    assert found["changes"] == {"new": 1, "changed": 0, "unchanged": 0, "deleted": 0}


def test_a_mapping_is_started_completed_and_used(shopbot, export, tmp_path):
    path = export([{"sku": "m1", "name": "Mug", "price": "9", "colour": "red"}])
    mapping = tmp_path / "map.yaml"
    mapping.write_text(shopbot("catalog", "map", path).stdout, "utf-8")
    shopbot("catalog", "import", path, "--map", mapping, "--currency", "EUR")
    (mug,) = stored()
    assert (mug.id, mug.variants[0].options) == ("m1", {"color": "red"})


def test_a_starter_for_a_file_that_cannot_be_read(shopbot, tmp_path):
    result = shopbot("catalog", "map", tmp_path / "gone.csv", status=1)
    assert "cannot be read" in result.stderr


def test_very_many_errors_are_counted_not_all_listed(shopbot, export):
    rows = [SHOPIFY | {"Handle": f"p{i}", "Variant Price": "x"} for i in range(250)]
    result = shopbot("catalog", "import", export(rows), "--currency", "EUR", status=1)
    assert "Errors (250):" in result.stderr
    assert "… and 150 more" in result.stderr
