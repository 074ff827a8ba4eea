"""The mapping file (YAML): which column or field of a file fills which of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from knowledge.importers.files import read_mapping
from knowledge.importers.report import RowError
from knowledge.importers.schema import TYPE_NAMES, field_path, shown
from knowledge.money import is_currency

SCHEMA = Path(__file__).with_name("mapping.schema.json")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: columns (or dotted paths in JSON), or a constant.

    `separator` cuts a text into a list. `values` replaces what the file says (in any case)
    by what it means, such as "sold out" by 0; what it does not name stays.
    """

    columns: tuple[str, ...] = ()
    constant: Any = None
    separator: str = ""
    prefix: str = ""
    suffix: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


Sources = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """How one kind of record is filled: plain fields by name, and groups of named values.

    `list` is the path to a list of such records within a row, empty where the row is one.
    """

    fields: Sources
    groups: Mapping[str, Sources] = field(default_factory=dict)
    list: str = ""


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping file that was found to be right.

    `rows` are the keys that lead to the list of rows in JSON. `group_by` is the column that
    rows of one product share, empty where each row is a product. `only` maps a column to the
    values, lower-case, of rows that are wanted. `in_cents`: amounts are in minor units.
    """

    product: FieldMap
    variants: FieldMap
    reviews: FieldMap | None
    rows: tuple[str, ...] = ()
    group_by: str = ""
    currency: str = ""
    in_cents: bool = False
    decimal: str = "."
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns of each native field, those of lists within a row left out."""
        found: dict[str, tuple[str, ...]] = {}
        for prefix, part in (("", self.product), ("variants.", self.variants)):
            for name, source in part.fields.items() if not part.list else ():
                found[prefix + name] = source.columns
            for group, sources in part.groups.items() if not part.list else ():
                found |= {f"{prefix}{group}.{name}": s.columns for name, s in sources.items()}
        return found


def load_mapping(path: Path) -> MappingFile | list[RowError]:
    """The mapping in `path`, or everything that is wrong with it."""
    row = read_mapping(path)
    if isinstance(row, RowError):
        return [row]
    errors = [
        RowError(str(path), row.line, *_error(error))
        for error in _validator().iter_errors(row.value)
    ]
    currency = row.value.get("currency")
    if not errors and currency and not is_currency(currency.upper()):
        reason = f"{shown(currency)} is not an ISO 4217 currency"
        errors.append(RowError(str(path), row.line, "currency", reason))
    variants = row.value.get("variants")
    if not errors and isinstance(variants, dict) and {"group_by", "list"} <= variants.keys():
        reason = "and variants.list exclude each other: variants are rows, or lists in rows"
        errors.append(RowError(str(path), row.line, "variants.group_by", reason))
    return errors or _mapping(row.value)


def _mapping(value: Mapping[str, Any]) -> MappingFile:
    return MappingFile(
        product=_fields(value["product"]),
        variants=_fields(value["variants"]),
        reviews=_fields(value["reviews"]) if "reviews" in value else None,
        rows=tuple(filter(None, value.get("rows", "").split("."))),
        group_by=value["variants"].get("group_by", ""),
        currency=value.get("currency", "").upper(),
        in_cents=value.get("unit") == "cents",
        decimal=value.get("decimal", "."),
        only={
            column: tuple(str(item).lower() for item in wanted)
            for column, wanted in value.get("only", {}).items()
        },
    )


def _fields(value: Mapping[str, Any]) -> FieldMap:
    groups = {"attributes", "options", "prices"}
    return FieldMap(
        {
            name: _source(given)
            for name, given in value.items()
            if name not in groups | {"list", "group_by"}
        },
        {
            group: {name: _source(given) for name, given in value[group].items()}
            for group in groups & value.keys()
        },
        value.get("list", ""),
    )


def _source(given: Any) -> Source:
    if isinstance(given, str):
        return Source((given,))
    if isinstance(given, list):
        return Source(tuple(given))
    if "value" in given:
        return Source(constant=given["value"])
    values = {str(name).lower(): meant for name, meant in given.get("values", {}).items()}
    texts = {name: given.get(name, "") for name in ("separator", "prefix", "suffix")}
    return Source((given["column"],), values=values, **texts)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _error(error: ValidationError) -> tuple[str, str]:
    """The key that is wrong, and why."""
    path, schema = list(error.absolute_path), cast("Mapping[str, Any]", error.schema)
    if error.validator == "required":
        path.append(error.message.split("'")[1])
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        path.append(next(name for name in error.instance if name not in schema["properties"]))
    wanted: Any = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    reasons: dict[str, Callable[[], str]] = {
        "required": lambda: "is missing",
        "additionalProperties": lambda: f"is unknown; known are {', '.join(schema['properties'])}",
        "oneOf": lambda: (
            "must be a column, a list of columns, {column: …} or {value: …},"
            f" not {shown(error.instance)}"
        ),
        "enum": lambda: f"must be {' or '.join(wanted)}",
        "type": lambda: f"must be {_types(names)}, not {shown(error.instance)}",
        "pattern": lambda: str(schema.get("$comment", "is empty")),
    }
    return field_path(path), reasons.get(str(error.validator), lambda: error.message[:200])()


def _types(names: Iterable[str]) -> str:
    return " or ".join(TYPE_NAMES[name] for name in names)
