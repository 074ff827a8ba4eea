"""Texts cut to what a platform takes, at places where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable

Measure = Callable[[str], int]
"""A text's length as a platform counts it."""

ELLIPSIS = "…"

# Where to cut, the best first: paragraphs, lines, sentences, words.
_PAUSES = (r"\n\s*\n", r"\n", r"(?<=[.!?…])[\"')\]”’»]*\s+", r"\s+")


def characters(text: str) -> int:
    """Unicode code points: Slack, WhatsApp, Messenger."""
    return len(text)


def utf16_units(text: str) -> int:
    """UTF-16 code units: Telegram; an emoji counts as two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """Bytes of UTF-8: what callback data and ids are counted in."""
    return len(text.encode("utf-8", "surrogatepass"))


def split(text: str, most: int, measure: Measure = characters) -> tuple[str, ...]:
    """`text` in parts of at most `most`, cut at paragraphs, lines, sentences or words.

    Nothing but white space at the cuts is lost. Only a word longer than `most` is cut within.
    """
    parts: list[str] = []
    rest = text.strip()
    while rest and measure(rest) > most:
        end, start = _cut(rest, most, measure)
        parts.append(rest[:end].rstrip())
        rest = rest[start:].strip()
    return (*parts, rest) if rest else tuple(parts)


def shorten(text: str, most: int, measure: Measure = characters) -> str:
    """`text` on one line, and with an ellipsis where it had to be cut to `most`."""
    line = " ".join(text.split())
    if measure(line) <= most:
        return line
    kept = line[: _longest(line, most - measure(ELLIPSIS), measure)]
    return kept.rstrip() + ELLIPSIS


def _cut(text: str, most: int, measure: Measure) -> tuple[int, int]:
    """Where the first part ends and where the next one starts."""
    # At least one character, or a text would never end.
    limit = max(1, _longest(text, most, measure))
    for pause in _PAUSES:
        fitting = [m for m in re.finditer(pause, text[: limit + 1]) if 0 < _end(m) <= limit]
        # A pause very early would make many tiny parts.
        if fitting and (_end(fitting[-1]) >= limit // 3 or pause == _PAUSES[-1]):
            return _end(fitting[-1]), fitting[-1].end()
    return limit, limit


def _end(pause: re.Match[str]) -> int:
    """Where the text before a pause ends: closing quotes belong to it."""
    return pause.start() + len(pause.group().rstrip())


def _longest(text: str, most: int, measure: Measure) -> int:
    """How many characters of `text` fit: a search by halves."""
    low, high = 0, min(len(text), max(most, 0))
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return low
