"""What a size chart says: the rows that a measure, a size or an age leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from actions.counts import age_in
from actions.phrases import join
from actions.turn import Entity, Turn
from actions.values import SIZE, close, same_value
from indexes.text import stems
from knowledge.model import SizeChart, SizeRow

# Where what a chart calls a measure is not what people say, and what else they call it.
_SPOKEN = {"hip": "hips", "bust": "chest"}
_ALSO = {"chest": "bust", "inseam": "inside"}
_PLURALS = {"feet": "foot"}
# The label that tells for which years a size is.
AGE = "age"
_FIGURE = re.compile(r"\d+")


def measures(chart: SizeChart) -> tuple[str, ...]:
    """The names of what `chart` measures, what its rows name first in front."""
    return tuple(dict.fromkeys(name for row in chart.rows for name in row.measures))


def spoken(measure: str) -> str:
    """A measure of a chart in plain words: "head circumference" of "head_circumference"."""
    return _SPOKEN.get(measure, " ".join(measure.replace("_", " ").split()))


def needed(charts: Sequence[SizeChart]) -> str:
    """What to ask for: what all of `charts` can be read by."""
    names = dict.fromkeys(name for chart in charts for name in measures(chart))
    shared = [name for name in names if all(name in measures(chart) for chart in charts)]
    return f"your {join(map(spoken, shared or list(names)), last='or')} in cm or your usual size"


def measured(chart: SizeChart, turn: Turn) -> tuple[str, Decimal] | None:
    """The measure that was given; one without a body part is the chart's first."""
    for entity in turn.all("measure"):
        known = measures(chart)
        name = _named(chart, entity.role) if entity.role else next(iter(known), None)
        if name:
            return name, Decimal(entity.value)
    return None


def bare(chart: SizeChart, size: Entity | None) -> tuple[str, Decimal] | None:
    """A bare "26.5" that is no size of the chart, read as what the chart measures first."""
    name = measures(chart)[0]
    figure = Decimal(size.value) if size and re.fullmatch(r"\d+(\.\d+)?", size.value) else None
    if figure is None or not rows_for(chart, name, figure):
        return None
    return name, figure


def told_apart(chart: SizeChart, turn: Turn, rows: list[SizeRow]) -> list[SizeRow]:
    """Those of `rows` that the further measures fit too: of one waist, the leg's length."""
    for entity in turn.all("measure")[1:]:
        name = (entity.role and _named(chart, entity.role)) or ""
        span = {row.size: row.measures[name] for row in rows if name in row.measures}
        value = Decimal(entity.value)
        rows = [row for row in rows if row.size in span and value in span[row.size]] or rows
    return rows


def _named(chart: SizeChart, part: str) -> str | None:
    """What the chart calls the measure of this part of the body: of "head" its circumference."""
    known = {_first_word(name): name for name in reversed(measures(chart))}
    return known.get(_first_word(part)) or known.get(_ALSO.get(part, ""))


def measures_part(chart: SizeChart, text: str) -> bool:
    """Whether `text` names the part of the body that `chart` measures first."""
    named = {_PLURALS.get(word, word) for word in stems(text)}
    return any(_first_word(name) in named for name in measures(chart)[:1])


def _first_word(name: str) -> str:
    return next(iter(stems(name.replace("_", " "))), "")


def rows_for(chart: SizeChart, name: str, value: Decimal) -> list[SizeRow]:
    """The rows that fit a measure, more than one where another measure tells them apart.

    Charts are in millimetres; what falls between two rows gets the larger. Empty outside.
    """
    rows = [row for row in chart.rows if name in row.measures]
    rounded = value.quantize(Decimal("0.1"))
    if not rows or rounded < rows[0].measures[name].low:
        return []
    first = next((row for row in rows if rounded <= row.measures[name].high), None)
    return [row for row in rows if first and row.measures[name] == first.measures[name]]


def rows_labelled(chart: SizeChart, said: str, system: str | None) -> list[SizeRow]:
    """The rows with this label; of several that take it in ("39-42"), all."""
    known = [label for row in chart.rows for label in _labels(row, system) if label]
    meant = close(SIZE, known, said)
    return [row for row in chart.rows if not set(meant).isdisjoint(_labels(row, system))]


def is_label(row: SizeRow, said: str, system: str | None) -> bool:
    """Whether `row` has this very label, and not one that only takes it in."""
    return any(same_value(SIZE, label, said) for label in _labels(row, system))


def _labels(row: SizeRow, system: str | None) -> tuple[str, ...]:
    return (row.labels.get(system, ""),) if system else (row.size, row.labels.get("EU", ""))


def rows_for_age(chart: SizeChart, text: str) -> list[SizeRow]:
    """The rows for the child whose age `text` tells, where the chart is by age."""
    age = age_in(text)
    return [row for row in chart.rows if age is not None and _is_for_age(row, age)]


def _is_for_age(row: SizeRow, age: int) -> bool:
    stated = next((label for name, label in row.labels.items() if name.lower() == AGE), "")
    years = [int(figure) for figure in _FIGURE.findall(stated)]
    return "month" not in stated.lower() and bool(years) and years[0] <= age <= years[-1]
