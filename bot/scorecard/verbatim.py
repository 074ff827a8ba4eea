"""The shop's own words inside a reply: what is quoted is supported."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.scorecard.language import plain, sentences

_PARTS = re.compile(r"[,;()]|\s-\s")


def quotable(texts: Iterable[str]) -> list[str]:
    """Pieces of `texts` that may be quoted, the longest first.

    A sentence as a whole, a value as a whole and the parts that commas make of it. A bare
    figure is never a piece: it supports nothing outside its phrase.
    """
    pieces: set[str] = set()
    for text in texts:
        for line in plain(text).splitlines():
            for sentence in sentences(line):
                pieces.add(sentence.strip(" .!?"))
                if len(sentence) < 200:
                    pieces.update(part.strip(" .!?") for part in _PARTS.split(sentence))
    kept = (one for one in pieces if len(one) > 2 and re.search(r"[^\W\d_]", one))
    return sorted(kept, key=len, reverse=True)


def without(text: str, pieces: Iterable[str]) -> str:
    """`text` with each quoted piece blanked out."""
    folded = text.casefold()
    for piece in pieces:
        if piece.casefold() in folded:
            text = re.sub(whole(piece), " ", text, flags=re.IGNORECASE)
            folded = text.casefold()
    return text


def whole(value: str) -> str:
    """A pattern of `value` that is no part of a longer word or figure."""
    return rf"(?<![\w.,/$€£¥]){re.escape(plain(value))}(?!\w|[.,/]\d)"


def says(text: str, value: str) -> bool:
    """Whether `text` holds `value` as a whole, whatever its case."""
    return bool(re.search(whole(value), text, re.IGNORECASE))
