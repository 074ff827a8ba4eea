"""How sizes and colours are written, and which of them a shopper means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isclose

from actions.phrases import words
from indexes.quantities import Quantity, quantities

SIZE, COLOR = "size", "color"
_LETTERS = {
    "extra small": "xs", "x-small": "xs", "small": "s", "medium": "m", "large": "l",
    "extra large": "xl", "x-large": "xl", "2xl": "xxl", "3xl": "xxxl", "4xl": "xxxxl",
}  # fmt: skip
_LETTER_ORDER = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl")
_SYSTEM = re.compile(r"^(?:eu|eur|uk|us|size)\s+", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_RANGE = re.compile(rf"({_FIGURE.pattern})-({_FIGURE.pattern})")
# "150 cm by 220 cm" is "150x220 cm", and "150x220" is meant in the unit of what is made.
_BY = re.compile(r"(?<=\d) ?(?:[cm]?m|inch|[\"”″])? ?(?:x|×|by) ?(?=\d)", re.IGNORECASE)
_NO_UNIT = re.compile(
    r"\d+(?:[.,]\d+)? ?[x×] ?\d+(?:[.,]\d+)?(?![\d.,]*\d| ?(?:[x×\"”″]|[cm]?m\b|inch|''))",
    re.IGNORECASE,
)

# "The litre one" is of one litre.
_ONE_UNIT = re.compile(
    r"\b(?:the|an?|in) (?=(?:lit(?:re|er)|met(?:re|er)|kilo|pint|quart|gallon)\b)", re.IGNORECASE
)
# Of a few sizes, which one is meant by how it compares with the others. The product's title,
# which may follow, is blanked out.
_RANKED = re.compile(
    r"\b(?:(?P<large>biggest|largest|longest|tallest|(?<=the )(?:bigger|larger|longer)(?= one|  ))"
    r"|(?P<small>smallest|shortest|(?<=the )(?:smaller|shorter)(?= one|  ))"
    r"|(?:(?P<big>big|large|long)|(?P<little>small|little|short))"
    r"(?= +(?:ones?|version|size|model|in|and|please|pls)\b|  |\W*$))",
    re.IGNORECASE,
)
_NOT_RANKED = re.compile(r"\b(?:how|too|so|as|very|runs?|up|it|they|or|and) +$", re.IGNORECASE)
MOST_RANKED = 4


def in_order(sizes: Iterable[str]) -> tuple[str, ...]:
    """Sizes from small to large: by their figures, or as letters go."""
    return tuple(sorted(sizes, key=_rank))


def _rank(size: str) -> tuple[int, tuple[Decimal, ...]]:
    letters = _canonical(SIZE, size)
    figures = tuple(Decimal(figure) for figure in _FIGURE.findall(letters))
    if letters in _LETTER_ORDER:
        return 0, (Decimal(_LETTER_ORDER.index(letters)),)
    return (1, figures) if figures else (2, ())


def same_value(kind: str, one: str, other: str) -> bool:
    """Whether two ways of writing a size or colour mean the same."""
    return _canonical(kind, one) == _canonical(kind, other)


def _canonical(kind: str, value: str) -> str:
    text = " ".join(value.lower().replace(",", ".").replace("½", ".5").split())
    if kind == COLOR:
        return text.replace("grey", "gray").replace("-", " ")
    text = _SYSTEM.sub("", text)
    text = re.sub(r" 1/2$|\s\.5$", ".5", text)
    text = re.sub(r"\s*([x×/–-])\s*", r"\1", text).replace("–", "-")
    return _LETTERS.get(text, text)


def close(kind: str, own: Sequence[str], said: str) -> tuple[str, ...]:
    """The values of `own` that mean what was said: the same, or else those that take it in.

    A colour takes in its shades, "39-42" the sizes from 39 to 42, "32/34" both its parts.
    """
    same = tuple(value for value in own if same_value(kind, value, said))
    if same:
        return same
    if kind == SIZE:
        return _taking_in(own, _canonical(SIZE, said))
    asked = _color_words(said)
    return tuple(value for value in own if asked <= _color_words(value))


def _taking_in(own: Sequence[str], said: str) -> tuple[str, ...]:
    """Jeans in "34" are of that waist, "32/34" only where no waist is 34."""
    parts = {value: _canonical(SIZE, value).split("/") for value in own}
    first = tuple(
        value
        for value, both in parts.items()
        if len(both) > 1 and said.isdigit() and both[0] == said
    )
    return first or tuple(
        value
        for value, both in parts.items()
        if (len(both) > 1 and said in both) or _in_range(_canonical(SIZE, value), said)
    )


def _in_range(label: str, said: str) -> bool:
    ends, figure = _RANGE.fullmatch(label), _FIGURE.fullmatch(said)
    if ends is None or figure is None:
        return False
    return Decimal(ends[1]) <= Decimal(said) <= Decimal(ends[2])


def _color_words(text: str) -> set[str]:
    return set(words(_canonical(COLOR, text)))


def measured(values: Iterable[str], text: str) -> tuple[str, ...]:
    """The sizes of `values` that are measures and that `text` names, however it writes them.

    "150 x 220 cm" is also said as "150x220" or "1.5 m by 2.2 m", "0.75 L" as "750 ml".
    """
    return tuple(value for value in values if _names(text, quantities(value)))


def _names(text: str, figures: Sequence[Quantity]) -> bool:
    """Whether the figures of a size stand in `text`, together and in this order."""
    if not any(figure.dimension for figure in figures):
        return False
    text = _ONE_UNIT.sub(r"\g<0>1 ", _BY.sub("x", text))
    said = quantities(_NO_UNIT.sub(rf"\g<0> {figures[-1].unit}", text))
    starts = range(len(said) - len(figures) + 1)
    return any(all(map(_same, figures, said[start:])) for start in starts)


def _same(own: Quantity, said: Quantity) -> bool:
    alike = own.dimension == said.dimension
    return alike and isclose(own.low, said.low) and isclose(own.high, said.high)


def by_figure(values: Iterable[str], said: str) -> tuple[str, ...]:
    """The sizes of `values` that are one measure with the figure `said`: "20" of "20 L"."""
    return tuple(v for v in values if len(quantities(v)) == 1 and _figures(v) == [said])


def _figures(value: str) -> list[str]:
    return _FIGURE.findall(value.replace(",", "."))


def ranked(values: Sequence[str], text: str) -> tuple[str, ...]:
    """The size that "the big one" or "the smallest" means, where there are only a few.

    >>> ranked(("0.5 l", "0.75 l", "1 l"), "and the big one?")
    ('1 l',)
    """
    found = _RANKED.search(text)
    if not 1 < len(values) <= MOST_RANKED or not found or _NOT_RANKED.search(text[: found.start()]):
        return ()
    largest = bool(found["large"] or found["big"])
    return (in_order(values)[-1 if largest else 0],)
