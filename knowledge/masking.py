"""Personal data taken out of what shoppers write, before it is kept or passed on.

It rather masks too much than too little: a text that still looks as if it held personal
data after masking is given up altogether.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

EMAIL, LINK, NUMBER, ADDRESS, NAME = "[e-mail]", "[link]", "[number]", "[address]", "[name]"

LONGEST = 1000
"""Characters: a longer text is a letter, with more in it than patterns can find."""

_EMAIL = re.compile(
    r"[^\s<>()\[\],;:\"@]+(?:@|\s*@\s*(?=[\w-]+\s?\.\s?\w))[\w-]+(?:\s?\.\s?[\w-]+)*"
    r"|\b[\w.+-]+\s*[\[({]?\b(?:at|ät)\b[\])}]?\s*[\w-]+\s*[\[({]?\b(?:dot"
    r"|punkt)\b[\])}]?\s*\w{2,}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:https?|ftp)://\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*", re.IGNORECASE
)
_IBAN = re.compile(
    r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,4})?\b", re.IGNORECASE
)
# Digits in groups, as telephones, cards, dates and orders are written.
_GROUPED = re.compile(r"(?<!\w)[+#(]*\d[\d\s().,/#+–-]*\d(?!\w)")
# Letters and digits in one, as in parcel numbers; "2000mah" is a measure.
_MIXED = re.compile(r"#\w[\w-]*|\b(?=[\w-]*\d)[a-z0-9]+(?:[-_][a-z0-9]+)*\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\d{1,4}(?:\.\d+)?(?:x\d{1,4}){0,2}(?:ml|cl|l|mah|ah|wh|w|kw|v|hz|khz|g|kg|mg"
    r"|mm|cm|m|km|k|gb|tb"
    r"|mb|lm|p|d|den|dpi|rpm|btu|in|inch|ft|oz|lbs?|t|s|th|st|nd|rd|er)"
    r"|\d{3,5}(?:mah|lm|ml)|\d{1,4}(?:x\d{1,4}){1,2}",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"\b((?:order|parcel|tracking|invoice|customer|reference|account|booking|package|member"
    r"|passport|ticket|case|phone|mobile|tel|zip|postal|post)\s?(?:number|no|nr|id|code|#)?"
    r"|postcode|plz|zip|iban|cvv|cvc)\b"
    r"\.?(\s*(?:is|:|=|#)?\s*)(?=(?:[\w-]*?\d){3})[a-z0-9][\w-]*",
    re.IGNORECASE,
)
_POSTCODES = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[abd-hjlnp-uw-z]{2}\b"
    r"|\b[a-z]\d[a-z]\s\d[a-z]\d\b"
    r"|\b\d{4}\s?(?!EU|UK|US|ML|CM|MM|KG|GB|TB|WH|MB)(?-i:[A-Z]{2})\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?<=[,\n])\s*\d{4}\s+[A-Z]\w+|\b(?:in|to|from|at)\s+\d{4}\s+[A-Z]\w+")

_STREET = (
    r"(?:street|road|avenue|ave|lane|boulevard|blvd|crescent|terrace|highway|alley|gardens?|rd|st"
    r"|mews|parkway|strasse|straße|str|allee|gasse)"
)
# Words that mean streets only where they have a capital and a house number before them.
_PERHAPS_STREET = (
    r"(?:Way|Drive|Dr|Close|Court|Ct|Place|Pl|Square|Sq|Row|Walk|Hill|Park|Green|View)"
)
_ADDRESSES = (
    re.compile(
        rf"\b\d{{1,5}}\s?[a-z]?,?\s+(?:[^\W\d]+\.?\s+){{0,3}}?{_STREET}\b\.?", re.IGNORECASE
    ),
    re.compile(rf"\b\d{{1,5}}[a-z]?,?\s+(?:[A-Z]\w+\s+){{1,3}}{_PERHAPS_STREET}\b"),
    re.compile(
        r"\b[^\W\d]*(?:straße|strasse|str\.|gasse|allee|straat|laan|gracht|gatan|vägen|vej|veien"
        r"|(?<=\w)weg|(?<=\w)platz|(?<=\w)steig|(?<=\w)gade|(?<=\w)ring|(?<=\w)ufer|(?<=\w)damm)"
        r"\s*\d+\s?[a-z]?\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:rue|via|calle|avenida|plaza|piazza|viale|rua|ulica|ul\.|chemin|place)\s"
        r"(?:[^\W\d]+\s){1,5},?\s?\d+\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b\d{1,5}(?:\s?bis)?,?\s(?:rue|avenue|chemin|impasse|boulevard|allée|via|calle)"
        r"(?:\s[^\W\d]+){1,4}",
        re.IGNORECASE,
    ),
    re.compile(r"\bp\.?\s?o\.?\s?box\s+\w+", re.IGNORECASE),
)

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_STOP = (
    r"(?:and|but|or|from|in|at|i|my|the|a|an|on|for|with|who|please|can|could|how|what|where|when"
    r"|why|is|are|do|does|did|was|not|to|you|your|this|that|it)\b"
)
_CAPITALS = r"[A-ZÀ-Þ][a-zß-ÿ]+(?:[ -][A-ZÀ-Þ][a-zß-ÿ]+){0,2}\b"
_NAMES = (
    re.compile(
        rf"\b(my (?:full |first |last |sur)?name(?:['’]?s| is|:)|name\s*[:=]"
        r"|i am called|i['’]?m called"
        rf"|they call me|mein name ist|ich heiße|je m['’]appelle|me llamo|mi chiamo)\s+"
        rf"(?!{_STOP}){_WORD}(?:\s+(?!{_STOP}){_WORD}){{0,2}}",
        re.IGNORECASE,
    ),
    # Without "name" it takes a capital: "I'm Anna", not "I'm looking for …" or "I'm US size 9".
    re.compile(
        rf"\b((?i:i['’]?m|i am|call me|signed|mr|mrs|ms|dr)[.,]?)\s+"
        rf"(?!(?:EU|UK|US|XS|XL|XXL)\b){_CAPITALS}"
    ),
    re.compile(
        rf"\b((?i:regards|wishes|greetings|cheers|sincerely|thanks|thank you|yours)[.,]?)\s+"
        rf"{_CAPITALS}(?=[\s.!]*$)"
    ),
    re.compile(rf"\b((?i:this is|here is))\s+{_CAPITALS}(?=,|\s+(?:speaking|here|from|calling)\b)"),
)
_HANDLE = re.compile(r"(?<![\w.])@\w+")

_SECRET = re.compile(
    r"\b(?:password|passwort|passcode|pin|cvv|cvc|tan)\b\s*(?:is|was|:|=)", re.IGNORECASE
)
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPOKEN_NUMBER = re.compile(rf"\b(?:{_DIGIT_WORD}[\s,.-]+){{4,}}{_DIGIT_WORD}\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"@|://|\d(?:[().,/-]?\d){6,}|\d{5}(?!\d*(?:mah|lm|ml))", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def mask(text: str) -> str | None:
    """`text` on one line with its personal data replaced by words in brackets.

    E-mail addresses, links, telephone, card, account, order and other long numbers, dates
    of birth, street addresses, postcodes and names that are given as such. ``None`` where
    that cannot be done safely.

    Example: mask("I'm Anna, where is order 48213?") == "I'm [name], where is order [number]?"
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if len(plain) > LONGEST or _SECRET.search(plain) or _SPOKEN_NUMBER.search(plain):
        return None
    for step in _STEPS:
        plain = step(plain)
    plain = " ".join(plain.split())
    return None if _LEFT_OVER.search(plain) else plain


def _grouped(match: re.Match[str]) -> str:
    """Mask a long number; "38 39 40 41" is a row of sizes and "1,299.00" a price."""
    said = match[0]
    digits = sum(sign.isdigit() for sign in said)
    groups = re.findall(r"\d+", said)
    sizes = not said.startswith(("+", "(", "0", "#")) and all(len(group) <= 2 for group in groups)
    dated = re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", said.strip())
    if dated or (digits >= 5 and not (sizes and " " in said) and not _is_price(said)):
        return NUMBER
    return said


def _is_price(said: str) -> bool:
    return bool(
        re.fullmatch(r"\d{1,3}(?:[.,]\d{3})?[.,]\d{2}|\d{1,2}[.,]\d{3}|\d{4}[.,]\d{2}", said)
    )


def _mixed(match: re.Match[str]) -> str:
    said = match[0]
    digits = sum(sign.isdigit() for sign in said)
    if digits >= 4 and not said.isdigit() and not _MEASURE.fullmatch(said):
        return NUMBER
    return NUMBER if said.startswith("#") and digits else said


def _replacing(pattern: re.Pattern[str], by: str) -> Callable[[str], str]:
    return lambda text: pattern.sub(by, text)


# What can hold what a later step looks for comes first: a link has numbers in it.
_STEPS: tuple[Callable[[str], str], ...] = (
    _replacing(_LINK, LINK),
    _replacing(_EMAIL, EMAIL),
    _replacing(_HANDLE, NAME),
    *(_replacing(pattern, rf"\1 {NAME}") for pattern in _NAMES),
    *(_replacing(pattern, ADDRESS) for pattern in _ADDRESSES),
    _replacing(_IBAN, NUMBER),
    lambda text: _GROUPED.sub(_grouped, text),
    _replacing(_NAMED_NUMBER, rf"\1\2{NUMBER}"),
    _replacing(_POSTCODES, ADDRESS),
    _replacing(_TOWN, f" {ADDRESS}"),
    lambda text: _MIXED.sub(_mixed, text),
)
