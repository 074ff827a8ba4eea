"""Texts of the block editor that Saleor stores."""

from __future__ import annotations

import json

import pytest

from knowledge.importers.editorjs import editorjs_text


def document(*blocks):
    return {"time": 1, "version": "2.30", "blocks": [{"type": t, "data": d} for t, d in blocks]}


DOCUMENT = document(
    ("header", {"text": "Care &amp; wear", "level": 2}),
    ("paragraph", {"text": "Wash <b>cold</b>,&nbsp;dry flat."}),
    ("list", {"style": "unordered", "items": ["no bleach", "no <i>tumble</i> dryer"]}),
    (
        "list",
        {
            "style": "ordered",
            "items": [
                {"content": "soak", "meta": {}, "items": [{"content": "ten minutes", "items": []}]},
                {"content": "rinse", "items": []},
            ],
        },
    ),
    ("checklist", {"items": [{"text": "machine safe", "checked": True}]}),
    ("quote", {"text": "Lasts for years.", "caption": "Our tailor"}),
    ("table", {"withHeadings": False, "content": [["Wool", "80 %"], ["Nylon", "20 %"]]}),
    ("delimiter", {}),
    ("image", {"file": {"url": "https://shop.example/a.png"}, "caption": "The label"}),
    ("raw", {"html": "<p>Made in <em>Porto</em></p><script>x()</script>"}),
    ("shop-note", {"text": "Ships flat."}),
)
TEXT = """\
Care & wear

Wash cold, dry flat.

- no bleach
- no tumble dryer

1. soak
  1. ten minutes
2. rinse

- machine safe

Lasts for years.
Our tailor

Wool: 80 %
Nylon: 20 %

The label

Made in Porto

Ships flat."""


def test_blocks_become_lines():
    assert editorjs_text(DOCUMENT) == TEXT


def test_a_document_as_json_text():
    assert editorjs_text(json.dumps(DOCUMENT)) == TEXT


def test_any_other_text_is_html():
    assert editorjs_text("<p>Plain</p>") == "Plain"
    assert editorjs_text("{not json") == "{not json"


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        {},
        {"blocks": "none"},
        {"blocks": [None, {"type": "paragraph"}, {"type": "list", "data": {"items": 3}}]},
        {"blocks": [{"type": "table", "data": {"content": [[], "x"]}}]},
    ],
)
def test_what_is_no_document_has_no_text(value):
    assert editorjs_text(value) == ""


def test_lists_without_end():
    inner = {"content": "x", "items": []}
    for _ in range(500):
        inner = {"content": "x", "items": [inner]}
    assert editorjs_text(document(("list", {"items": [inner]}))).count("x") == 21
