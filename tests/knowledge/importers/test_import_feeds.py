"""The import command on feeds, fixtures and reviews: whole, again, and broken."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli
from knowledge.settings import Settings
from knowledge.store import Store
from tests.knowledge.importers.test_google import RSS
from tests.knowledge.importers.test_medusa import BIGGER, SHOE, text_of
from tests.knowledge.importers.test_saleor import FIXTURE

REVIEWS = "sku,rating,body\nTR-41,4,Dry feet\n"

# Per form: a whole file, and a broken one with what is said of it.
FILES = {
    "google": ("feed.xml", RSS, RSS.replace("1,234.50 EUR", "12;50 EUR"), ("price", "12;50 EUR")),
    "saleor": (
        "dump.json",
        json.dumps(FIXTURE),
        json.dumps(FIXTURE)[:-900],
        ("is broken JSON", "nothing after it was read"),
    ),
    "medusa": (
        "products.csv",
        text_of(SHOE, BIGGER),
        text_of(SHOE, BIGGER | {"Variant Price EUR": "12,50"}),
        ("products.csv:4", "Variant Price EUR", "12,50"),
    ),
    "reviews": (
        "export.csv",
        REVIEWS,
        REVIEWS + "TR-41,6,Too good\n",
        ("export.csv:3", "rating", "is 6, must be from 1 to 5"),
    ),
}


@pytest.fixture
def shopbot(tmp_path, monkeypatch):
    """Run `shopbot catalog import …` on data of its own, which has Medusa's shoe."""
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path / "data"))
    for name in ("SHOPBOT_DATABASE_URL", "SHOPBOT_CURRENCY"):
        monkeypatch.delenv(name, raising=False)

    def run(text, name, *options):
        (tmp_path / name).write_bytes(text.encode())
        arguments = ["catalog", "import", str(tmp_path / name), *options]
        return CliRunner().invoke(cli, arguments)

    assert run(text_of(SHOE, BIGGER), "shoe.csv").exit_code == 0
    return run


def stored():
    store = Store(Settings.from_env().database_url)
    products = store.products()
    found = products, [store.reviews(product.id) for product in products]
    store.close()
    return found


@pytest.mark.parametrize("form", FILES)
def test_importing_twice_changes_nothing(shopbot, form):
    name, whole, _, _ = FILES[form]
    replace = ["--replace"] if form in {"google", "saleor"} else []
    assert shopbot(whole, name, *replace).exit_code == 0
    first = stored()
    result = shopbot(whole, name, *replace)
    assert result.exit_code == 0, result.output
    assert stored() == first
    assert "0 new products, 0 changed" in result.output


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("named", [True, False])
def test_a_broken_file_changes_nothing_and_says_why(shopbot, form, named):
    name, _, broken, said = FILES[form]
    before = stored()
    result = shopbot(broken, name, *(["--format", form] if named else []))
    assert result.exit_code == 1
    assert all(words in result.stderr for words in said), result.stderr
    assert stored() == before


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("text", ["", "%PDF-1.7\n", "\x00\x01"])
def test_what_is_no_text_changes_nothing(shopbot, form, text):
    before = stored()
    result = shopbot(text, FILES[form][0], "--format", form)
    assert result.exit_code == 1
    assert FILES[form][0] in result.stderr
    assert stored() == before


def test_reviews_find_the_products_of_the_store(shopbot):
    assert shopbot(REVIEWS, "export.csv").exit_code == 0
    products, reviews = stored()
    assert [[review.text for review in found] for found in reviews] == [["Dry feet"]]
    assert reviews[0][0].product_id == products[0].id
