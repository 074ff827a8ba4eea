"""Which size fits: from a body measure or the usual size, through the size chart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from actions import focus
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.context import Context
from actions.options import SIZE, buyable, matching, option_name, same_value, values_of
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import Product, SizeChart, SizeRow

TOPIC = "fit"
MEASURES = {"foot_length": "foot length", "chest": "chest", "waist": "waist"}


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Advise a size of the product, or ask for what is missing to do so."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    product, chart = found.product, shop.chart(found.product)
    remembered = context.about(product.id, TOPIC, context.options)
    if chart is None:
        act = "inform_no_chart" if option_name(product, SIZE) else "inform_no_sizes"
        return Outcome(_answer(act, product), remembered)
    measure, size = _measure(chart, found.turn), found.turn.first("size")
    if measure:
        name, centimetres = measure
        row = _row_for(chart, name, centimetres)
        return Outcome(_advise(product, chart, row, name), remembered)
    if size:
        row = _row_labelled(chart, size.value, size.role)
        return Outcome(_advise(product, chart, row, None), remembered)
    wanted = join((MEASURES.get(name, name) for name in _measures(chart)), last="or")
    asked = _answer(
        "ask_measurement", product, measure_name=f"your {wanted} in cm or your usual size"
    )
    # Kept with the product, so that "26.5 cm" alone is enough of an answer.
    return Outcome(asked, replace(remembered, pending=turn))


def _measures(chart: SizeChart) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in chart.rows for name in row.measures))


def _measure(chart: SizeChart, turn: Turn) -> tuple[str, Decimal] | None:
    """The measure that was given; one without a body part is the chart's first."""
    for entity in turn.all("measure"):
        name = entity.role or _measures(chart)[0]
        if name in _measures(chart):
            return name, Decimal(entity.value)
    return None


def _row_for(chart: SizeChart, name: str, value: Decimal) -> SizeRow | None:
    """The first row that is not too small; ``None`` outside the chart."""
    rows = [row for row in chart.rows if name in row.measures]
    if not rows or value < rows[0].measures[name].low:
        return None
    return next((row for row in rows if value <= row.measures[name].high), None)


def _row_labelled(chart: SizeChart, said: str, system: str | None) -> SizeRow | None:
    for row in chart.rows:
        labels = [row.labels.get(system, "")] if system else [row.size, row.labels.get("EU", "")]
        if any(label and same_value(SIZE, label, said) for label in labels):
            return row
    return None


def _advise(product: Product, chart: SizeChart, row: SizeRow | None, measure: str | None) -> Answer:
    """Advise the size of `row`; the measure is named, its figure is not repeated."""
    own = values_of(product.variants, option_name(product, SIZE))
    size = next((value for value in own if row and same_value(SIZE, value, row.size)), None)
    given = f"your {MEASURES.get(measure, measure)}" if measure else "your usual size"
    if size is None:
        return _answer(
            "advise_out_of_range", product, chart, measure=given, range=_range(chart, own, measure)
        )
    variants = matching(product, size=(size,))
    if buyable(variants):
        return _answer("advise_size", product, chart, size=size, measure=given)
    left = values_of(buyable(product.variants), option_name(product, SIZE))
    return _answer(
        "advise_size_sold_out", product, chart, size=size, measure=given, alternatives=join(left)
    )


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
