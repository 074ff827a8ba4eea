"""Conversations as people write them down: YAML with expectations, or a plain transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_LINE = re.compile(r"(?:\[[^\]]*\]\s*)?(?P<who>[A-Za-z][\w .-]{0,30}):\s*(?P<text>.*)")
SHOPPERS = frozenset(["shopper", "customer", "user", "visitor", "client", "you", "me"])
OTHERS = frozenset(["bot", "assistant", "shopbot", "agent", "shop", "support"])
_KEYS = frozenset(["shopper", "press", "act", "acts", "says", "never", "facts", "products"])


class ScriptError(ValueError):
    """A file of conversations can't be read; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reply must be; nothing given, nothing is asked of it.

    `acts` are alternatives for the reply's act; `all_acts` must all be among its acts.
    `says` and `never` are texts looked for in the reply without regard to case; `facts` are
    values that a fact of that name must hold; `products` are the ids on the cards.
    """

    acts: tuple[str, ...] = ()
    all_acts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    products: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the shopper: typed, or the title of a button of the reply before."""

    text: str
    pressed: bool = False
    expected: Expected = field(default_factory=Expected)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The shopper's side of one conversation; `place` is its file and name."""

    place: str
    turns: tuple[Turn, ...]


def read(path: Path) -> tuple[Conversation, ...]:
    """The conversations of a `.yml` file, or of a plain transcript.

    A transcript has a line a message ("Shopper: …"; what others say is left out; lines
    without a name are the shopper's), and a blank line between conversations.
    Raises ScriptError.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(f"{path} can't be read: {error}") from error
    found = _scripts(path, text) if path.suffix in {".yml", ".yaml"} else _transcripts(path, text)
    if not found:
        raise ScriptError(f"{path} holds no message of a shopper")
    return found


def _transcripts(path: Path, text: str) -> tuple[Conversation, ...]:
    said = [tuple(_shoppers(block.splitlines())) for block in re.split(r"\n\s*\n", text)]
    return tuple(
        Conversation(f"{path.name}: conversation {number}", turns)
        for number, turns in enumerate(filter(None, said), start=1)
    )


def _shoppers(lines: Sequence[str]) -> Iterator[Turn]:
    for line in filter(None, map(str.strip, lines)):
        match = _LINE.fullmatch(line)
        who = match["who"].lower() if match else ""
        if match and who in SHOPPERS:
            yield Turn(match["text"])
        elif who not in OTHERS:
            yield Turn(line)


def _scripts(path: Path, text: str) -> tuple[Conversation, ...]:
    try:
        rows = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ScriptError(f"{path} is not YAML: {error}") from error
    if not isinstance(rows, list):
        raise ScriptError(f"{path}: give a list of conversations, each with `name` and `turns`")
    return tuple(_conversation(path, number, row) for number, row in enumerate(rows, start=1))


def _conversation(path: Path, number: int, row: Any) -> Conversation:
    if not isinstance(row, dict) or not isinstance(row.get("turns"), list) or not row["turns"]:
        raise ScriptError(f"{path}: conversation {number} has no `turns`")
    place = f"{path.name}: {row.get('name') or f'conversation {number}'}"
    return Conversation(place, tuple(_turn(place, i, t) for i, t in enumerate(row["turns"], 1)))


def _turn(place: str, number: int, row: Any) -> Turn:
    if isinstance(row, str):
        return Turn(row)
    where = f"{place}, turn {number}"
    if not isinstance(row, dict):
        raise ScriptError(f"{where}: give a text, or `shopper: …` with what is expected")
    if unknown := row.keys() - _KEYS:
        raise ScriptError(f"{where}: unknown {sorted(unknown)}; known are {sorted(_KEYS)}")
    if ("shopper" in row) == ("press" in row):
        raise ScriptError(f"{where}: give either `shopper` (a text) or `press` (a button's title)")
    products = row.get("products")
    expected = Expected(
        acts=_texts(where, row, "act"),
        all_acts=_texts(where, row, "acts"),
        says=_texts(where, row, "says"),
        never=_texts(where, row, "never"),
        facts={str(name): str(value) for name, value in (row.get("facts") or {}).items()},
        products=None if products is None else _texts(where, row, "products"),
    )
    return Turn(str(row.get("shopper", row.get("press"))), "press" in row, expected)


def _texts(where: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key)
    if value is None:
        return ()
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str | int | float) for one in values):
        raise ScriptError(f"{where}: `{key}` must be a text or a list of texts")
    return tuple(map(str, values))
