"""How a product's sizes are cut: "runs small, take half a size up"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_ASKED = re.compile(
    r"\b(?:runs?|running|comes?(?: \w+)? up|sized|cut|fit|fits)\b.{0,30}\b"
    r"(?:small|smaller|large|larger|big|bigger|tight|loose|narrow|wide|true|snug|slim)\b"
    r"|\btrue to size\b|\bsiz(?:e|ing) (?:up|down)\b|\b(?:wide|narrow) f(?:ee|oo)t\b",
    re.IGNORECASE,
)
# "Half a size bigger", "the next size up", of the size that was asked for.
_STEP = re.compile(
    r"\b(?:a|one|half(?: an?)?|next|the) sizes? (?:up|down|larger|bigger|smaller)\b"
    r"|\b(?:next|one) (?:bigger|larger|smaller) size\b"
    r"|\bthe (?:next )?(?:bigger|larger|smaller) one\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\bsizes? (?:up|larger|bigger)\b|\b(?:bigger|larger) (?:size|one)\b", re.IGNORECASE
)
_DOWN = re.compile(r"\bsizes? (?:down|smaller)\b|\bsmaller (?:size|one)\b", re.IGNORECASE)
_SMALLER = re.compile(r"\bbetween sizes\b[^.;]*\b(?:smaller|lower|down)\b", re.IGNORECASE)
_LARGER = re.compile(r"\bbetween sizes\b[^.;]*\b(?:larger|bigger|up)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def is_asked(text: str) -> bool:
    """Whether `text` asks how something fits: "do they run small?"."""
    return _ASKED.search(text) is not None


def is_step(text: str) -> bool:
    """Whether `text` names a size by how far it is from another: "and one size bigger?"."""
    return _STEP.search(text) is not None


def usual(own: Sequence[str], size: str, advice: str) -> str:
    """The size of `own`, from small to large, for who usually takes `size`.

    `advice` is the record's; a size up that isn't made changes nothing.

    >>> usual(("38", "38.5", "39"), "38", "runs small, take half a size up")
    '38.5'
    """
    step = bool(_UP.search(advice)) - bool(_DOWN.search(advice))
    if not step:
        return size
    if all(map(_FIGURE.fullmatch, own)):
        wide = Decimal("0.5") if "half" in advice.lower() else Decimal(1)
        least = Decimal(size) + step * wide
        in_turn = own if step > 0 else own[::-1]
        return next((one for one in in_turn if (Decimal(one) - least) * step >= 0), size)
    place = own.index(size) + step
    return own[place] if 0 <= place < len(own) else size


def around(labels: Sequence[str], size: str, advice: str) -> tuple[int, ...]:
    """The places of the labels next to a `size` between them, or of the one to take."""
    if not _FIGURE.fullmatch(size) or not all(map(_FIGURE.fullmatch, labels)):
        return ()
    figures, figure = [Decimal(label) for label in labels], Decimal(size)
    above = next((at for at, one in enumerate(figures) if one > figure), 0)
    if above == 0:
        return ()
    if _SMALLER.search(advice):
        return (above - 1,)
    return (above,) if _LARGER.search(advice) else (above - 1, above)
