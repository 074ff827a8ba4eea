"""The quick check of a row's form lets nothing pass that the schema refuses."""

from __future__ import annotations

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from knowledge.importers.interface import RawRow
from knowledge.importers.schema import SCHEMA, form_errors
from tests.knowledge.conftest import ROW

DEFINITIONS = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
FULL = ROW | {
    "url": "/trail-2", "image": "x.jpg", "images": ["y.jpg"], "rating": "4.5", "rating_count": 2,
    "size_chart": None,
    "variants": [ROW["variants"][0] | {"list_price": 99, "prices": {"USD": "9"}, "barcode": 4,
                                       "image": "z.jpg"}],
}  # fmt: skip
texts = st.sampled_from(["", " ", "x", "x" * 501, "javascript:x", "12,50", "2026-01-01\n"])
scalars = (
    st.none() | st.booleans() | st.integers(-2, 2 * 10**9) | st.decimals(-10, 10, places=2) | texts
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


def places(value, path=()):
    """The path to each value within `value`."""
    yield path
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))


def changed(path, value):
    row = copy.deepcopy(FULL)
    target = row
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return row


@settings(deadline=None, max_examples=400)
@given(st.sampled_from([path for path in places(FULL) if path]), values)
def test_it_agrees_with_the_schema(path, value):
    row = changed(path, value)
    schema = {"$defs": DEFINITIONS, "$ref": "#/$defs/product"}
    refused = not Draft202012Validator(schema).is_valid(row)
    assert bool(form_errors(RawRow("x.jsonl", 1, row), "product")) is refused
