"""How old, and how many: who something is for by figures, as shoppers and records say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.phrases import stem_set
from indexes.text import stems
from knowledge.model import Product

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen".split()  # noqa: SIM905
_NUMBER = rf"\d{{1,2}}|{'|'.join(_WORDS)}"
_AGE = re.compile(
    rf"\b(?P<n>{_NUMBER})[ -]?(?:(?:years?|yrs?|y)[ -]?olds?|y/?o)\b|"
    rf"\b(?:aged?|turning|turns|(?:he|she)(?:['’]s| is)(?: only)?) (?P<aged>{_NUMBER})\b"
    rf"(?! ?(?:c?m|feet|foot|ft|kg)\b)|"
    rf"\b(?:{_NUMBER})[ -]?months?[ -]?olds?\b",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"\b(?P<n>{_NUMBER})[ -]?(?:years?|yrs?)\b", re.IGNORECASE)
_CHILDHOOD = range(14)
_CHILD = stem_set(
    """
    kid kids child children son daughter boy girl toddler grandson granddaughter nephew niece baby
    """.split()  # noqa: SIM905
)
_PEOPLE = re.compile(
    rf"\b(?:for )?(?P<n>{_NUMBER})[ -]?"
    r"(?:people|persons?|pers|pax|adults?|man|men|sleepers?|of us)\b|"
    rf"\b(?:family|group|party) of (?P<of>{_NUMBER})\b|"
    rf"\b(?:for|we are|we['’]re) (?P<bare>{_NUMBER})(?=\s*(?:$|[.,;!?]))",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:(?P<low>\d+)\s?[-–]\s?)?(?P<n>\d+) (?:people|persons?|adults?|sleepers?)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_DOWN = re.compile(r"\b(?:up to|under|until|below|max)\b", re.IGNORECASE)
_MONTHS = re.compile(r"\bmonths?\b", re.IGNORECASE)


def child_ages(text: str) -> Iterator[re.Match[str]]:
    """Where `text` says that somebody is a child: "my five year old", "a 7-year-old"."""
    pattern = _YEARS if not _AGE.search(text) and _CHILD & frozenset(stems(text)) else _AGE
    return (said for said in pattern.finditer(text) if _age(said) in _CHILDHOOD)


def age_in(text: str) -> int | None:
    """How old the child is that `text` tells of, in years."""
    return next(map(_age, child_ages(text)), None)


def _age(said: re.Match[str]) -> int:
    groups = said.groupdict()
    return _value(groups.get("n") or groups.get("aged") or "1")


def people_counts(text: str) -> Iterator[re.Match[str]]:
    """Where `text` says for how many people something is: "for 4 people", "a 2 man tent"."""
    return _PEOPLE.finditer(text)


def people_in(text: str) -> int | None:
    """For how many people `text` asks."""
    said = next(people_counts(text), None)
    return _value(next(filter(None, said.groups()))) if said else None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.index(word.lower()) + 1


def suits(product: Product, age: int | None, people: int | None) -> bool:
    """Whether the records do not say that it is for others, or for fewer."""
    stated = stated_people(product)
    return (people is None or stated is None or stated >= people) and (
        age is None or all(low <= age <= high for low, high in _ages(product))
    )


def stated_people(product: Product) -> int | None:
    """For how many people at most the records say that it is made."""
    counts = [int(n["n"]) for v in product.attributes.values() for n in _STATED.finditer(v)]
    return max(counts, default=None)


def _ages(product: Product) -> Iterator[tuple[float, float]]:
    """From which age to which its attributes say that it is for."""
    for name, value in product.attributes.items():
        years = [float(figure) for figure in _FIGURE.findall(value)]
        if "age" not in stems(name.replace("_", " ")) or not years:
            continue
        if _MONTHS.search(value):
            years = [year / 12 for year in years]
        if len(years) > 1:
            yield min(years), max(years)
        elif _DOWN.search(value):
            yield 0, years[0]
        else:
            yield years[0], float("inf")
