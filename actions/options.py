"""Which size and colour a shopper means, by the product's own options.

The NLU knows the common ways to say a size or a colour; the catalogue knows its own
("Heather Oat", "32/34"). A value of the product wins over a general one, and what no
product of the shop is made in is still understood as asked for, so that it is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actions.phrases import content_words, stem_set
from actions.shop import Shop
from actions.turn import Entity, Span, Turn, blank
from actions.values import COLOR, SIZE, by_figure, close, in_order, measured, ranked, same_value
from actions.vocabulary import kind_of
from indexes.denial import is_denied
from indexes.quantities import UNITS
from knowledge.model import Availability, Product, SizeChart, Variant

_NAMES = {
    SIZE: ("size", "capacity", "storage", "volume", "length", "width", "dimension"),
    COLOR: ("color", "colour"),
}
_BEFORE_A_SHORT_SIZE = re.compile(
    r"(?:\b(?:in|an?|the|and|or|size|eu|uk|us|eur)|[,/&]) *$", re.IGNORECASE
)

# Entities whose figures are no size.
_NO_OPTION = frozenset(["money", "ordinal", "country"])
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
# A figure of so many things or of something measured is no size.
_COUNTED = "of piece pair people person time old set pack".split()  # noqa: SIM905
_UNIT = re.compile(
    r"[$€£] ?\d[\d.,]*|\d[\d.,]*[ -]?(?:"
    + "|".join(re.escape(unit) for unit in [*(UNITS.keys() - {"in"}), *_COUNTED, "€", "$", "£"])
    + r")(?:s\b|(?!\w))",
    re.IGNORECASE,
)
_THAT_SIZE = re.compile(r"\b(?:that|this|same|my|his|her|their) size\b", re.IGNORECASE)
# A letter that stands alone is a size, and so is a word for one that ends its phrase or goes
# before what it is of; "what s left" and "too small" are none.
_LETTER = re.compile(r"(?<![\w'’.-])(?<!\d )[sml](?![\w'’-])", re.IGNORECASE)
_WORD_SIZE = re.compile(r"\b(?:(?:extra|x+|double x)[ -]?)?(?:small|medium|large)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)])|\s+(?:and|in|for|please|pls|left|available|then|instead|still)\b",
    re.IGNORECASE,
)
_NO_SIZE_AFTER = re.compile(
    r"\b(?:what|that|it|he|she|there|where|who|let|how|here|too|so|as|very|quite|runs?|they|is|are"
    r"|be|or|fits?|up|down) +$",
    re.IGNORECASE,
)
_TWO_FIGURES = re.compile(rf"{_FIGURE.pattern} ?[/×x] ?{_FIGURE.pattern}")


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
    if kind == SIZE and (found := _measured(own, turn)):
        return Wanted(found, found[0])
    said = turn.first(kind)
    if said and said.role:
        return Wanted(sizes_meant(own, said.value, said.role, chart), said.value)
    exact = _said_exactly(own, turn, kind)
    if exact:
        return Wanted(exact, exact[0])
    other = (_spelt(product, own, turn) or _unsaid(own, turn)) if kind == SIZE else ()
    if said:
        meant = close(kind, own, said.value) or by_figure(own, said.value)
        return Wanted(meant or other, said.value)
    if other:
        return Wanted(other, other[0])
    elsewhere = _elsewhere(tuple(shop_values), turn, kind)
    return Wanted(close(kind, own, elsewhere[0]), elsewhere[0]) if elsewhere else Wanted()


def asked_of(shop: Shop, product: Product, turn: Turn) -> tuple[Wanted, Wanted]:
    """The size and the colour of the product that `turn` asks for."""
    chart = shop.chart(product)
    sizes, colors = shop.store.option_values(SIZE), shop.store.option_values(COLOR)
    return wanted(product, SIZE, turn, sizes, chart), wanted(product, COLOR, turn, colors)


def chosen_in(shop: Shop, product: Product, turn: Turn) -> bool:
    """Whether `turn` names a size or colour that the product is made in."""
    return any(one.values for one in asked_of(shop, product, turn))


def both_chosen_in(shop: Shop, product: Product, turn: Turn) -> bool:
    """Whether `turn` names a size and a colour that the product is made in."""
    return all(one.values for one in asked_of(shop, product, turn))


def _measured(values: Sequence[str], turn: Turn) -> tuple[str, ...]:
    """The sizes that are measures and asked for; no budget, nor a measure of the body."""
    other = [(e.start, e.end) for e in turn.entities if e.name in _NO_OPTION or _of_body(e)]
    denied = [m.span() for m in _FIGURE.finditer(turn.text) if is_denied(turn.text, m.start())]
    return measured(values, blank(turn.text, other + denied))


def _unsaid(own: Sequence[str], turn: Turn) -> tuple[str, ...]:
    """The sizes meant by a figure that no size was read from, or by how they compare."""
    spans = [(e.start, e.end) for e in turn.entities]
    text = blank(turn.text, [*spans, *(m.span() for m in _UNIT.finditer(turn.text))])
    for match in _FIGURE.finditer(text):
        meant = close(SIZE, own, match.group()) or by_figure(own, match.group())
        if meant and not is_denied(text, match.start()):
            return meant
    return ranked(own, blank(turn.text, [(e.start, e.end) for e in turn.all(COLOR)]))


def _spelt(product: Product, own: Sequence[str], turn: Turn) -> tuple[str, ...]:
    """The size of `own` that a small letter or a word stands for: "petrol s"."""
    spans = [(e.start, e.end) for e in turn.entities if e.name != COLOR]
    text = blank(turn.text, spans)
    for said in (*_LETTER.finditer(text), *_WORD_SIZE.finditer(text)):
        before = text[: said.start()]
        after = content_words(text[said.end() :])[:1]
        ends = (
            len(said[0]) == 1 or _ENDS.match(text, said.end()) or kind_of(product) & stem_set(after)
        )
        asked = not _NO_SIZE_AFTER.search(before) and not is_denied(text, said.start())
        if ends and asked and (meant := close(SIZE, own, said.group())):
            return meant
    return ()


def _of_body(entity: Entity) -> bool:
    return entity.name == "measure" and entity.role not in {None, "weight", "volume"}


def _elsewhere(values: Sequence[str], turn: Turn, kind: str) -> tuple[str, ...]:
    """The values asked for that other products of the shop are made in."""
    return _said_exactly(values, turn, kind) or (_measured(values, turn) if kind == SIZE else ())


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
    labels = [row.labels[system or ""] for row in rows]
    meant = [row.size for row in rows if row.labels[system or ""] in close(SIZE, labels, said)]
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


def _said_exactly(values: Sequence[str], turn: Turn, kind: str) -> tuple[str, ...]:
    """The values whose words stand in the text, the longest where one holds another."""
    found: list[str] = []
    taken: list[Span] = []
    blocked = [(e.start, e.end) for e in turn.entities if e.name in _NO_OPTION | {"measure"}]
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
    if _TWO_FIGURES.fullmatch(value):
        # "34/32" is also said as "34 32".
        pattern = r"(?: *[/×x-] *| +)".join(_FIGURE.findall(value))
    return re.finditer(rf"(?<![\w.'’]){pattern}(?![\w'’]|\.\d)", text, re.IGNORECASE)


def _reads_as_option(text: str, span: Span, kind: str) -> bool:
    """A lone letter or digit is a size only after "in", "size", "a" … or as a capital."""
    said = text[span[0] : span[1]]
    if kind == COLOR or len(said) > 1:
        return True
    if said.isalpha() and said.isupper() and said not in {"I", "A"}:
        return True
    return bool(_BEFORE_A_SHORT_SIZE.search(text[: span[0]])) or text.strip() == said


def carried(options: Mapping[str, str], product: Product, kind: str) -> Wanted:
    """What an earlier turn asked of this option, if the product has it."""
    value = options.get(kind)
    own = values_of(product.variants, option_name(product, kind))
    return Wanted((value,), value) if value and value in own else Wanted()


def said_before(turn: Turn, options: Mapping[str, str], product: Product) -> Wanted:
    """The size that "in that size" means: the one spoken of last."""
    return carried(options, product, SIZE) if _THAT_SIZE.search(turn.text) else Wanted()
