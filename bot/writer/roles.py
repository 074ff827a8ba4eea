"""Where an act's patterns put their slots: what tells a price from an express price.

A placeholder's context is the placeholder before it in the reply and the last words and
marks before it in the sentence. The contexts are read off the pattern trees, so that
every realisation is covered without being spoken.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from bot.writer.grammar import PLACEHOLDER, Act
from bot.writer.pattern import Choice, Group, Node, SlotRef, Text

REACH = 2
_TOKEN = re.compile(r"\[\w+\]|[\w'’]+|[^\w\s]")
_ENDS = frozenset(".!?")

# The slot, the slot spoken before it ("" for none), and the tokens before it.
Role = tuple[str, str, tuple[str, ...]]
# The slot spoken last and the text since, cut to the tokens that count.
_State = tuple[str, str]


def roles(text: str) -> Iterator[Role]:
    """The role of each placeholder of a text, in order."""
    last = ""
    for match in PLACEHOLDER.finditer(text):
        yield match[1], last, _context(text[: match.start()])
        last = match[1]


@functools.cache
def spoken_roles(act: Act, given: frozenset[str]) -> frozenset[Role]:
    """Every role that a slot of `given` has in any realisation of the act's patterns."""
    found: set[Role] = set()
    for pattern in act.suitable(given):
        _walk(pattern.nodes, given, {("", "")}, found)
    return frozenset(found)


def _walk(
    nodes: Sequence[Node], given: frozenset[str], states: set[_State], found: set[Role]
) -> set[_State]:
    """Add the roles in `nodes` to `found`; returns the states after them."""
    for node in nodes:
        match node:
            case Text(words):
                states = {(last, _tail(before + words)) for last, before in states}
            case SlotRef(name):
                found |= {(name, last, _context(before)) for last, before in states}
                states = {(name, _tail(f"{before}[{name}]")) for _, before in states}
            case Choice(ways):
                states = set().union(*(_walk(way, given, states, found) for way in ways))
            case Group() if node.spoken(given):
                states = _walk(node.body, given, states, found)
            case Group():
                pass
    return states


def _tail(text: str) -> str:
    """The text from its last tokens on; uncut words, as the next text may go on with one."""
    starts = [match.start() for match in _TOKEN.finditer(text)][-REACH:]
    return text[starts[0] :] if starts else text


def _context(before: str) -> tuple[str, ...]:
    tokens = _TOKEN.findall(before.lower())[-REACH:]
    ends = [at for at, token in enumerate(tokens) if token in _ENDS]
    return tuple(tokens[ends[-1] + 1 :] if ends else tokens)
