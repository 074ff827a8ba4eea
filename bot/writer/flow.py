"""Which words follow each other in the grammar's sentences: what tells English from a slip.

A small model joins words that do occur side by side into sentences that nobody says. The
runs of words are read off the pattern trees, so that every realisation is covered without
being spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.writer.pattern import Choice, Group, Node, Pattern, SlotRef, Text

REACH = 3
"""How many words and marks a run has."""

Run = tuple[str, ...]

_TOKEN = re.compile(r"\[\w+\]|[\w'’]+|[^\w\s]")
# Any slot, and either end of a text.
_SLOT, _END = "[]", ""


def runs(text: str) -> Iterator[Run]:
    """Every run of `REACH` words and marks in `text`, in order."""
    tokens = [_END, *_tokens(text), _END]
    return (tuple(tokens[at : at + REACH]) for at in range(len(tokens) - REACH + 1))


def spoken_runs(pattern: Pattern) -> frozenset[Run]:
    """Every run in any realisation of `pattern`."""
    found: set[Run] = set()
    _after(_walk(pattern.nodes, {(_END,)}, found), [_END], found)
    return frozenset(found)


def _walk(nodes: Sequence[Node], tails: set[Run], found: set[Run]) -> set[Run]:
    """Add the runs in `nodes` to `found`; returns the last words after them."""
    for node in nodes:
        match node:
            case Text(words):
                tails = _after(tails, _tokens(words), found)
            case SlotRef():
                tails = _after(tails, [_SLOT], found)
            case Group(body):
                tails = tails | _walk(body, tails, found)
            case Choice(ways):
                tails = set().union(*(_walk(way, tails, found) for way in ways))
    return tails


def _after(tails: set[Run], tokens: Sequence[str], found: set[Run]) -> set[Run]:
    """The last words after `tokens` were said after any of `tails`."""
    said = [(*tail, *tokens) for tail in tails]
    found |= {one[at : at + REACH] for one in said for at in range(len(one) - REACH + 1)}
    return {one[1 - REACH :] for one in said}


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return [_SLOT if len(token) > 1 and token.startswith("[") else token for token in found]
