"""English country names: what shoppers and policy pages write, and what we write back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

# What CLDR lists among territories although nobody can ship there.
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})

# Names that English speakers use and CLDR does not.
ALIASES = {
    "america": "US",
    "bosnia": "BA",
    "britain": "GB",
    "burma": "MM",
    "cabo verde": "CV",
    "congo": "CD",
    "czech republic": "CZ",
    "democratic republic of the congo": "CD",
    "east timor": "TL",
    "eire": "IE",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "korea": "KR",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "myanmar": "MM",
    "northern ireland": "GB",
    "palestine": "PS",
    "republic of ireland": "IE",
    "republic of the congo": "CG",
    "russian federation": "RU",
    "scotland": "GB",
    "slovak republic": "SK",
    "swaziland": "SZ",
    "the states": "US",
    "turkey": "TR",
    "u.k.": "GB",
    "u.s.": "US",
    "u.s.a.": "US",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "vatican": "VA",
    "wales": "GB",
}

# Where CLDR's name reads badly inside a sentence.
DISPLAY = {
    "CD": "the Democratic Republic of the Congo",
    "CG": "the Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
}

NAMED_WITH_ARTICLE = """
AE AX BQ BS CC CF CK DO FK FO GB GM IC IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US VA VG VI
"""
WITH_ARTICLE = frozenset(NAMED_WITH_ARTICLE.split())


def country_code(text: str) -> str | None:
    """The ISO 3166 alpha-2 code of an English name, alias or code; ``None`` if it is none.

    >>> country_code("the netherlands"), country_code("gbr"), country_code("Atlantis")
    ('NL', 'GB', None)
    """
    key = _key(text)
    return country_names().get(key) or _codes().get(key.upper())


def country_name(code: str) -> str:
    """The name as it stands inside an English sentence ("the Netherlands").

    Raises ValueError where `code` is not an ISO 3166 alpha-2 code.
    """
    name = _territories().get(code)
    if name is None:
        raise ValueError(f"{code!r} is not an ISO 3166 country code")
    if code in DISPLAY:
        return DISPLAY[code]
    plain = name.replace(" & ", " and ").replace("St. ", "Saint ").replace("’", "'")
    return f"the {plain}" if code in WITH_ARTICLE else plain


@cache
def country_names() -> Mapping[str, str]:
    """Lower-case names and aliases with their codes, without articles.

    Two-letter codes are left out, since "it", "in" and "no" are words; `country_code`
    takes them.
    """
    names = dict(ALIASES)
    for code, name in _territories().items():
        for form in (name, country_name(code)):
            key = _key(form)
            saint = key.replace("st. ", "saint ")
            for variant in (key, key.replace("&", "and"), saint, key.replace("st. ", "st ")):
                names.setdefault(variant, code)
                names.setdefault(_without_accents(variant), code)
    return MappingProxyType(names)


@cache
def _territories() -> Mapping[str, str]:
    names = Locale("en").territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


@cache
def _codes() -> Mapping[str, str]:
    """Every code, of two and of three letters, with its alpha-2 code."""
    codes = {code: code for code in _territories()}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and len(targets) == 1 and targets[0] in codes:
            codes[alias] = targets[0]
    return codes


def _key(text: str) -> str:
    key = " ".join(text.replace("’", "'").casefold().split())
    return key.removeprefix("the ") if key not in ALIASES else key


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
