"""Files of rows (JSONL, a JSON array, a YAML list) read so that each row knows its line.

Numbers with a decimal point become `Decimal`; everything wrong becomes a `RowError`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import yaml

from knowledge.importers.interface import RawRow, Row
from knowledge.importers.report import RowError
from knowledge.importers.text_files import decode, read_utf8, text_lines

YAML_SUFFIXES = (".yaml", ".yml")


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of `path` in order, with an error in place of each that cannot be read."""
    begins = next((str(line).lstrip() for line in text_lines(path) if str(line).strip()), "")
    if path.suffix.lower() not in YAML_SUFFIXES and not begins.startswith("["):
        yield from _line_rows(path)
        return
    data = read_utf8(path)
    text = data if isinstance(data, RowError) else decode(path, data)
    if isinstance(text, RowError):
        yield text
    elif path.suffix.lower() in YAML_SUFFIXES:
        yield from _yaml_rows(path, text)
    else:
        yield from _array_rows(path, text)


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


def _line_rows(path: Path) -> Iterator[Row]:
    first = True
    for number, line in enumerate(text_lines(path), start=1):
        if isinstance(line, RowError):
            yield line
        elif first and line.strip() == "{":
            reason = "holds an object over several lines: give an array, or one object a line"
            yield RowError(str(path), number, "", reason)
            return
        elif line.strip():
            yield _line_row(path, number, line)
        first = first and not str(line).strip()


def _line_row(path: Path, line: int, text: str) -> RawRow | RowError:
    try:
        return _row(path, line, _DECODER.decode(text.strip()))
    except (ValueError, RecursionError) as error:
        return RowError(str(path), line, "", _broken(error))


def _array_rows(path: Path, text: str) -> Iterator[Row]:
    """Element by element, so that each has its line; what follows broken JSON is unreadable."""
    position = _skip(text, text.index("[") + 1)
    line, counted = 1, 0
    try:
        while not text.startswith("]", position):
            line, counted = line + text.count("\n", counted, position), position
            value, position = _DECODER.raw_decode(text, position)
            yield _row(path, line, value)
            position = _skip(text, position)
            if text.startswith(",", position):
                position = _skip(text, position + 1)
            elif not text.startswith("]", position):
                raise json.JSONDecodeError("Expecting ',' or ']'", text, position)
        if text[position + 1 :].strip():
            raise json.JSONDecodeError("Extra data", text, _skip(text, position + 1))
    except (ValueError, RecursionError) as error:
        at = error.lineno if isinstance(error, json.JSONDecodeError) else line
        yield RowError(str(path), at, "", f"{_broken(error)}; nothing after it was read")


def _skip(text: str, position: int) -> int:
    """The position of the next character that is no white space."""
    match = re.compile(r"[ \t\r\n]*").match(text, position)
    return match.end() if match else position


def _yaml_rows(path: Path, text: str) -> Iterator[Row]:
    nodes = _compose(path, text)
    if isinstance(nodes, RowError):
        yield nodes
        return
    loader, root = nodes
    if root is not None and not isinstance(root, yaml.SequenceNode):
        yield RowError(str(path), 1, "", "must hold a list")
        return
    for node in root.value if root is not None else ():
        yield _construct(path, loader, node)


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
