"""A look at the beginning of a file, by which its form is recognised."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

from knowledge.importers.csv_table import header_of
from knowledge.importers.files import YAML_SUFFIXES
from knowledge.importers.interface import Sample
from knowledge.importers.report import RowError
from knowledge.importers.text_files import text_lines

HEAD = 64 * 1024


def take_sample(path: Path) -> Sample | RowError:
    """The beginning of `path`, or why it cannot be read."""
    first = next(text_lines(path), RowError(str(path), 0, "", "is empty"))
    if isinstance(first, RowError) and first.line <= 1:
        return first
    with path.open("rb") as file:
        head = file.read(HEAD).removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    suffix = path.suffix.lower()
    return Sample(path, suffix, head, _columns(suffix, head))


def _columns(suffix: str, head: str) -> tuple[str, ...]:
    start = head.lstrip()[:1]
    if start in {"[", "{"}:
        return tuple(name.lower() for name in _json_fields(head))
    if start == "<":
        return ()
    if suffix in YAML_SUFFIXES:
        return tuple(dict.fromkeys(re.findall(r"^(?:- |  )([\w-]+):", head.lower(), re.MULTILINE)))
    return header_of(head)


def _json_fields(head: str) -> tuple[str, ...]:
    """The fields of the first object, or all names near it where the object is cut off."""
    try:
        value, _ = json.JSONDecoder().raw_decode(head, head.index("{"))
        return tuple(value)
    except (ValueError, RecursionError):
        return tuple(dict.fromkeys(re.findall(r'"([^"\\]{1,60})"\s*:', head)))[:40]
