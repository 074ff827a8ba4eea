"""Options arrive under one name, whatever the shop calls them."""

from __future__ import annotations

import json

import pytest

from knowledge.importers.catalog import read_catalog


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"Größe": "M"}, {"size": "M"}),
        ({"TAILLE": "M", "Couleur": "bleu"}, {"size": "M", "color": "bleu"}),
        ({"Shoe size": "42"}, {"size": "42"}),
        ({"shoe_size:": "42"}, {"size": "42"}),
        ({"Screen size": "15 in"}, {"screen size": "15 in"}),
        ({"Matériau": "laine", "Edition": "2"}, {"material": "laine", "edition": "2"}),
        ({"EU size": "42", "UK size": "8"}, {"size": "42", "uk size": "8"}),
        ({"sizes": "a", "size": "b"}, {"size": "a", "size 2": "b"}),
    ],
)
def test_names_of_options(tmp_path, given, expected):
    variant = {"sku": "a", "price": "1", "currency": "EUR", "options": given}
    path = tmp_path / "catalog.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "A", "variants": [variant]}), "utf-8")
    catalog, report = read_catalog([path])
    assert not report.errors
    assert catalog.products[0].variants[0].options == expected
