"""How many the shopper wants: "2 of them", "three pairs", "2x"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.spans import Span

NAMES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
VALUES = {name: str(i + 1) for i, name in enumerate(NAMES)}
VALUES |= {"half a dozen": "6", "a dozen": "12", "a couple": "2", "a": "1"}
NUMBER = rf"(?P<number>half a dozen|a dozen|a couple|{'|'.join(NAMES)}|[1-9][0-9]?)"
# What is counted without being bought.
OTHER = (
    r"(?:days?|weeks?|hours?|months?|years?|minutes?|times?|people|persons?|adults|kids|children"
    r"|boys|girls|friends|brothers|sisters|sons|daughters|dogs|cats|feet|inches|stars?|reviews|points"
    r"|sizes|colou?rs|options|questions|things|stores?|shops?|euros|dollars|pounds|bucks|seasons"
    r"|kilos|grams|lit(?:re|er)s|met(?:re|er)s|miles|degrees|watts|volts|emails|messages|calls|ones)"
)
BUYING = (
    r"(?:need|want|order|ordered|buy|bought|take|get|got|like|have|give me|purchase"
    r"|sell me|reserve)"
    r"(?: to (?:order|buy|get))?"
)
PLURAL = rf"(?!{OTHER}\b)[a-z-]{{2,}}s\b(?<!ss)"
START = r"(?<![\w.,/#€$£'’-])"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{START}{NUMBER}(?: more)? (?:pairs?|pieces?|pcs|units?|copies|sets?)\b",
        r"\b(?P<number>a) (?:pair|set) of\b",
        rf"{START}{NUMBER}(?: more)? of (?:the|them|these|those|it|this|that|your|each)\b",
        rf"{START}{NUMBER} ?x(?= [a-z]|\W*$)",
        rf"\bx ?{NUMBER}\b(?! ?[x/×0-9])",
        rf"\bat least {NUMBER}(?= (?:in stock|available)\b|\W*$)",
        rf"\bhow much (?:are|for|do|would|will) {NUMBER} (?!{OTHER}\b){PLURAL}",
        rf"\bprice (?:for|of) {NUMBER}(?=\W*$)",
        rf"\b(?:there|only|just|have|got|at least) {NUMBER} left\b",
        # "I need 2", but "I need 42" is a size
        rf"\b{BUYING} (?P<number>[12]|{'|'.join(NAMES)})(?=\W*$| (?:in|for|please|pls)\b)",
        rf"(?:\A\W*|\b{BUYING} ){NUMBER}(?: more)? (?!{OTHER}\b)(?:[a-z-]+ )?{PLURAL}",
    )
)


def find(text: str) -> Iterator[Span]:
    """Yield each quantity as a whole number."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            said = match["number"].lower()
            yield Span("quantity", *match.span("number"), VALUES.get(said, said))
