"""Which entry of the list last shown: "the second one", "number 2", "the last"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.spans import Span

NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
VALUES = {name: str(i + 1) for i, name in enumerate(NAMES)}
VALUES |= {name: str(i + 1) for i, name in enumerate(CARDINALS)}
VALUES |= {
    f"{i}{ending}": str(i)
    for i, ending in zip(range(1, 10), ("st", "nd", "rd", *["th"] * 6), strict=True)
}
VALUES |= {str(i): str(i) for i in range(1, 10)}
VALUES |= {"last": "-1", "former": "1", "latter": "-1"}

ORDINAL = rf"(?P<value>{'|'.join(NAMES)}|1st|2nd|3rd|[4-9]th|last|former|latter)"
ITEM = (
    r"ones?|products?|items?|options?|pairs?|results?|suggestions?|recommendations?|choices?|picks?"
    r"|pictures?|links?|cards?"
)
# "the last time", "a second opinion" and "at first" are no choices: the word must stand
# before an item word, or after "the" with its phrase ended.
CHOICE = re.compile(
    rf"\b(?:(?:the|that|this|my) )?{ORDINAL} (?:{ITEM})\b"
    rf"|\b(?:the|that) {ORDINAL.replace('value', 'alone')}"
    r"(?=$|[?.!,;:)]| (?:in|please|pls|and|or|for|is|has|does|comes?|looks?|sounds?|then|which"
    r"|of (?:the|these|those|them)|what|how|if|I|instead|too|with|one|are|was|fits?|under"
    r"|to(?! last))\b)",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    rf"(?:(?<!order )(?<!phone )(?<!tracking )\b(?:number|option|no\.?|nr\.?|choice) ?|#)"
    rf"(?P<value>[1-9]|{'|'.join(CARDINALS)})\b(?![.,]?[0-9])",
    re.IGNORECASE,
)
WHOLE = re.compile(
    rf"\W*(?:hmm? |ok(?:ay)? |yes |no )?{ORDINAL}(?: please| pls| then)?\W*", re.IGNORECASE
)


def find(text: str) -> Iterator[Span]:
    """Yield each choice from a list, counted from 1; -1 is the last."""
    whole = WHOLE.fullmatch(text)
    if whole:
        yield _span(whole, "value")
    for match in CHOICE.finditer(text):
        yield _span(match, "value" if match["value"] else "alone")
    for match in NUMBERED.finditer(text):
        yield _span(match, "value")


def _span(match: re.Match[str], group: str) -> Span:
    return Span("ordinal", match.start(group), match.end(group), VALUES[match[group].lower()])
