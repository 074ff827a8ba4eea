"""Countries to ship to, by their name or a large city's, tolerant of typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.spans import Span
from indexes.english import english
from knowledge.cities import cities
from knowledge.countries import country_names

WORD = re.compile(r"[^\W\d_]+(?:[.'’&-][^\W\d_]+)*\.?|&")
LONGEST_NAME = 6  # words
# Also garments, china, hats and given names: countries only where a parcel goes to them.
AMBIGUOUS = {
    *("bermuda", "brazil", "chad", "china", "georgia", "guernsey", "guinea", "jersey", "jordan"),
    *("panama", "reunion", "turkey"),
}
DESTINATION = {"to", "in", "into", "from", "about", "and", "or"}
FUZZY_AFTER = {"to", "in", "for", "from", "about"}
# One slip in a word of five letters, two in one of ten.
FUZZY_LENGTH, FUZZY_SCORE = 5, 0.79
# English words within a slip of a country's name.
NOT_TYPOS = {
    *("begin", "child", "chill", "columbia", "condo", "fiance", "german", "germans", "grenade"),
    *("hungry", "indie", "macro", "males", "samba", "sedan", "spawn", "stain", "surname", "wages"),
    *("wakes", "walks", "walls", "waves", "whales"),
}
# Cities are named like colours, people and many other things: they are read after these alone,
# and not where films say the word too often to mean the city ("nice", "orange", "mobile").
CITY_AFTER = {"to", "in", "into", "from", "near"}
LONGEST_CITY, EVERYDAY = 3, 2300  # words, times that films say it
# What a city's name may stand before: "to London by Friday", but not "in London grey".
AFTER_CITY = {
    *(
        "and",
        "or",
        "by",
        "in",
        "on",
        "for",
        "with",
        "please",
        "pls",
        "plz",
        "cost",
        "costs",
        "take",
    ),
    *("takes", "is", "are", "how", "what", "when", "until", "before", "within", "via", "as", "too"),
    *("now", "today", "tomorrow", "then", "if", "express", "standard", "possible", "i", "we", "do"),
    *("does", "can", "will", "would", "next", "this", "from", "to", "at", "much", "cheap", "fast"),
}
UPPER_CODES = {"UK": "GB", "US": "US", "USA": "US", "UAE": "AE"}
LOWER_CODES = {"uk": "GB", "usa": "US", "uae": "AE"}
# "US 9" and "9 US" are sizes.
SIZE_BEHIND = re.compile(r"[0-9½]\s?$")
SIZE_AHEAD = re.compile(r"\s?(?:size\b|[0-9]|women|men)", re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Yield each country with its ISO alpha-2 code."""
    words = list(WORD.finditer(text))
    position = 0
    while position < len(words):
        found = _named(text, words, position) or _code(text, words, position)
        found = found or _misspelt(words, position) or _city(text, words, position)
        if found is None:
            position += 1
            continue
        length, code = found
        start, end = words[position].start(), words[position + length - 1].end()
        yield Span("country", start, end, code)
        position += length


def _named(text: str, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        name = text[words[at].start() : words[at + length - 1].end()]
        code = country_names().get(_key(name))
        if code is None:
            continue
        if _key(name) in LOWER_CODES | {"us": "US"}:
            return None
        if _key(name) in AMBIGUOUS and not _is_destination(words, at, length):
            return None
        return length, code
    return None


def _code(text: str, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    word = words[at]
    if SIZE_AHEAD.match(text, word.end()) or SIZE_BEHIND.search(text[: word.start()][-3:]):
        return None
    plain = word.group().replace(".", "")
    code = UPPER_CODES.get(plain) or LOWER_CODES.get(plain.lower())
    after_the = at > 0 and words[at - 1].group().lower() == "the"
    if plain == "US" and text.isupper() and not after_the:
        return None
    if plain.lower() == "us" and after_the:
        code = "US"
    return (1, code) if code else None


def _misspelt(words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    word = words[at].group().lower().rstrip(".")
    if len(word) < FUZZY_LENGTH or word in NOT_TYPOS or _before(words, at) not in FUZZY_AFTER:
        return None
    if word in country_names() or word[:-1] in country_names():  # "american", "pakistani"
        return None
    names = _names_by_initial().get(word[0], ())
    best = process.extractOne(
        word, names, scorer=OSA.normalized_similarity, score_cutoff=FUZZY_SCORE
    )
    return (1, country_names()[best[0]]) if best else None


def _city(text: str, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    for length in range(min(LONGEST_CITY, len(words) - at), 0, -1):
        name = text[words[at].start() : words[at + length - 1].end()].casefold().rstrip(".")
        asked = _before(words, at) in CITY_AFTER and _ends(text, words, at + length)
        if (asked or len(words) == length) and _is_large_city(name):
            return length, cities()[name][0]
    return None


def _is_large_city(name: str) -> bool:
    return english().get(name, 0) <= EVERYDAY and name in cities()


def _ends(text: str, words: list[re.Match[str]], behind: int) -> bool:
    """Whether a name ends there. Before a country's the country says it better."""
    if behind == len(words):
        return True
    gap = text[words[behind - 1].end() : words[behind].start()]
    goes_on = words[behind].group().lower() in AFTER_CITY or not gap.isspace()
    return goes_on and _named(text, words, behind) is None


def _is_destination(words: list[re.Match[str]], at: int, length: int) -> bool:
    return len(words) == length or _before(words, at) in DESTINATION


def _before(words: list[re.Match[str]], at: int) -> str:
    """The word in front, articles skipped."""
    while at > 0 and words[at - 1].group().lower() == "the":
        at -= 1
    return words[at - 1].group().lower() if at else ""


@cache
def _names_by_initial() -> dict[str, tuple[str, ...]]:
    single = [name for name in country_names() if len(name) >= FUZZY_LENGTH and " " not in name]
    return {name[0]: tuple(n for n in single if n[0] == name[0]) for name in single}


def _key(name: str) -> str:
    key = " ".join(name.replace("’", "'").casefold().split())
    return key if key in country_names() else key.rstrip(".")
