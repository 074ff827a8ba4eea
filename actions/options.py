"""Which size and colour a shopper means, by the product's own options.

The NLU knows the common ways to say a size or a colour; the catalogue knows its own
("Heather Oat", "32/34"). A value of the product wins over a general one, and what no
product of the shop is made in is still understood as asked for, so that it is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.phrases import words
from actions.turn import Span, Turn
from indexes.denial import is_denied
from knowledge.model import Availability, Product, SizeChart, Variant

SIZE, COLOR = "size", "color"
_NAMES = {
    SIZE: ("size", "capacity", "storage", "volume", "length", "width", "dimension"),
    COLOR: ("color", "colour"),
}
_LETTERS = {
    "extra small": "xs", "x-small": "xs", "small": "s", "medium": "m", "large": "l",
    "extra large": "xl", "x-large": "xl", "2xl": "xxl", "3xl": "xxxl", "4xl": "xxxxl",
}  # fmt: skip
_LETTER_ORDER = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl")
_BEFORE_A_SHORT_SIZE = re.compile(
    r"(?:\b(?:in|an?|the|and|or|size|eu|uk|us|eur)|[,/&]) *$", re.IGNORECASE
)
_SYSTEM = re.compile(r"^(?:eu|eur|uk|us|size)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of one option.

    `values` are the product's own values that match, `said` what the shopper said.
    Asked for without a match means: this product is not made in that.
    """

    values: tuple[str, ...] = ()
    said: str = ""

    def __bool__(self) -> bool:
        return bool(self.said)

    @property
    def unknown(self) -> bool:
        return bool(self.said) and not self.values


def option_name(product: Product, kind: str) -> str | None:
    """The product's own name for its size or colour option ("Shoe size", "Colour")."""
    names = dict.fromkeys(name for variant in product.variants for name in variant.options)
    for part in _NAMES[kind]:
        for name in names:
            if part in name.lower():
                return name
    return None


def values_of(variants: Iterable[Variant], name: str | None) -> tuple[str, ...]:
    """The distinct values of option `name`, sizes from small to large."""
    found = (variant.options.get(name or "") for variant in variants)
    values = tuple(dict.fromkeys(value for value in found if value))
    is_size = name is not None and any(part in name.lower() for part in _NAMES[SIZE])
    return in_order(values) if is_size else values


def wanted(
    product: Product,
    kind: str,
    turn: Turn,
    shop_values: Iterable[str],
    chart: SizeChart | None = None,
) -> Wanted:
    """What `turn` asks of the product's size or colour; `turn` has its title blanked out.

    `shop_values` are the values that any product of the shop has for this option.
    """
    own = values_of(product.variants, option_name(product, kind))
    said = turn.first(kind)
    if said and said.role:
        return Wanted(sizes_meant(own, said.value, said.role, chart), said.value)
    exact = _said_exactly(own, turn, kind)
    if exact:
        return Wanted(exact, exact[0])
    if said:
        return Wanted(close(kind, own, said.value), said.value)
    elsewhere = _said_exactly(tuple(shop_values), turn, kind)
    return Wanted(close(kind, own, elsewhere[0]), elsewhere[0]) if elsewhere else Wanted()


def sizes_meant(
    own: Sequence[str], said: str, system: str | None, chart: SizeChart | None
) -> tuple[str, ...]:
    """The sizes of `own` that a shopper means who says `said` in `system` ("UK" 8).

    A chart that knows the system decides. Without one the size is taken as the shop
    writes it: nothing says in which system that is.
    """
    rows = [row for row in chart.rows if system in row.labels] if chart else []
    if not rows:
        return close(SIZE, own, said)
    meant = [row.size for row in rows if same_value(SIZE, row.labels[system or ""], said)]
    return tuple(v for v in own if any(same_value(SIZE, v, size) for size in meant))


def matching(
    product: Product, size: Sequence[str] = (), color: Sequence[str] = ()
) -> tuple[Variant, ...]:
    """The variants in one of these sizes and one of these colours; () asks for any."""
    size_name, color_name = option_name(product, SIZE), option_name(product, COLOR)
    return tuple(
        variant
        for variant in product.variants
        if (not size or variant.options.get(size_name or "") in size)
        and (not color or variant.options.get(color_name or "") in color)
    )


def buyable(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """The variants that are not known to be sold out."""
    return tuple(v for v in variants if v.availability is not Availability.SOLD_OUT)


def in_order(sizes: Iterable[str]) -> tuple[str, ...]:
    """Sizes from small to large: by their figures, or as letters go."""
    return tuple(sorted(sizes, key=_rank))


def _rank(size: str) -> tuple[int, tuple[Decimal, ...]]:
    figures = tuple(Decimal(f) for f in re.findall(r"\d+(?:\.\d+)?", _canonical(SIZE, size)))
    letters = _canonical(SIZE, size)
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
    text = re.sub(r"\s*([x×/])\s*", r"\1", text)
    return _LETTERS.get(text, text)


def _said_exactly(values: Sequence[str], turn: Turn, kind: str) -> tuple[str, ...]:
    """The values whose words stand in the text, the longest where one holds another."""
    found: list[str] = []
    taken: list[Span] = []
    blocked = [
        (e.start, e.end)
        for e in turn.entities
        if e.name in {"money", "measure", "ordinal", "country"}
    ]
    for value in sorted(values, key=len, reverse=True):
        for match in _occurrences(value, turn.text):
            span = match.span()
            inside = any(span[0] < end and start < span[1] for start, end in taken + blocked)
            if not inside and _is_asked(turn, span, kind):
                taken.append(span)
                found.append(value)
                break
    return tuple(value for value in values if value in found)


def _is_asked(turn: Turn, span: Span, kind: str) -> bool:
    denied = is_denied(turn.text, span[0])
    return (
        not denied
        and not _part_of_longer(turn, span, kind)
        and _reads_as_option(turn.text, span, kind)
    )


def _part_of_longer(turn: Turn, span: Span, kind: str) -> bool:
    """The "42" of "42 1/2" is not what was asked for."""
    return any(e.start <= span[0] and span[1] < e.end for e in turn.all(kind))


def _occurrences(value: str, text: str) -> Iterable[re.Match[str]]:
    parts = [re.escape(part) for part in re.findall(r"[^\s/×x-]+|[/×x-]", value)] or [
        re.escape(value)
    ]
    pattern = r"[\s-]*".join(parts)
    return re.finditer(rf"(?<![\w.'’]){pattern}(?![\w'’]|\.\d)", text, re.IGNORECASE)


def _reads_as_option(text: str, span: Span, kind: str) -> bool:
    """A lone letter or digit is a size only after "in", "size", "a" … or as a capital."""
    said = text[span[0] : span[1]]
    if kind == COLOR or len(said) > 1:
        return True
    if said.isalpha() and said.isupper() and said not in {"I", "A"}:
        return True
    return bool(_BEFORE_A_SHORT_SIZE.search(text[: span[0]])) or text.strip() == said


def close(kind: str, own: Sequence[str], said: str) -> tuple[str, ...]:
    """The values of `own` that mean what was said: the same, or for colours a shade of it."""
    same = tuple(value for value in own if same_value(kind, value, said))
    if same or kind == SIZE:
        return same
    asked = _color_words(said)
    return tuple(value for value in own if asked <= _color_words(value))


def _color_words(text: str) -> set[str]:
    return set(words(_canonical(COLOR, text)))


def carried(options: Mapping[str, str], product: Product, kind: str) -> Wanted:
    """What an earlier turn asked of this option, if the product has it."""
    value = options.get(kind)
    own = values_of(product.variants, option_name(product, kind))
    return Wanted((value,), value) if value and value in own else Wanted()
