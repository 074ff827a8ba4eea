"""Files of rows (JSONL, a JSON array, a YAML list) read so that each row knows its line.

Numbers with a decimal point become `Decimal`; everything wrong becomes a `RowError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from knowledge.importers.interface import RawRow, Row
from knowledge.importers.json_rows import array_rows, broken_json, line_rows, object_row
from knowledge.importers.report import RowError
from knowledge.importers.text_files import decode, read_utf8, text_lines

YAML_SUFFIXES = (".yaml", ".yml")


def read_rows(path: Path, keys: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of `path` in order, with an error in place of each that cannot be read.

    `keys` lead to the list of rows in a JSON file that holds one object.
    """
    begins = next((str(line).lstrip() for line in text_lines(path) if str(line).strip()), "")
    if path.suffix.lower() not in YAML_SUFFIXES and not (keys or begins.startswith("[")):
        yield from line_rows(path, text_lines(path))
        return
    data = read_utf8(path)
    text = data if isinstance(data, RowError) else decode(path, data)
    if isinstance(text, RowError):
        yield text
    elif path.suffix.lower() in YAML_SUFFIXES:
        yield from _yaml_rows(path, text)
    else:
        yield from array_rows(path, text, keys)


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
    return object_row(path, line, value)


def _yaml_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 0


def _broken(error: Exception) -> str:
    if isinstance(error, yaml.YAMLError):
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        return f"is broken YAML: {problem}"
    return broken_json(error)


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
