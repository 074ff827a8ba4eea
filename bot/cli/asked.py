"""Queries for `shopbot search`, read from a file with one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to rank that came with its query."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One query; with `ids` only these records are ranked, with `passages` only these texts."""

    query: str
    id: str | int | None = None
    ids: Sequence[str] | None = None
    passages: Sequence[Passage] | None = None


def read_queries(path: Path) -> list[Asked]:
    """The queries of a file. Raises ClickException, with the line, for what is no query."""
    lines = path.read_bytes().split(b"\n")
    return [_query(line, f"{path}:{i}") for i, line in enumerate(lines, start=1) if line.strip()]


def _query(line: bytes, place: str) -> Asked:
    try:
        value = json.loads(line)
        ids = value.get("ids")
        return Asked(
            query=str(value["query"]),
            id=value.get("id"),
            ids=None if ids is None else [str(id_) for id_ in _list(ids)],
            passages=_passages(value),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(
            f'{place} is no object such as {{"id": 1, "query": "blue shirt"}}, perhaps with'
            ' "ids": ["a", "b"], "texts": ["one", "two"] or "candidates": [{"id": "a", "text":'
            ' "one"}]'
        ) from error


def _passages(value: Mapping[str, Any]) -> list[Passage] | None:
    if "candidates" in value:
        return [Passage(str(one["id"]), str(one["text"])) for one in _list(value["candidates"])]
    if "texts" in value:
        return [Passage(str(i), str(text)) for i, text in enumerate(_list(value["texts"]))]
    return None


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value
