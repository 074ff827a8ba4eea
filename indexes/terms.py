"""Texts cut into what the lexical search counts: stems, numbers and numbers with units."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from indexes.text import WORD, stem, stems

_UNITS = {
    "cm": "centimetre centimeter",
    "ft": "foot feet",
    "g": "gram gramme gr",
    "gb": "gigabyte gig",
    "ghz": "gigahertz",
    "hz": "hertz",
    "inch": "inches",
    "kg": "kilogram kilo",
    "km": "kilometre kilometer",
    "l": "litre liter ltr",
    "lb": "lbs",
    "m": "metre meter",
    "mah": "milliampere",
    "mb": "megabyte",
    "mg": "milligram",
    "mhz": "megahertz",
    "ml": "millilitre milliliter",
    "mm": "millimetre millimeter",
    "mp": "megapixel mpix",
    "oz": "ounce",
    "tb": "terabyte",
    "v": "volt",
    "w": "watt",
    "wh": "",
}
_UNIT_OF = {stem: unit for unit, names in _UNITS.items() for stem in stems(f"{unit} {names}")}

_HALF = re.compile(r"(?<=\d)(?:\s*½|\s+1/2\b)")
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:,\d{3})+)(?![\d,])")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# "in" is an inch only where it touches its number.
_INCH = re.compile(r"(?<=\d)(?:\s*(?:\"|″|”|'')|-?in\b)")
_WITH_UNIT = re.compile(r"(\d+)([a-z]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIGURE = re.compile(r"\d")


def terms(text: str) -> list[str]:
    """The terms of `text`, in order. A number with a unit is two: itself, and both as one.

    >>> terms('Bottles, 1,5 litres')
    ['bottle', '1.5', '1.5l']
    >>> terms('15" laptop, 256 GB') == terms("15-inch laptops 256gb")
    True
    """
    if not _FIGURE.search(text):
        return stems(text)
    found: list[str] = []
    for said in WORD.findall(_plain_numbers(text)):
        for word in _parts(said):
            unit = _UNIT_OF.get(word)
            if unit and found and _NUMBER.fullmatch(found[-1]):
                found.append(found[-1] + unit)
            else:
                found.append(word)
    return found


def pairs(words: list[str]) -> list[str]:
    """Neighbours written as one word: "sun glasses" is "sunglasses", "WH-1000" "wh1000"."""
    return [a + b for a, b in pairwise(words)]


def _plain_numbers(text: str) -> str:
    text = _HALF.sub(".5", text)
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    return _INCH.sub(" inch ", _DECIMAL_COMMA.sub(".", text))


@lru_cache(maxsize=65536)
def _parts(said: str) -> tuple[str, ...]:
    """The stem of a word, or a number and the unit that is written right behind it."""
    word = stem(said)
    attached = _WITH_UNIT.fullmatch(word)
    if attached and attached[2] in _UNIT_OF:
        return attached[1], attached[2]
    return (_trimmed(word) if _NUMBER.fullmatch(word) else word,)


def _trimmed(number: str) -> str:
    """A number without zeros that say nothing."""
    return number.rstrip("0").rstrip(".") if "." in number else number
