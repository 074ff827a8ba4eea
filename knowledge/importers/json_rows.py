"""JSON read element by element, so that each row knows its line.

Numbers with a decimal point become `Decimal`; everything wrong becomes a `RowError`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from knowledge.importers.interface import RawRow, Row
from knowledge.importers.report import RowError

SPACE = re.compile(r"[ \t\r\n]*")


def line_rows(path: Path, lines: Iterator[str | RowError]) -> Iterator[Row]:
    """The rows of a file with one object a line; empty lines are no rows."""
    first = True
    for number, line in enumerate(lines, start=1):
        if isinstance(line, RowError):
            yield line
        elif first and line.strip() == "{":
            reason = "holds an object over several lines: give an array, or one object a line"
            yield RowError(str(path), number, "", reason)
            return
        elif line.strip():
            yield _line_row(path, number, line)
        first = first and not str(line).strip()


def array_rows(path: Path, text: str, keys: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of the array in `text`, or of that under `keys` of the object in it.

    What follows broken JSON is unreadable.
    """
    line, counted = 1, 0
    try:
        position = _skip(text, _array(text, keys) + 1)
        while not text.startswith("]", position):
            line, counted = line + text.count("\n", counted, position), position
            value, position = _DECODER.raw_decode(text, position)
            yield object_row(path, line, value)
            position = _next(text, position, "]")
        if not keys and text[position + 1 :].strip():
            raise json.JSONDecodeError("Extra data", text, _skip(text, position + 1))
    except (ValueError, RecursionError) as error:
        at = error.lineno if isinstance(error, json.JSONDecodeError) else line
        yield RowError(str(path), at, "", f"{broken_json(error)}; nothing after it was read")


def object_row(path: Path, line: int, value: object) -> RawRow | RowError:
    """A value of the file as a row, if it is an object."""
    if not isinstance(value, dict):
        return RowError(str(path), line, "", "is not an object with fields")
    return RawRow(str(path), line, _text_keys(value))


def broken_json(error: Exception) -> str:
    """What is wrong, for people."""
    if isinstance(error, json.JSONDecodeError):
        return f"is broken JSON at column {error.colno}: {error.msg}"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    return f"cannot be read: {error}"


def _line_row(path: Path, line: int, text: str) -> RawRow | RowError:
    try:
        return object_row(path, line, _DECODER.decode(text.strip()))
    except (ValueError, RecursionError) as error:
        return RowError(str(path), line, "", broken_json(error))


def _array(text: str, keys: Sequence[str]) -> int:
    """The position of the array under `keys`, past whatever stands before it."""
    position = _skip(text, 0)
    for key in keys:
        if not text.startswith("{", position):
            raise json.JSONDecodeError(f"Expecting an object with {key!r}", text, position)
        position = _skip(text, position + 1)
        while not text.startswith("}", position):
            name, position = _DECODER.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
            if name == key:
                break
            position = _next(text, _DECODER.raw_decode(text, position)[1], "}")
        else:
            raise json.JSONDecodeError(f"There is no {key!r}", text, position)
    if not text.startswith("[", position):
        raise json.JSONDecodeError("Expecting a list", text, position)
    return position


def _next(text: str, position: int, end: str) -> int:
    """The position of the next element, or of `end`."""
    position = _skip(text, position)
    if text.startswith(",", position):
        return _skip(text, position + 1)
    if not text.startswith(end, position):
        raise json.JSONDecodeError(f"Expecting ',' or {end!r}", text, position)
    return position


def _skip(text: str, position: int) -> int:
    """The position of the next character that is no white space."""
    match = SPACE.match(text, position)
    return match.end() if match else position


def _text_keys(value: Any) -> Any:
    """YAML allows any value as a key, our records only text."""
    if isinstance(value, dict):
        return {str(key): _text_keys(item) for key, item in value.items()}
    return [_text_keys(item) for item in value] if isinstance(value, list) else value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)
