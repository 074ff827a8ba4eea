"""Which size fits: from a body measure or the usual size, through the size chart."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from actions import each, focus, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.context import Context
from actions.options import buyable, option_name, values_of, wanted
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import SIZE, close, same_value
from indexes.text import stems
from knowledge.model import Product, SizeChart, SizeRow

TOPIC = "fit"
# Where what a chart calls a measure is not what people say, and what else they call it.
_SPOKEN = {"hip": "hips", "bust": "chest"}
_ALSO = {"chest": "bust", "inseam": "inside"}


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Advise a size of the product, or ask for what is missing to do so."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return each.answer(shop, found, context, TOPIC)
    product, chart = found.product, shop.chart(found.product)
    if chart is None and wanted(product, SIZE, found.turn, ()).values:
        # "28 cm in stone" of a thing that is made in 28 cm.
        return topics.named("stock")(shop, turn, context)
    remembered = context.about(product.id, TOPIC)
    if chart is None or not option_name(product, SIZE) or not _measures(chart):
        act = "inform_no_chart" if option_name(product, SIZE) else "inform_no_sizes"
        return Outcome(_answer(act, product), remembered)
    size = found.turn.first("size")
    labelled = _rows_labelled(chart, size.value, size.role) if size else []
    measure = _measure(chart, found.turn) or (None if labelled else _bare(chart, size))
    if measure or size:
        name, centimetres = measure or (None, None)
        rows = _rows_for(chart, name, centimetres) if name and centimetres else labelled
        said = _advise(product, chart, rows, name)
        advised = {f.name: f.value for f in said.facts if f.name == SIZE and " or " not in f.value}
        # "Is it in stock?" is then asked of this size.
        return Outcome(said, replace(remembered, options={**remembered.options, **advised}))
    measures = join(map(spoken, _measures(chart)), last="or")
    needed = f"your {measures} in cm or your usual size"
    unsized = {name: value for name, value in remembered.options.items() if name != SIZE}
    said = _answer("ask_measurement", product, measure_name=needed)
    return Outcome(said, replace(remembered, options=unsized))


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
