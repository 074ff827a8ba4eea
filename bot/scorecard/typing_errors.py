"""Messages as people type them: slips of the finger, lower case, no punctuation.

What the question turns on (sizes, colours, amounts, countries) is never changed: with a
slip there it would be another question.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    key: (row[max(0, at - 1) : at] + row[at + 1 : at + 2])
    for row in KEYBOARD
    for at, key in enumerate(row)
}
# A short word with a slip is often another word.
LONG_WORD = re.compile(r"[A-Za-z]{5,}")
SLIP, CARELESS = 0.25, 0.3


def typed(text: str, rng: random.Random, keep: Collection[str] = ()) -> str:
    """`text` as one shopper in four types it; the values in `keep` stay as they are."""
    if rng.random() < SLIP:
        text = slip(text, rng, keep)
    if rng.random() < CARELESS:
        text = careless(text)
    return text


def slip(text: str, rng: random.Random, keep: Collection[str] = ()) -> str:
    """One long word with a key hit beside, twice or not at all."""
    held = [match.span() for value in keep if value for match in _places(value, text)]
    words = [
        match
        for match in LONG_WORD.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in held)
    ]
    if not words:
        return text
    word = rng.choice(words)
    # Hardly anyone gets the first letter wrong.
    at = rng.randrange(word.start() + 1, word.end())
    letter = text[at]
    beside = rng.choice(NEIGHBOURS.get(letter.lower()) or letter)
    typed_instead = rng.choice((beside, letter * 2, ""))
    return text[:at] + typed_instead + text[at + 1 :]


def careless(text: str) -> str:
    """Lower case and without the punctuation at the end; sizes such as XL too."""
    return text.lower().rstrip(".?! ")


def _places(value: str, text: str) -> list[re.Match[str]]:
    return list(re.finditer(re.escape(value), text, re.IGNORECASE))
