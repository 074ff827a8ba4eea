"""The form of a row, held by native.schema.json, with reasons that a shop owner can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from knowledge.importers.interface import RawRow
from knowledge.importers.report import RowError

SCHEMA = Path(__file__).with_name("native.schema.json")

# Half a surrogate pair, or a control character.
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")

TYPE_NAMES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def form_errors(row: RawRow, kind: str) -> list[RowError]:
    """What is wrong with the form of `row`, a "product", "size_chart" or "review"."""
    errors = [] if _is_right(kind, row.value) else _errors(row, kind)
    errors += [
        RowError(row.file, row.line, field, f"holds U+{ord(char):04X}, which is no text")
        for field, char in _unreadable(row.value)
    ]
    return errors


def unknown_fields(row: RawRow, kind: str) -> Iterator[RowError]:
    """A warning for each field that no record has."""
    known = _definitions()[kind]["properties"]
    nested = [("", row.value, known)]
    variants = row.value.get("variants")
    if kind == "product" and isinstance(variants, list):
        fields = _definitions()["variant"]["properties"]
        nested += [(f"variants[{i}].", variant, fields) for i, variant in enumerate(variants)]
    for prefix, value, fields in nested:
        for name in value if isinstance(value, dict) else ():
            if name not in fields:
                yield RowError(row.file, row.line, prefix + name, "is unknown and was not read")


def _is_right(kind: str, value: object) -> bool:
    """Say so for a good row, at a twentieth of what it takes to tell all that is wrong."""
    try:
        _quick(kind)(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _errors(row: RawRow, kind: str) -> list[RowError]:
    return [_row_error(row, error) for error in _validator(kind).iter_errors(row.value)]


@cache
def _quick(kind: str) -> Callable[[object], object]:
    schema = {"$defs": _definitions(), "$ref": f"#/$defs/{kind}"}
    check: Callable[[object], object] = fastjsonschema.compile(schema, detailed_exceptions=False)
    return check


@cache
def _definitions() -> Mapping[str, Any]:
    definitions: Mapping[str, Any] = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    return definitions


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$defs": _definitions(), "$ref": f"#/$defs/{kind}"})


def _row_error(row: RawRow, error: ValidationError) -> RowError:
    best = error
    if error.context:
        best = next((e for e in error.context if e.validator != "type"), error.context[-1])
    path = list(best.absolute_path)
    if best.validator == "required":
        path.append(best.message.split("'")[1])
    return RowError(row.file, row.line, field_path(path), _reason(best))


def field_path(parts: Iterable[str | int]) -> str:
    """Write ["variants", 2, "price"] as "variants[2].price"."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _reason(error: ValidationError) -> str:
    value: Any = error.instance
    limit: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "type":
        wanted = [limit] if isinstance(limit, str) else limit
        return f"must be {' or '.join(TYPE_NAMES[name] for name in wanted)}, not {shown(value)}"
    if error.validator == "pattern":
        return str(schema.get("$comment", "is empty"))
    reasons = {
        "required": "is missing",
        "minItems": "is empty" if not value else f"needs {limit} entries",
        "maxItems": f"has more than {limit:,} entries" if isinstance(limit, int) else "",
        "maxProperties": f"has more than {limit} entries",
        "maxLength": f"has {_length(value):,} characters, at most {limit:,} are read"
        if isinstance(limit, int)
        else "",
        "minimum": f"is {shown(value)}, must be at least {limit}",
        "maximum": f"is {shown(value)}, must be at most {limit}",
    }
    return reasons.get(str(error.validator)) or error.message[:200]


def _length(value: object) -> int:
    return len(value) if isinstance(value, str) else 0


def shown(value: object) -> str:
    """A value as an error message shows it, never longer than a line."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, Decimal):
        return str(value)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _unreadable(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each text with half a surrogate pair or a control character, and that character."""
    if isinstance(value, str):
        if found := NO_TEXT.search(value):
            yield field_path(path), found.group()
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _unreadable(item, (*path, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _unreadable(item, (*path, i))
