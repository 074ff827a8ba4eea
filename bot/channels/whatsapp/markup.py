"""Text that WhatsApp shows as it is."""

from __future__ import annotations

import re

# What WhatsApp has no way to escape, as signs that look alike.
_ALIKE = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
_LINK = re.compile(r"https?://\S+")
_FORMATTED = re.compile(r"(?<!\w)([*_~`])(?=\S)([^\n]*?\S)\1(?!\w)")


def plain(text: str) -> str:
    """`text` without pairs of signs that would make it bold, italic or struck out.

    A single sign means nothing to WhatsApp and stays, and so do links.
    """
    links = list(_LINK.finditer(text))
    ends = [0, *(link.end() for link in links)]
    starts = [*(link.start() for link in links), len(text)]
    between = [_unpaired(text[end:start]) for end, start in zip(ends, starts, strict=True)]
    linked = [*(link.group() for link in links), ""]
    return "".join(part for pair in zip(between, linked, strict=True) for part in pair)


def _unpaired(text: str) -> str:
    previous = ""
    while previous != text:
        previous = text
        text = _FORMATTED.sub(lambda m: _ALIKE[m[1]] + m[2] + _ALIKE[m[1]], text)
    return text
