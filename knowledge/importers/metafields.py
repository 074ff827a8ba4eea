"""Metafields: what Shopify's product export says beyond its own columns.

A column is called "Fabric (product.metafields.custom.fabric)"; a value is text, a JSON list,
or a JSON object with a value and its unit or scale.
"""

from __future__ import annotations

import json
import re
from typing import Any

from knowledge.importers.csv_table import TableRow

COLUMN = re.compile(r"(?P<name>.*\S)\s*\(product\.metafields\.(?P<key>[^)]+)\)", re.IGNORECASE)
RATING, RATING_COUNT = "reviews.rating", "reviews.rating_count"


def read_metafields(row: TableRow) -> dict[str, Any]:
    """Each metafield's key ("custom.fabric") that has a value, with its name and value."""
    columns = ((COLUMN.fullmatch(column), cell) for column, cell in row.cells.items() if cell)
    return {match["key"]: (match["name"], _value(cell)) for match, cell in columns if match}


def _value(cell: str) -> object:
    """A text or a list of texts; an object with nothing that we could say is an empty text."""
    if cell[0] not in "[{":
        return cell.split("; ") if "; " in cell else cell
    try:
        value = json.loads(cell)
    except ValueError:
        return cell
    if isinstance(value, list):
        return [str(item) for item in value if isinstance(item, (str, int, float))]
    amount, unit = value.get("value"), value.get("unit", "")
    return f"{amount} {unit}".strip().lower() if isinstance(amount, (str, int, float)) else ""
