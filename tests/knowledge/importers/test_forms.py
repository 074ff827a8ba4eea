"""Which form a file has, told by its beginning."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from knowledge.importers.catalog import read_catalog
from knowledge.importers.forms import FORMS, form_of
from knowledge.importers.interface import Form, Options, Sample
from knowledge.importers.mapping_file import MappingFile, load_mapping
from knowledge.importers.report import RowError

NATIVE = {"id": "a", "title": "A", "variants": [{"sku": "a", "price": "1", "currency": "EUR"}]}
SHOPIFY = {"Handle": "b", "Title": "B", "Option1 Name": "Title", "Variant Price": "2"}
WOO = {"ID": "1", "Type": "simple", "SKU": "c", "Name": "C", "Regular price": "3"}
MAGENTO = {
    "sku": "d", "store_view_code": "", "attribute_set_code": "Default", "name": "D",
    "product_type": "simple", "price": "4.0000", "visibility": "Catalog, Search",
}  # fmt: skip


@pytest.fixture
def native(tmp_path):
    path = tmp_path / "native.jsonl"
    path.write_text(json.dumps(NATIVE) + "\n")
    return path


def test_files_of_several_forms_are_read_together(native, export):
    paths = [native, export([SHOPIFY], "b.csv"), export([WOO], "c.csv", ";")]
    paths.append(export([MAGENTO], "d.tsv", "\t"))
    assert [form_of(path).name for path in paths] == ["native", "shopify", "woocommerce", "magento"]
    catalog, report = read_catalog(paths, options=Options("EUR"))
    assert not report.errors
    assert [product.title for product in catalog.products] == ["A", "B", "C", "D"]


def test_a_file_of_no_form_says_what_it_has_and_what_to_do(export):
    catalog, report = read_catalog([export([{"Artikel": "1", "Preis": "2"}])])
    (error,) = report.errors
    assert "it has artikel, preis" in error.reason
    assert all(name in error.reason for name in FORMS)
    assert "shopbot catalog map" in error.reason
    assert not catalog.products


def test_a_file_of_two_forms_asks_which(export, monkeypatch):
    twin = Form("twin", "a twin", lambda _sample: True, lambda _path, _options: [])
    monkeypatch.setitem(FORMS, "twin", twin)
    found = form_of(export([SHOPIFY]))
    assert isinstance(found, RowError)
    assert "may be shopify or twin: say which one with --format" in found.reason


def test_a_form_that_is_named_is_not_guessed(export):
    _, report = read_catalog([export([SHOPIFY])], form="woocommerce", options=Options("EUR"))
    assert report.errors


@pytest.mark.parametrize(
    ("name", "text", "columns"),
    [
        ("a.json", '[{"ID": 1, "Name": {"en": "x"}}]', ("id", "name")),
        ("a.jsonl", '{"id": 1}\n{"other": 2}\n', ("id",)),
        ("a.json", '{"products": [{"id": 1}]}', ("products",)),
        ("a.json", '[{"id": 1, "name": "' + "x" * 70_000 + '"}]', ("id", "name")),
        ("a.yaml", "- id: 1\n  title: x\n", ("id", "title")),
        ("a.csv", "\ufeffID;Name\n", ("id", "name")),
        ("a.xml", '<?xml version="1.0"?><rss/>', ()),
    ],
)
def test_the_columns_that_a_form_is_told_by(tmp_path, monkeypatch, name, text, columns):
    seen: list[Sample] = []
    watcher = Form("watcher", "", lambda sample: not seen.append(sample), lambda _p, _o: [])
    monkeypatch.setitem(FORMS, "watcher", watcher)
    path = tmp_path / name
    path.write_text(text, "utf-8")
    form_of(path)
    assert [sample.columns for sample in seen] == [columns]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF, not text"),
        (b"PK\x03\x04....", "is a spreadsheet or an archive"),
        ("Handle,Title\n".encode("utf-16"), "is UTF-16"),
        (b"Handle,Titl\xe9\n", "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_says_what_it_is(tmp_path, data, reason):
    path = tmp_path / "products.csv"
    path.write_bytes(data)
    found = form_of(path)
    assert isinstance(found, RowError)
    assert reason in found.reason


def test_a_folder_may_hold_its_catalogue_in_any_form(export, tmp_path):
    export([SHOPIFY], "catalog.csv")
    (tmp_path / "shop.yaml").write_text("name: Fell & Field\n")
    catalog, report = read_catalog([tmp_path], options=Options("EUR"))
    assert not report.errors
    assert [product.id for product in catalog.products] == ["b"]
    assert catalog.shop.name == "Fell & Field"


DOCS = Path(__file__).resolve().parents[3] / "docs" / "importing.md"


def test_the_documentation_lists_every_form():
    listed = re.findall(r"^\| `(\w+)` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(FORMS)


def test_the_shop_file_of_the_documentation_is_read(export, tmp_path):
    export([SHOPIFY], "catalog.csv")
    example = re.findall(r"```yaml\n(name: .*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    (tmp_path / "shop.yaml").write_text(example[0], "utf-8")
    catalog, report = read_catalog([tmp_path], options=Options("EUR"))
    assert (report.errors, report.shop) == ((), "My Shop")
    assert {"email", "phone", "opening_hours"} <= catalog.shop.details.keys()


def test_the_mapping_file_of_the_documentation_is_right(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "map.yaml"
    path.write_text(example[1], "utf-8")
    assert isinstance(load_mapping(path), MappingFile)


def test_an_endless_line_is_not_repeated_in_its_error(tmp_path):
    path = tmp_path / "huge.csv"
    path.write_text("x" * 100_000, "utf-8")
    found = form_of(path)

    assert isinstance(found, RowError)
    assert len(found.reason) < 1500
