"""Colours, with their shades ("dark green", "navy blue")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.spans import Span, wanted

PLAIN = """
amber anthracite apricot aqua aubergine azure beige black blue bordeaux brown burgundy camel coral
crimson cyan ecru fuchsia gold golden gray green grey indigo ivory khaki lavender lilac magenta
maroon mauve navy ochre off-white orange petrol pink purple red scarlet silver tan taupe teal
terracotta turquoise violet white yellow bluish reddish multicolor multicolour multicolored
multicoloured
"""
# Words for other things as well ("hand cream", "olive oil"): colours only where they stand as one.
AMBIGUOUS = """
blush bronze champagne charcoal cherry chocolate clear coffee cognac copper cream denim
emerald graphite honey jade lemon lime midnight mint moss mustard natural nude oat olive oxblood
peach pearl plum rose ruby rust sage salmon sand sapphire sky slate smoke stone transparent walnut
wine
"""
SHADES = """
dark light bright deep pale hot neon pastel dusty burnt soft warm cool matte metallic royal baby
electric navy sky forest olive army midnight ocean sea blood wine rose mint lime emerald steel ice
charcoal slate stone bottle racing petrol powder cobalt moss sage mustard lemon cherry
"""


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True)).replace(
        "off-white", "off[- ]white"
    )


SHADE = rf"(?:(?:{_either(SHADES)})[- ]){{1,2}}"
PLAIN_COLOR = re.compile(rf"\b(?:{SHADE})?(?:{_either(PLAIN)})(?:ish)?\b(?!['’])", re.IGNORECASE)
DOUBTFUL = rf"(?:(?:dark|light|pale|dusty|deep) )?(?:{_either(AMBIGUOUS)})"
LEAD = r"\b(?:in|or|and|colou?r|shade|about|same|meant|said|actually) (?:the |a )?"
FOLLOW = (
    r" (?:and|or|in|please|pls|size|available|for|instead|too|then|ones?|colou?rs?|also|under|below"
    r"|up to|less than|max|left|still|with|is|are|but)\b"
)
AMBIGUOUS_COLOR = re.compile(
    rf"(?:{LEAD}|\A\W*)(?P<word>{DOUBTFUL})\b(?=\W*\Z|{FOLLOW}|[?.,;!])"
    rf"|\b(?P<one>{DOUBTFUL}) (?:ones?|colou?red|colou?rs?|version)\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Yield each colour that the shopper wants, lower-case ("not the red one" gives none)."""
    plain = (_span(match, 0) for match in PLAIN_COLOR.finditer(text))
    doubtful = (
        _span(match, "word" if match["word"] else "one") for match in AMBIGUOUS_COLOR.finditer(text)
    )
    yield from wanted(text, plain)
    yield from wanted(text, doubtful)


def _span(match: re.Match[str], group: str | int) -> Span:
    value = match[group].lower().replace("-", " ").replace("off white", "off-white")
    return Span("color", match.start(group), match.end(group), value)
