"""Body measures and dimensions of things: centimetres, kilograms and litres whatever was said.

Weights and volumes are also options of products ("500 g", "in 50 ml"): they are measures only
next to words that limit or ask ("under 2 kg", "does it hold 1.5 litres").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.nlu.spans import Span

NUMBER = r"(?<![\w.,/])(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,2})?)(?![0-9])"
# What one of a unit is in centimetres, kilograms or litres.
FACTORS = {
    unit: Decimal(factor)
    for unit, factor in (
        *(("cm", "1"), ("mm", "0.1"), ("m", "100"), ("in", "2.54"), ("ft", "30.48")),
        *(("kg", "1"), ("g", "0.001"), ("lb", "0.4536"), ("l", "1"), ("ml", "0.001")),
    )
}
ALONG = r"(?= (?:tall|long|wide|deep|high|thick|by)\b)"
# "in" is also a preposition: as a unit it is glued to the number or ends its clause.
LENGTH = re.compile(
    NUMBER + r"(?:(?P<cm> ?(?:cms?|centimet(?:re|er)s?)\b)|(?P<mm> ?(?:mm|millimet(?:re|er)s?)\b)"
    r"|(?P<in>[ -]?inch(?:es)?\b|in\b| in(?=$|[.,;!?)]| (?:long|wide|chest|waist|foot)\b)"
    r"| ?[\"”]| ?'')|(?P<m> ?(?:(?-i:m)\b(?![’'])|met(?:re|er)s?\b))|(?P<ft> ?(?:ft|foot|feet)\b"
    + ALONG
    + r"))",
    re.IGNORECASE,
)
FEET_AND_INCHES = re.compile(
    r"(?<![\w.,])(?P<feet>[3-7])(?:['’]| ?(?:foot|ft)) ?(?P<inches>1[01]|[0-9])\b[\"”]?"
)
# "190 cm and 95 kg" is a shopper.
STATURE = re.compile(
    r"(?<![\w.,])(?P<tall>(?P<cm>1[3-9][0-9]|2[0-2][0-9]) ?cms?)\b\W{1,2}(?:and |& )?"
    r"(?P<kg>[3-9][0-9]|1[0-9]{2}) ?(?:kgs?|kilos?)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    NUMBER + r" ?(?:(?P<kg>kgs?|kilos?|kilograms?)|(?P<g>g|gr|grams?)|(?P<lb>lbs?)"
    r"|(?P<l>l|lit(?:re|er)s?)|(?P<ml>ml|millilit(?:re|er)s?))\b",
    re.IGNORECASE,
)
# "M" is a size: metres only where a length is limited or asked for, or written with decimals.
LIMIT = re.compile(
    r"(?:th[ae]n|under|over|up to|below|above|least|most|max|within|exactly|about|around"
    r"|weigh(?:s|ing)?|holds?|carry|carries|supports?|lift|for|of|is|i am|i'm|im)(?: an?)? $",
    re.IGNORECASE,
)
PARTS = {
    "foot_length": r"foot(?:'s)?|feet|insoles?",
    "chest": r"chest|bust",
    "waist": r"waist",
    "hips": r"hips?",
    "inseam": r"inseam|inside leg",
    "head": r"head",
    "wrist": r"wrist",
    "hand": r"hand|palm",
    "back_length": r"back length|torso(?: length)?",
    "height": r"height|tall",
}
PART = "|".join(f"(?P<{role}>{pattern})" for role, pattern in PARTS.items())
BODY_PART = re.compile(rf"\b(?:{PART})\b", re.IGNORECASE)
SELF = re.compile(
    r"\b(?:i am|i'm|im|(?:he|she|son|daughter|kid|child|boy|girl|wife|husband|partner|mum|mom|dad)"
    r"(?:'s| is))(?: only| about| around)? $",
    re.IGNORECASE,
)
PERSON = re.compile(r" (?:guy|man|woman|person|girl|boy|lady)\b", re.IGNORECASE)
FILLER = r"(?: (?:length|size|measurement|circumference|is|are|measures?|of|about|around|long|=))"
UNITLESS = re.compile(rf"\b(?:{PART}){FILLER}{{0,4}}:? {NUMBER}(?! ?[/x%€$£])", re.IGNORECASE)
# "93 round my waist"; of "size 28 for my feet" the figure is a size.
AROUND = r"(?: (?:around|round|across|at|on|for|in|about))?(?: (?:the|my|his|her|their))?"
UNITLESS_AFTER = re.compile(rf"(?<!size )(?<!sizes ){NUMBER}{AROUND} (?:{PART})\b", re.IGNORECASE)
# What a number without a unit can only be, by body part: unit, lowest, highest.
PLAUSIBLE = {
    "foot_length": (("in", 7, 14), ("cm", 15, 35), ("mm", 180, 350)),
    "chest": (("in", 24, 59), ("cm", 60, 180)),
    "waist": (("in", 20, 49), ("cm", 50, 180)),
    "hips": (("in", 25, 59), ("cm", 60, 180)),
    "inseam": (("in", 24, 40), ("cm", 60, 110)),
    "head": (("in", 18, 27), ("cm", 45, 68)),
    "hand": (("in", 5, 12), ("cm", 13, 30)),
    "back_length": (("in", 13, 25), ("cm", 33, 65)),
    "height": (("cm", 80, 230),),
}
NEAR = 40


def find(text: str) -> Iterator[Span]:
    """Yield measures with a unit, then unitless ones that stand beside a body part."""
    yield from _statures(text)
    yield from _lengths(text)
    for match in AMOUNT.finditer(text):
        if LIMIT.search(text[max(0, match.start() - NEAR) : match.start()]):
            unit = match.lastgroup or ""
            yield _span(match, unit, "volume" if unit in {"l", "ml"} else "weight", said=True)
    for pattern in (UNITLESS, UNITLESS_AFTER):
        for match in pattern.finditer(text):
            part = _part(match)
            likely = _likely_unit(part, _number(match))
            if likely is not None:
                yield _span(match, likely, part, said=False)


def _statures(text: str) -> Iterator[Span]:
    for match in STATURE.finditer(text):
        yield Span("measure", *match.span("tall"), match["cm"], "height", "cm")
        yield Span("measure", match.start("kg"), match.end(), match["kg"], "weight", "kg")


def _lengths(text: str) -> Iterator[Span]:
    for match in LENGTH.finditer(text):
        unit = match.lastgroup or ""
        if unit != "m" or _is_metres(text, match):
            yield _span(match, unit, _role(text, match.start(), match.end()), said=True)
    for match in FEET_AND_INCHES.finditer(text):
        inches = 12 * int(match["feet"]) + int(match["inches"])
        value = f"{(inches * FACTORS['in']).normalize():f}"
        yield Span("measure", match.start(), match.end(), value, "height", "ft")


def _is_metres(text: str, match: re.Match[str]) -> bool:
    left = text[max(0, match.start() - NEAR) : match.start()]
    whole_word = text[match.end("number") : match.end()].strip() != "m"
    return (
        whole_word or "." in match["number"] or "," in match["number"] or bool(LIMIT.search(left))
    )


def _span(match: re.Match[str], unit: str, role: str | None, *, said: bool) -> Span:
    value = f"{(_number(match) * FACTORS[unit]).normalize():f}"
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
    if nearest:
        return _part(nearest)
    is_self = SELF.search(text[max(0, start - NEAR) : start]) or PERSON.match(text, end)
    return "height" if is_self else None


def _part(match: re.Match[str]) -> str:
    return next(role for role in PARTS if match[role])


def _likely_unit(role: str, value: Decimal) -> str | None:
    known = PLAUSIBLE.get(role, ())
    return next((unit for unit, low, high in known if low <= value <= high), None)
