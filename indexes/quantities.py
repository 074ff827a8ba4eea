"""Figures with their units: "15 inch", "up to 1.5 l", "55-61 cm", "five minutes"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexes.text import stem

# How often something is done or happens.
FREQUENCY = "frequency"
# Each unit of a dimension with its size in the dimension's first one. The names are stems.
_UNITS = {
    "length": "cm 1 centimetre 1 centimeter 1 mm .1 millimetre .1 millimeter .1 m 100 metre 100"
    " meter 100 km 100000 kilometre 100000 kilometer 100000 in 2.54 inch 2.54 ft 30.48 feet 30.48"
    " foot 30.48 yard 91.44 mile 160934",
    "weight": "g 1 gram 1 gramme 1 kg 1000 kilo 1000 kilogram 1000 oz 28.35 ounce 28.35 lb 453.6"
    " pound 453.6 mg .001 tonne 1000000",
    "volume": "l 1 litre 1 liter 1 ml .001 cl .01 dl .1 millilitre .001 milliliter .001 gallon"
    " 3.785 pint .473",
    "time": "minute 1 min 1 second .0167 sec .0167 hour 60 hr 60 h 60 day 1440 night 1440 week"
    " 10080 month 43800 year 525600",
    "temperature": "°c 1 °f 1 ° 1 degree 1 celsius 1 fahrenheit 1",
    "power": "w 1 watt 1 kw 1000 kilowatt 1000",
    "charge": "mah 1 ah 1000 wh 1",
    "light": "lumen 1 lm 1 lux 1 k 1",
    "voltage": "v 1 volt 1",
    "sound": "db 1 decibel 1",
    "share": "% 1 percent 1",
}
UNITS = {
    unit: (dimension, float(size))
    for dimension, line in _UNITS.items()
    for unit, size in zip(line.split()[::2], line.split()[1::2], strict=True)
}
NUMBERS = {
    "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "hundred": 100,
}  # fmt: skip

# Words after a figure that has the unit of the figure that follows it.
_JOINING = {"", "x", "×", "or", "and", "to", "by"}
# "5 in the morning" is no length.
_GOES_ON = re.compile(r"\s+\w")

_NUMBER = rf"(?:\d+(?:[.,]\d+)*|\b(?:{'|'.join(NUMBERS)})\b)"
_FIGURE = re.compile(
    r"(?P<every>\b(?:every|each|per)\s+)?"
    r"(?P<bound>\b(?:up to|at most|max(?:imum)?|less than|under|within|until)\s+)?"
    rf"(?P<low>(?<![\w.])[-−]?{_NUMBER})(?:\s?(?:-|–|to|x|×|or)\s?(?P<high>{_NUMBER}))?"
    r"[\s-]?(?:an?\s)?(?P<unit>°\s?[CF]?\b|°|%|[^\W\d_]+|[\"”″])?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, or a closed range of figures, in the first unit of its dimension.

    `dimension` is empty for a bare number or one of countable things ("4 people"), whose
    stem is then the `unit`.
    """

    low: float
    high: float
    dimension: str
    unit: str

    def answers(self, asked: Quantity) -> bool:
        """Whether the two are measured alike, so that one can be compared with the other."""
        return bool(self.dimension) and self.dimension == asked.dimension


def quantities(text: str) -> list[Quantity]:
    """The figures of `text`, in order; "23 x 12 x 7.5 cm" is two of them in centimetres."""
    read: list[Quantity] = []
    for match in reversed(list(_FIGURE.finditer(text))):
        unit = _unit(match)
        if unit in _JOINING:
            unit = read[-1].unit if read else ""
        dimension, size = UNITS.get(unit, ("", 1.0))
        low = _value(match["low"])
        high = _value(match["high"]) if match["high"] else low
        dimension = FREQUENCY if match["every"] else dimension
        low = 0.0 if match["bound"] else low
        read.append(Quantity(min(low, high) * size, max(low, high) * size, dimension, unit))
    return read[::-1]


def _unit(match: re.Match[str]) -> str:
    unit = (match["unit"] or "").replace(" ", "").casefold()
    if unit in {'"', "”", "″"}:
        return "inch"
    if unit == "in" and _GOES_ON.match(match.string, match.end()):
        return ""
    return unit if unit.startswith("°") else stem(unit)


def _value(number: str) -> float:
    """The value of a number; a comma before exactly three digits parts thousands."""
    if (word := number.casefold()) in NUMBERS:
        return NUMBERS[word]
    plain = re.sub(r",(?=\d{3}(?!\d))", "", number.replace("−", "-")).replace(",", ".")
    whole, dot, part = plain.rpartition(".")
    return float(whole.replace(".", "") + dot + part)
