"""Sizes: letters, numbers, jeans pairs, sock ranges and volumes.

A bare number is a size only where the words around it say so; amounts of money, measures
and ordinals are told apart by the order in which `bot.nlu.parse` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.parse import colors
from bot.nlu.spans import Span, wanted

WORDS = {"small": "S", "medium": "M", "large": "L", "med": "M"}
LETTERS = re.compile(
    r"\b(?:X{1,4}|[2-6]X)[SL]\b|\b(?:extra|xx?|double x)[ -]?(?:small|large)\b", re.IGNORECASE
)
PAIR = re.compile(
    r"(?<![\w/])W?([2-5][0-9]) ?[/x×] ?L?([2-4][0-9])(?![\w/])|\bW([2-5][0-9]) L([2-4][0-9])\b",
    re.IGNORECASE,
)
CANDIDATE = re.compile(
    r"(?<![\w.,/#€$£'’-])(?:"
    r"(?P<range>[1-9][0-9]?(?:[.,]5)?[-–][1-9][0-9]?(?:[.,]5)?)"
    r"|(?P<amount>[0-9]{1,4}(?:[.,][0-9])? ?(?:ml|cl|l|gb|tb|oz|g|kg))"
    r"|(?:(?:EU|UK|US)(?=[0-9]))?"
    r"(?P<number>[0-9]{1,3}(?:[.,][0-9]|½| 1/2| [12]/3| and a half)?[A-H]{0,2})"
    r"|(?P<letter>[SML])|(?P<word>small|medium|large|med))(?![\w/'’-])",
    re.IGNORECASE,
)
SYSTEMS = {"eu": "EU", "european": "EU", "uk": "UK", "british": "UK", "us": "US", "american": "US"}
SYSTEM = r"(?P<system>EU|UK|US|european|british|american)"
SYSTEM_BEFORE = re.compile(rf"\b{SYSTEM}(?: (?:wo)?men['’]?s| kids)?(?: sizes?)? ?$", re.IGNORECASE)
SYSTEM_AFTER = re.compile(rf" ?{SYSTEM}\b(?! (?:dollar|\$))", re.IGNORECASE)
SIZE_BEFORE = re.compile(r"\b(?:sizes?|sz)(?: is| of|:| like)?(?: an?)? ?$", re.IGNORECASE)
SIZE_AFTER = re.compile(r" (?:size|version)\b", re.IGNORECASE)
CUE_BEFORE = re.compile(
    r"\bin(?: an?| the| my)?(?: wide| narrow)? $"
    r"|\b(?:shoes|boots|trainers|sneakers|sandals|slippers|loafers|heels|(?:bigg|small)er than) $"
    r"|\b(?:wears?|wearing|takes?|i am|i'm|im|have|got|need|want|get|carry|stock|between"
    r"|make (?:it|that))(?: (?:it|that|this|one|them|these|those))?(?: in)?(?: an?)? $"
    r"|\b(?:an?|would|will|about) $"
    # the whole message so far is small words: "and 42?", "no, 43"
    r"|^\W*(?:(?:and|or|what about|how about|then|ok|no|hmm?|maybe|actually|sorry|i meant?|i said"
    r"|not|but|in|for|an?|rather|yes)\W+)*$",
    re.IGNORECASE,
)
STATE_AFTER = re.compile(
    r" (?:still |also |back )?(?:available|in stock|sold out|left|there)\b", re.IGNORECASE
)
# Baby clothes: each size with the next.
STEPS = re.compile(r"(?<![\w/.,])([4-9][0-9]|1[0-6][0-9])/([5-9][0-9]|1[0-7][0-9])(?![\w/])")
STEP = 6  # centimetres of height
VOLUME_BEFORE = re.compile(r"\b(?:in|(?P<named>the)) $", re.IGNORECASE)
CUP = re.compile(r"[6-9][05][A-H]{1,2}|1[012][05][A-H]{1,2}", re.IGNORECASE)
CHAIN = re.compile(
    r"\s*(?:,|/|(?:, ?)?(?:and|or|to))\s*(?:only )?(?:in )?(?:an? |the )?", re.IGNORECASE
)
# What may follow a size; a noun may not ("a 2 person tent", "in 3 days").
END = re.compile(
    r"\s*(?:$|[?.!,;:)/])|\s+(?:and|or|in|for|please|pls|plz|available|instead|too|then|left|also|with"
    r"|to|at|under|below|over|if|is|are|as|would|will|fits?|from|still|thanks|now|by|but|size|usually"
    r"|normally|on|right|less|max|around|between|be|wide|narrow"
    r"|of (?:the|this|that|it|these|those))\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\s*(?:or|to|-|and|,)?\s*[0-9]*\s*(?:days?|weeks?|hours?|months?|years?|pairs?|%)",
    re.IGNORECASE,
)
LOOKBACK, LOOKAHEAD, LONGEST_CHAIN = 48, 24, 12


@dataclass(frozen=True, slots=True)
class Around:
    """The text on both sides of a candidate."""

    left: str
    right: str

    @property
    def ends_phrase(self) -> bool:
        followed = END.match(self.right) or colors.PLAIN_COLOR.match(self.right.lstrip())
        return followed is not None and COUNTED.match(self.right) is None

    @property
    def system(self) -> str | None:
        match = SYSTEM_BEFORE.search(self.left) or SYSTEM_AFTER.match(self.right)
        return SYSTEMS[match["system"].lower()] if match else None


def find(text: str) -> Iterator[Span]:
    """Yield each size that the shopper wants, canonically: "42", "8.5", "XL", "32/34"."""
    return wanted(text, _found(text))


def _found(text: str) -> Iterator[Span]:
    for match in PAIR.finditer(text):
        waist, length = (group for group in match.groups() if group)
        yield Span("size", match.start(), match.end(), f"{waist}/{length}")
    for match in STEPS.finditer(text):
        if int(match[2]) - int(match[1]) == STEP:
            yield Span("size", match.start(), match.end(), match.group())
    for match in LETTERS.finditer(text):
        yield Span("size", match.start(), match.end(), _letters(match.group()))
    yield from _bare(text)


def _letters(said: str) -> str:
    key = re.sub(r"[ -]", "", said.lower()).replace("extra", "x").replace("double", "x")
    return key.replace("small", "s").replace("large", "l").upper()


def _bare(text: str) -> Iterator[Span]:
    """Numbers, single letters and words, each judged by what stands around it."""
    ends = {match.end() for match in LETTERS.finditer(text)}
    for match in CANDIDATE.finditer(text):
        left = text[max(0, match.start() - LOOKBACK) : match.start()]
        around = Around(left, text[match.end() : match.end() + LOOKAHEAD])
        chained = any(CHAIN.fullmatch(text, end, match.start()) for end in ends & _near(match))
        if _reads_as_size(match, around) or (chained and around.ends_phrase):
            ends.add(match.end())
            role = around.system or _glued_system(match)
            yield Span("size", match.start(), match.end(), _value(match), role)


def _near(match: re.Match[str]) -> set[int]:
    """Where the size may end that `match` is listed after: "M, or in an L"."""
    return set(range(match.start() - LONGEST_CHAIN, match.start()))


def _reads_as_size(match: re.Match[str], around: Around) -> bool:
    if SIZE_BEFORE.search(around.left) or SIZE_AFTER.match(around.right):
        return True
    if match["range"]:
        named = bool(around.system or _glued_system(match))
        return named or (around.ends_phrase and _is_sock_range(match["range"]))
    if match["amount"]:
        before = VOLUME_BEFORE.search(around.left)
        return before is not None and (before["named"] is not None or around.ends_phrase)
    if match["number"] and (
        around.system or _glued_system(match) or CUP.fullmatch(match["number"])
    ):
        return True
    if _trails_name(match, around):
        return True
    cued = CUE_BEFORE.search(around.left) or STATE_AFTER.match(around.right)
    return bool(cued) and around.ends_phrase and _is_plausible(match)


def _trails_name(match: re.Match[str], around: Around) -> bool:
    """Whether a capital letter ends a name: "the rain jacket M, please"."""
    lower_word_before = re.search(r"\b[a-z]+ $", around.left) is not None
    return match["letter"] in {"S", "M", "L"} and lower_word_before and around.ends_phrase


def _is_plausible(match: re.Match[str]) -> bool:
    """Counts ("I need 2") are no sizes, nor are years and prices."""
    if not match["number"]:
        return True
    digits = re.match(r"[0-9]+", match["number"])
    return digits is not None and 3 <= int(digits.group()) <= 200


def _is_sock_range(said: str) -> bool:
    low, high = (float(end.replace(",", ".")) for end in re.split("[-–]", said))
    return 23 <= low < high <= low + 4  # lower ones are hours


def _glued_system(match: re.Match[str]) -> str | None:
    return SYSTEMS.get(match.group()[:2].lower())


def _value(match: re.Match[str]) -> str:
    if match["word"]:
        return WORDS[match["word"].lower()]
    if match["number"]:
        number = match["number"].upper().replace(",", ".")
        return (
            number.replace(" AND A HALF", ".5")
            .replace(" 1/2", ".5")
            .replace("½", ".5")
            .removesuffix(".0")
        )
    if match["letter"]:
        return match["letter"].upper()
    if match["range"]:
        return match["range"].replace("–", "-").replace(",", ".")
    return match.group()
