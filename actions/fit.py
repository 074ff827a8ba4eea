"""Which size fits: from a body measure or the usual size, through the size chart."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from actions import cut, each, focus, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.attributes import Stated
from actions.base import ShopAction
from actions.context import Context
from actions.options import both_chosen_in, buyable, option_name, values_of, wanted
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import SIZE, close, same_value
from indexes.roots import roots
from indexes.text import stems
from knowledge.model import Product, SizeChart, SizeRow

TOPIC = "fit"
# Where what a chart calls a measure is not what people say, and what else they call it.
_SPOKEN = {"hip": "hips", "bust": "chest"}
_ALSO = {"chest": "bust", "inseam": "inside"}
_CUT = frozenset(roots("fit fits fitting sizing cut"))
# What is asked of a size by someone who doesn't know which to take.
_FITTING = re.compile(
    r"\b(?:fit\w*|sizes?|usual\w*|normal\w*|wear|wearing|take|runs?|should|which|what|right|small"
    r"|big|large|tight|loose)\b",
    re.IGNORECASE,
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Advise a size of the product, say how it fits, or ask for what is missing to do so."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return each.answer(shop, found, context, TOPIC)
    product = found.product
    of_a_system = any(size.role for size in found.turn.all("size"))
    chosen = of_a_system or both_chosen_in(shop, product, found.turn)
    if not _FITTING.search(turn.text) and chosen and not turn.first("measure"):
        asked = found.turn.plus(Turn("", entities=(Entity("product", product.id),)))
        return topics.named("stock")(shop, asked, context)
    chart = shop.chart(product)
    if chart is None and wanted(product, SIZE, found.turn, ()).values:
        # "28 cm in stone" of a thing that is made in 28 cm.
        return topics.named("stock")(shop, turn, context)
    advice = _advice(product, chart, found.turn)
    known = how_it_fits(product)
    told: tuple[Answer, ...] = (advice,)
    if cut.is_asked(turn.text):
        how = _stated(product, known) if known else _described(shop, turn, context)
        asking = advice.act in {"ask_measurement", "inform_no_chart"}
        told = (how,) if asking and how.act != "not_stated" else (advice,)
        told = told if asking or not known else (how, advice)
    elif known and found.turn.first("size") and not found.turn.first("measure"):
        told = (advice, _stated(product, known))
    return Outcome(told, _remembered(context.about(product.id, TOPIC), advice))


def _described(shop: Shop, turn: Turn, context: Context) -> Answer:
    """What else the records say to how it fits."""
    return topics.named("details")(shop, turn, context).answer


def _remembered(context: Context, advice: Answer) -> Context:
    """The context in which "is it in stock?" asks for the size that was advised."""
    if advice.act == "ask_measurement":
        kept = {name: value for name, value in context.options.items() if name != SIZE}
        return replace(context, options=kept)
    advised = {f.name: f.value for f in advice.facts if f.name == SIZE and " or " not in f.value}
    return replace(context, options={**context.options, **advised})


def how_it_fits(product: Product) -> Stated | None:
    """What the record says of how the product fits: "fit: runs small"."""
    named = (name for name in product.attributes if _CUT & set(roots(name.replace("_", " "))))
    return next((Stated(name, product.attributes[name]) for name in named), None)


def _stated(product: Product, known: Stated) -> Answer:
    said = facts(product.source, product=product.title, text=known.text)
    return Answer("inform_detail", said, (ProductCard.of(product),))


def _advice(product: Product, chart: SizeChart | None, turn: Turn) -> Answer:
    """The size of what the chart says, or what is needed to tell it."""
    if chart is None or not option_name(product, SIZE) or not _measures(chart):
        return _answer("inform_no_chart", product)
    size = turn.first("size")
    labelled = _rows_labelled(chart, size.value, size.role) if size else []
    measure = _measure(chart, turn) or (None if labelled else _bare(chart, size))
    if measure:
        name, centimetres = measure
        rows = _told_apart(chart, turn, _rows_for(chart, name, centimetres))
        return _advise(product, chart, rows, name)
    if size:
        return _advise(product, chart, labelled or _between(product, chart, size), None)
    measures = join(map(spoken, _measures(chart)), last="or")
    needed = f"your {measures} in cm or your usual size"
    return _answer("ask_measurement", product, measure_name=needed)


def _between(product: Product, chart: SizeChart, size: Entity) -> list[SizeRow]:
    """The rows on both sides of a usual size that the chart doesn't have, or the one to take."""
    labels = [row.labels.get(size.role, "") if size.role else row.size for row in chart.rows]
    known = how_it_fits(product)
    places = cut.around(labels, size.value, known.value if known else "")
    return [chart.rows[place] for place in places]


def _bare(chart: SizeChart, size: Entity | None) -> tuple[str, Decimal] | None:
    """A bare "26.5" that is no size of the chart, read as what the chart measures first."""
    name = _measures(chart)[0]
    figure = Decimal(size.value) if size and re.fullmatch(r"\d+(\.\d+)?", size.value) else None
    if figure is None or not _rows_for(chart, name, figure):
        return None
    return name, figure


def _measures(chart: SizeChart) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in chart.rows for name in row.measures))


def _measure(chart: SizeChart, turn: Turn) -> tuple[str, Decimal] | None:
    """The measure that was given; one without a body part is the chart's first."""
    for entity in turn.all("measure"):
        name = _named(chart, entity.role) if entity.role else _measures(chart)[0]
        if name:
            return name, Decimal(entity.value)
    return None


def _told_apart(chart: SizeChart, turn: Turn, rows: list[SizeRow]) -> list[SizeRow]:
    """Those of `rows` that the further measures fit too: of one waist, the leg's length."""
    for entity in turn.all("measure")[1:]:
        name = (entity.role and _named(chart, entity.role)) or ""
        span = {row.size: row.measures[name] for row in rows if name in row.measures}
        value = Decimal(entity.value)
        rows = [row for row in rows if row.size in span and value in span[row.size]] or rows
    return rows


def _named(chart: SizeChart, part: str) -> str | None:
    """What the chart calls the measure of this part of the body: of "head" its circumference."""
    known = {_first_word(name): name for name in reversed(_measures(chart))}
    return known.get(_first_word(part)) or known.get(_ALSO.get(part, ""))


def _first_word(name: str) -> str:
    return next(iter(stems(name.replace("_", " "))), "")


def spoken(measure: str) -> str:
    """A measure of a chart in plain words: "head circumference" of "head_circumference"."""
    return _SPOKEN.get(measure, " ".join(measure.replace("_", " ").split()))


def _rows_for(chart: SizeChart, name: str, value: Decimal) -> list[SizeRow]:
    """The rows that fit a measure, more than one where another measure tells them apart.

    Charts are in millimetres; what falls between two rows gets the larger. Empty outside.
    """
    rows = [row for row in chart.rows if name in row.measures]
    rounded = value.quantize(Decimal("0.1"))
    if not rows or rounded < rows[0].measures[name].low:
        return []
    first = next((row for row in rows if rounded <= row.measures[name].high), None)
    return [row for row in rows if first and row.measures[name] == first.measures[name]]


def _rows_labelled(chart: SizeChart, said: str, system: str | None) -> list[SizeRow]:
    """The rows with this label; of several that take it in ("39-42"), all."""

    def labels(row: SizeRow) -> tuple[str, ...]:
        return (row.labels.get(system, ""),) if system else (row.size, row.labels.get("EU", ""))

    known = [label for row in chart.rows for label in labels(row) if label]
    meant = close(SIZE, known, said)
    return [row for row in chart.rows if not set(meant).isdisjoint(labels(row))]


def _advise(product: Product, chart: SizeChart, rows: list[SizeRow], measure: str | None) -> Answer:
    """Advise the size of `rows`; the measure is named, its figure is not repeated."""
    own = values_of(product.variants, option_name(product, SIZE))
    given = f"your {spoken(measure)}" if measure else "your usual size"
    if not rows:
        covered = _range(chart, own, measure)
        return _answer("advise_out_of_range", product, chart, measure=given, range=covered)
    sizes = [value for value in own if any(same_value(SIZE, value, row.size) for row in rows)]
    known = how_it_fits(product)
    if known and measure is None and len(sizes) == 1:
        sizes = [cut.usual(own, sizes[0], known.value)]
    in_stock = values_of(buyable(product.variants), option_name(product, SIZE))
    if not sizes:
        return _answer(
            "deny_option", product, chart, wanted="your size", alternatives=join(in_stock)
        )
    left = [size for size in sizes if size in in_stock]
    if left:
        return _answer("advise_size", product, chart, size=join(left, last="or"), measure=given)
    values = {"size": join(sizes, last="or"), "measure": given, "alternatives": join(in_stock)}
    return _answer("advise_size_sold_out", product, chart, **values)


def _range(chart: SizeChart, own: tuple[str, ...], measure: str | None) -> str:
    """What the product's sizes cover: centimetres of a measure, else its sizes."""
    rows = [row for row in chart.rows if any(same_value(SIZE, row.size, value) for value in own)]
    measured = [row.measures[measure] for row in rows if measure and measure in row.measures]
    if measured:
        return f"{measured[0].low}–{measured[-1].high} cm"
    return f"{own[0]} to {own[-1]}" if len(own) > 1 else join(own)


def _answer(act: str, product: Product, chart: SizeChart | None = None, **values: str) -> Answer:
    source = chart.source if chart else product.source
    said = facts(product.source, product=product.title) + facts(source, **values)
    return Answer(act, said, (ProductCard.of(product, lowest_price(product.variants)),))


class ActionFit(ShopAction):
    """Answers `ask_fit`."""

    topic = TOPIC
    answer = staticmethod(answer)
