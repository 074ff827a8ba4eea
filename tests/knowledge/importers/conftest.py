"""Exports of shop systems, written as the systems write them."""

from __future__ import annotations

import csv
import io

import pytest

from knowledge.importers.catalog import read_catalog
from knowledge.importers.interface import Options


def as_csv(rows, delimiter=","):
    """Rows (mappings of column to text) as a table whose header has every column."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def export(tmp_path):
    """Write rows as an exported table and return its path."""

    def write(rows, name="export.csv", delimiter=","):
        path = tmp_path / name
        path.write_bytes(as_csv(rows, delimiter).encode())
        return path

    return write


@pytest.fixture
def load():
    """Read files with the currency that these exports leave out."""

    def read(*paths, currency="EUR", **rest):
        return read_catalog(paths, options=Options(currency=currency, **rest))

    return read
