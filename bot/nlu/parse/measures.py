"""Body measures and lengths, in centimetres whatever the shopper's unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.nlu.spans import Span

CENTIMETRES = {"cm": Decimal(1), "mm": Decimal("0.1"), "in": Decimal("2.54")}
NUMBER = r"(?<![\w.,/])(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,2})?)(?![0-9])"
# "in" is also a preposition: as a unit it is glued to the number or ends its clause.
MEASURE = re.compile(
    NUMBER + r"(?:(?P<cm> ?(?:cms?|centimet(?:re|er)s?)\b)|(?P<mm> ?(?:mm|millimet(?:re|er)s?)\b)"
    r"|(?P<in>[ -]?inch(?:es)?\b|in\b| in(?=$|[.,;!?)]| (?:long|wide|chest|waist|foot)\b)"
    r"| ?[\"”]| ?''))",
    re.IGNORECASE,
)
PART = r"(?P<foot>foot|feet|insoles?)|(?P<chest>chest|bust)|(?P<waist>waist)"
BODY_PART = re.compile(rf"\b(?:{PART})\b", re.IGNORECASE)
FILLER = r"(?: (?:length|size|measurement|circumference|is|are|measures?|of|about|around|long|=))"
UNITLESS = re.compile(rf"\b(?:{PART}){FILLER}{{0,4}}:? {NUMBER}(?! ?[/x%€$£])", re.IGNORECASE)
UNITLESS_AFTER = re.compile(rf"{NUMBER} (?:{PART})\b", re.IGNORECASE)
ROLES = {"foot": "foot_length", "chest": "chest", "waist": "waist"}
# What a number without a unit can only be, by body part: unit, lowest, highest.
PLAUSIBLE = {
    "foot_length": (("in", 7, 14), ("cm", 15, 35), ("mm", 180, 350)),
    "chest": (("in", 24, 59), ("cm", 60, 180)),
    "waist": (("in", 20, 49), ("cm", 50, 180)),
}
NEAR = 40


def find(text: str) -> Iterator[Span]:
    """Yield measures with a unit, then unitless ones that stand beside a body part."""
    for match in MEASURE.finditer(text):
        unit = match.lastgroup or ""
        yield _span(match, unit, _role(text, match.start(), match.end()), said=True)
    for pattern in (UNITLESS, UNITLESS_AFTER):
        for match in pattern.finditer(text):
            part = _part(match)
            likely = _likely_unit(part, _number(match))
            if likely is not None:
                yield _span(match, likely, part, said=False)


def _span(match: re.Match[str], unit: str, role: str | None, *, said: bool) -> Span:
    value = f"{(_number(match) * CENTIMETRES[unit]).normalize():f}"
    end = match.end() if said else match.end("number")
    return Span("measure", match.start("number"), end, value, role, unit if said else None)


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(match["number"].replace(",", "."))


def _role(text: str, start: int, end: int) -> str | None:
    """The body part said right after the number, or else the nearest before, or else after."""
    after = BODY_PART.search(text, end, end + NEAR)
    if after and text[end : after.start()].strip() in {"", "-"}:
        return _part(after)
    before = list(BODY_PART.finditer(text, max(0, start - NEAR), start))
    nearest = before[-1] if before else after
    return _part(nearest) if nearest else None


def _part(match: re.Match[str]) -> str:
    return next(role for name, role in ROLES.items() if match[name])


def _likely_unit(role: str, value: Decimal) -> str | None:
    return next((unit for unit, low, high in PLAUSIBLE[role] if low <= value <= high), None)
