"""The small syntax that reply patterns are written in.

``{slot}`` is a placeholder, ``[ … ]`` is spoken only when every slot that it needs is
given, ``(a|b|c)`` is a choice, ``<name>`` stands for a fragment defined once in the same
file, and a backslash makes a bracket a plain character.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\{(\w+)\}|<(\w+)>|([\[\]()|])|\\([()])|([^{}<>\[\]()|\\]+)|(.)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?] ))[a-z]")
_SPACE_BEFORE = re.compile(r" ([.,;:!?)])")


class PatternError(ValueError):
    """A pattern is not well formed; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words spoken as they stand."""

    words: str


@dataclass(frozen=True, slots=True)
class SlotRef:
    """The place of one slot's value."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part that is left out when one of its slots is missing."""

    body: tuple[Node, ...]

    def spoken(self, given: frozenset[str]) -> bool:
        """Whether the group's own slots are all in `given`."""
        return _needs(self.body) <= given


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways to say the same thing."""

    ways: tuple[tuple[Node, ...], ...]


Node = Text | SlotRef | Group | Choice
Pick = Callable[[Sequence[tuple[Node, ...]]], tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One sentence pattern; `needs` are the slots outside optional groups."""

    source: str
    nodes: tuple[Node, ...]
    needs: frozenset[str]
    mentions: frozenset[str]

    def suits(self, given: frozenset[str]) -> bool:
        """Whether the pattern speaks exactly the slots in `given`."""
        return self.needs <= given <= self.mentions

    def first(self, given: frozenset[str]) -> str:
        """The realisation that takes the first way everywhere."""
        return _tidy(_speak(self.nodes, given, lambda ways: ways[0]))

    def sample(self, given: frozenset[str], rng: random.Random) -> str:
        """A realisation drawn at random, with each slot as ``[slot]``."""
        return _tidy(_speak(self.nodes, given, rng.choice))

    def texts(self) -> tuple[str, ...]:
        """Every piece of plain text in the pattern."""
        return tuple(_texts(self.nodes))

    def count(self, given: frozenset[str]) -> int:
        """How many realisations there are, counting those that read the same."""
        return _count(self.nodes, given)


def parse(source: str, fragments: Mapping[str, str] | None = None) -> Pattern:
    """Read one pattern.

    Raises PatternError for unbalanced brackets, an unknown fragment, or a choice
    whose ways speak different slots (which would lose a fact).
    """
    tokens = _tokens(source, fragments or {}, depth=0)
    nodes, rest = _sequence(tokens, 0, source)
    if rest != len(tokens):
        raise PatternError(f"unexpected {tokens[rest][1]!r} in pattern {source!r}")
    return Pattern(source, nodes, _needs(nodes), _mentions(nodes))


def _tokens(source: str, fragments: Mapping[str, str], depth: int) -> list[tuple[str, str]]:
    if depth > 5:
        raise PatternError(f"fragments nest too deep (or in a circle) at {source!r}")
    tokens: list[tuple[str, str]] = []
    for slot, fragment, mark, bracket, text, stray in _TOKEN.findall(source):
        if stray:
            raise PatternError(f"unexpected {stray!r} in pattern {source!r}")
        if fragment:
            if fragment not in fragments:
                raise PatternError(f"unknown fragment <{fragment}> in pattern {source!r}")
            tokens += _tokens(fragments[fragment], fragments, depth + 1)
        elif slot:
            tokens.append(("slot", slot))
        else:
            tokens.append(("mark", mark) if mark else ("text", bracket or text))
    return tokens


def _sequence(
    tokens: Sequence[tuple[str, str]], at: int, source: str
) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(tokens):
        kind, value = tokens[at]
        if kind == "mark" and value in "])|":
            break
        if kind == "text":
            nodes.append(Text(value))
            at += 1
        elif kind == "slot":
            nodes.append(SlotRef(value))
            at += 1
        elif value == "[":
            body, at = _sequence(tokens, at + 1, source)
            at = _expect("]", tokens, at, source)
            nodes.append(Group(body))
        else:
            choice, at = _choice(tokens, at + 1, source)
            nodes.append(choice)
    return tuple(nodes), at


def _choice(tokens: Sequence[tuple[str, str]], at: int, source: str) -> tuple[Choice, int]:
    ways = []
    while True:
        way, at = _sequence(tokens, at, source)
        ways.append(way)
        if at < len(tokens) and tokens[at] == ("mark", "|"):
            at += 1
            continue
        at = _expect(")", tokens, at, source)
        break
    if len({(_needs(way), _mentions(way)) for way in ways}) > 1:
        raise PatternError(f"the ways of a choice speak different slots in pattern {source!r}")
    return Choice(tuple(ways)), at


def _expect(mark: str, tokens: Sequence[tuple[str, str]], at: int, source: str) -> int:
    if at >= len(tokens) or tokens[at] != ("mark", mark):
        raise PatternError(f"missing {mark!r} in pattern {source!r}")
    return at + 1


def _mentions(nodes: Sequence[Node]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        match node:
            case SlotRef(name):
                found.add(name)
            case Group(body):
                found |= _mentions(body)
            case Choice(ways):
                found |= _mentions(ways[0])
            case Text():
                pass
    return frozenset(found)


def _needs(nodes: Sequence[Node]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        match node:
            case SlotRef(name):
                found.add(name)
            case Choice(ways):
                found |= _needs(ways[0])
            case Group() | Text():
                pass
    return frozenset(found)


def _texts(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(words):
                yield words
            case Group(body):
                yield from _texts(body)
            case Choice(ways):
                for way in ways:
                    yield from _texts(way)
            case SlotRef():
                pass


def _speak(nodes: Sequence[Node], given: frozenset[str], pick: Pick) -> str:
    parts = []
    for node in nodes:
        match node:
            case Text(words):
                parts.append(words)
            case SlotRef(name):
                parts.append(f"[{name}]")
            case Group() if node.spoken(given):
                parts.append(_speak(node.body, given, pick))
            case Choice(ways):
                parts.append(_speak(pick(ways), given, pick))
            case Group():
                pass
    return "".join(parts)


def _count(nodes: Sequence[Node], given: frozenset[str]) -> int:
    counts = []
    for node in nodes:
        match node:
            case Group() if node.spoken(given):
                counts.append(_count(node.body, given))
            case Choice(ways):
                counts.append(sum(_count(way, given) for way in ways))
            case _:
                pass
    return math.prod(counts)


def _tidy(text: str) -> str:
    text = _SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", text)).strip()
    return _SENTENCE_START.sub(lambda start: start[0].upper(), text)
