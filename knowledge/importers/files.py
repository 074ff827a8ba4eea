"""Files of rows (JSONL, a JSON array, a YAML list) read so that each row knows its line.

Numbers with a decimal point become `Decimal`; everything wrong becomes a `RowError`.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import yaml

from knowledge.importers.report import RowError

YAML_SUFFIXES = (".yaml", ".yml")

OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass(frozen=True, slots=True)
class RawRow:
    """One object as the file has it, not checked yet."""

    file: str
    line: int
    value: dict[str, Any]


Rows = list[RawRow | RowError]


def read_rows(path: Path) -> Rows:
    """The rows of `path` in order, with an error in place of each that cannot be read."""
    data = read_utf8(path)
    if isinstance(data, RowError):
        return [data]
    if path.suffix.lower() in YAML_SUFFIXES:
        return _yaml_rows(path, data)
    if data.lstrip().startswith(b"["):
        return _array_rows(path, data)
    return _line_rows(path, data)


def read_utf8(path: Path) -> bytes | RowError:
    """The file's bytes without a byte order mark, or why they cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return RowError(str(path), 0, "", f"cannot be read: {error.strerror}")
    for mark, name in OTHER_ENCODINGS.items():
        if data.startswith(mark):
            return RowError(str(path), 1, "", f"is {name}: save the file as UTF-8")
    return data.removeprefix(codecs.BOM_UTF8)


def decode(path: Path, data: bytes, line: int = 1) -> str | RowError:
    """`data`, which begins at `line` of the file, as text."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line += data.count(b"\n", 0, error.start)
        reason = f"is not UTF-8 (byte 0x{data[error.start]:02X}): save the file as UTF-8"
        return RowError(str(path), line, "", reason)


def read_mapping(path: Path) -> RawRow | RowError:
    """A YAML file that holds one mapping."""
    data = read_utf8(path)
    text = data if isinstance(data, RowError) else decode(path, data)
    if isinstance(text, RowError):
        return text
    nodes = _compose(path, text)
    if isinstance(nodes, RowError):
        return nodes
    loader, root = nodes
    return _construct(path, loader, root)


def _line_rows(path: Path, data: bytes) -> Rows:
    rows: Rows = []
    lines = data.split(b"\n")
    if next((line.strip() for line in lines if line.strip()), b"") == b"{":
        reason = "holds an object over several lines: give an array, or one object a line"
        return [RowError(str(path), 1, "", reason)]
    for number, line in enumerate(lines, start=1):
        if line.strip():
            text = decode(path, line, number)
            rows.append(text if isinstance(text, RowError) else _line_row(path, number, text))
    return rows


def _line_row(path: Path, line: int, text: str) -> RawRow | RowError:
    try:
        return _row(path, line, _DECODER.decode(text.strip()))
    except (ValueError, RecursionError) as error:
        return RowError(str(path), line, "", _broken(error))


def _array_rows(path: Path, data: bytes) -> Rows:
    """Element by element, so that each has its line; what follows broken JSON is unreadable."""
    text = decode(path, data)
    if isinstance(text, RowError):
        return [text]
    rows: Rows = []
    position = _skip(text, text.index("[") + 1)
    line, counted = 1, 0
    try:
        while not text.startswith("]", position):
            line, counted = line + text.count("\n", counted, position), position
            value, position = _DECODER.raw_decode(text, position)
            rows.append(_row(path, line, value))
            position = _skip(text, position)
            if text.startswith(",", position):
                position = _skip(text, position + 1)
            elif not text.startswith("]", position):
                raise json.JSONDecodeError("Expecting ',' or ']'", text, position)
        if text[position + 1 :].strip():
            raise json.JSONDecodeError("Extra data", text, _skip(text, position + 1))
    except (ValueError, RecursionError) as error:
        at = error.lineno if isinstance(error, json.JSONDecodeError) else line
        rows.append(RowError(str(path), at, "", f"{_broken(error)}; nothing after it was read"))
    return rows


def _skip(text: str, position: int) -> int:
    """The position of the next character that is no white space."""
    match = re.compile(r"[ \t\r\n]*").match(text, position)
    return match.end() if match else position


def _yaml_rows(path: Path, data: bytes) -> Rows:
    text = decode(path, data)
    if isinstance(text, RowError):
        return [text]
    nodes = _compose(path, text)
    if isinstance(nodes, RowError):
        return [nodes]
    loader, root = nodes
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        return [RowError(str(path), 1, "", "must hold a list")]
    return [_construct(path, loader, node) for node in root.value]


def _compose(path: Path, text: str) -> tuple[Any, Any] | RowError:
    try:
        loader = _YamlLoader(text)
        return loader, loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        return RowError(str(path), _yaml_line(error), "", _broken(error))


def _construct(path: Path, loader: Any, node: Any) -> RawRow | RowError:
    line = node.start_mark.line + 1 if node is not None else 1
    try:
        value = None if node is None else loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return RowError(str(path), _yaml_line(error) or line, "", _broken(error))
    return _row(path, line, value)


def _yaml_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 0


def _row(path: Path, line: int, value: object) -> RawRow | RowError:
    if not isinstance(value, dict):
        return RowError(str(path), line, "", "is not an object with fields")
    return RawRow(str(path), line, _text_keys(value))


def _text_keys(value: Any) -> Any:
    """YAML allows any value as a key, our records only text."""
    if isinstance(value, dict):
        return {str(key): _text_keys(item) for key, item in value.items()}
    return [_text_keys(item) for item in value] if isinstance(value, list) else value


def _broken(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is broken JSON at column {error.colno}: {error.msg}"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    if isinstance(error, yaml.YAMLError):
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        return f"is broken YAML: {problem}"
    return f"cannot be read: {error}"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)


class _YamlLoader(yaml.SafeLoader):
    """YAML with JSON's scalars: "no", "2024-01-01" and "08" stay text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - how PyYAML declares it


_PLAIN_SCALARS = {
    "null": (r"~|null|", ["~", "n", ""]),
    "bool": (r"true|false", list("tf")),
    "int": (r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    "float": (r"-?(?:0|[1-9][0-9]*)\.[0-9]+", list("-0123456789")),
    "merge": (r"<<", ["<"]),
}
for _name, (_pattern, _initials) in _PLAIN_SCALARS.items():
    _YamlLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), _initials
    )


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


_YamlLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
