"""Values of one row by a mapping: looked up, cut, joined and made native."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from knowledge.importers import cells
from knowledge.importers.checks import number
from knowledge.importers.html import to_text
from knowledge.importers.mapping_file import FieldMap, MappingFile, Source
from knowledge.importers.records import text
from knowledge.importers.schema import shown
from knowledge.money import decimals, parse_money

LISTS = {"tags", "images"}
AMOUNTS = ("price", "list_price")
QUANTITIES = {"stock", "rating_count"}

MISSING = object()


def lookup(record: Mapping[str, Any], path: str) -> Any:
    """What `record` has under a column's name or a dotted path, `MISSING` if it has nothing.

    A path through a list goes through each of its elements: "images.url" is every address.
    """
    found = next((record[name] for name in (path, path.lower()) if name in record), MISSING)
    head, dot, rest = path.partition(".")
    if found is not MISSING or not dot or head not in record:
        return found
    inner = record[head]
    if isinstance(inner, list) and (index := re.fullmatch(r"(\d+)(?:\.(.+))?", rest)):
        if int(index[1]) >= len(inner):
            return MISSING
        inner, rest = inner[int(index[1])], index[2]
        if not rest:
            return inner
    if isinstance(inner, dict):
        return lookup(inner, rest)
    if isinstance(inner, list):
        found = [lookup(item, rest) for item in inner if isinstance(item, dict)]
        return [item for item in found if item is not MISSING]
    return MISSING


def values_of(source: Source, record: Mapping[str, Any]) -> list[Any]:
    """The values that `source` finds; a list is taken apart, empty ones are left out."""
    if not source.columns:
        return source.constant if isinstance(source.constant, list) else [source.constant]
    found: list[Any] = []
    for column in source.columns:
        value = lookup(record, column)
        if isinstance(value, str) and source.separator:
            found += cells.split(value, source.separator)
        else:
            found += value if isinstance(value, list) else [value]
    return [_worded(v, source) for v in found if v is not MISSING and v not in ("", None)]


def _worded(value: Any, source: Source) -> Any:
    if source.values:
        value = source.values.get(str(value).strip().lower(), value)
    return (
        f"{source.prefix}{text(value)}{source.suffix}" if source.prefix + source.suffix else value
    )


def fields_of(fields: FieldMap, record: Mapping[str, Any]) -> dict[str, Any]:
    """The native fields of one record but its amounts; what is not there is left out."""
    found = {
        name: _native(name, source, record)
        for name, source in fields.fields.items()
        if name not in AMOUNTS
    }
    groups = {
        group: {name: _joined(values_of(source, record), ", ") for name, source in sources.items()}
        for group, sources in fields.groups.items()
        if group != "prices"
    }
    return cells.filled(**found, **{group: cells.attributes(of) for group, of in groups.items()})


def amount_of(
    source: Source, record: Mapping[str, Any], mapping: MappingFile, currency: str
) -> tuple[str, str]:
    """An amount in major units and its currency; two empty texts where there is none.

    Raises ValueError for what is no amount as the mapping says that they are written.
    """
    value = next(iter(values_of(source, record)), "")
    if value == "":
        return "", currency
    amount = number(_plain(value, mapping.decimal) if isinstance(value, str) else value)
    if amount is None:
        return _signed(value, mapping.decimal, currency)
    if mapping.in_cents:
        amount = amount.scaleb(-decimals(currency)) if currency else amount
    return f"{amount:f}", currency


def _plain(value: str, decimal: str) -> str:
    """A figure with a decimal point: "1.234,50" is 1234.50 where commas are decimal."""
    thousands = "," if decimal == "." else "."
    whole = rf"(?:\d+|\d{{1,3}}(?:\{thousands}\d{{3}})+)"
    if not re.fullmatch(rf"-?{whole}(?:\{decimal}\d+)?", value.strip()):
        return ""
    return value.strip().replace(thousands, "").replace(decimal, ".")


def _signed(value: Any, decimal: str, currency: str) -> tuple[str, str]:
    """An amount that carries its currency's sign, such as "€12.50"."""
    if isinstance(value, str) and re.search(r"[^\d.,'\s-]", value):
        with suppress(ValueError):
            money = parse_money(value, currency or None)
            return f"{money.amount:f}", money.currency
    raise ValueError(f"{shown(value)} is not a price such as 89{decimal}90")


def _native(name: str, source: Source, record: Mapping[str, Any]) -> Any:
    values = values_of(source, record)
    if name in LISTS:
        return [
            value if isinstance(value, (str, int, Decimal)) else text(value) for value in values
        ]
    if name == "category":
        return _joined(values, " > ")
    if name == "description":
        return "\n\n".join(to_text(str(value)) for value in values)
    if name in QUANTITIES:
        first = next(iter(values), None)
        return cells.whole(first.strip()) if isinstance(first, str) else first
    return values[0] if len(values) == 1 else _joined(values, " ")


def _joined(values: list[Any], separator: str) -> str:
    return separator.join(filter(None, map(text, values)))
