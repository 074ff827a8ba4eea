"""The native form: products, size charts, reviews and what the shop says of itself.

Files end in .jsonl, .json (an array) or .yaml (a list). What a file holds is told by its
name; any name but those of KINDS holds products.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.importers import reviews
from knowledge.importers.files import read_mapping, read_rows
from knowledge.importers.interface import Options, RawRow, Row, Sample

SUFFIXES = (".jsonl", ".ndjson", ".json", ".yaml", ".yml")

# In the order in which rows refer to each other.
KINDS = {"shop": "shop", "size_charts": "size_chart", "catalog": "product", "reviews": "review"}

# A product has all of them; no other form that we know names its fields so.
FIELDS = {"id", "title", "variants"}


def kind_of(path: Path) -> str:
    """What the rows of a native file are."""
    return KINDS.get(path.stem, "product")


def recognises(sample: Sample) -> bool:
    """Whether this is a native file: by its name, or by the fields of its first object."""
    if sample.suffix not in SUFFIXES:
        return False
    named = sample.path.stem in KINDS and not reviews.recognises(sample)
    return named or set(sample.columns) >= FIELDS


def read(path: Path, _options: Options) -> Iterator[Row]:
    """The rows as they are."""
    kind = kind_of(path)
    for row in [read_mapping(path)] if kind == "shop" else read_rows(path):
        yield replace(row, kind=kind) if isinstance(row, RawRow) else row
