"""Which size fits, from a body measure or a usual size, through the shop's size charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.scorecard.demands import about
from bot.scorecard.draw import Draw
from bot.scorecard.language import clauses, denies
from bot.scorecard.mentions import SOLD_OUT, bare, is_gone, mentioned
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, unsupported, wrong
from bot.scorecard.records import SIZE, buyable, values, variants
from knowledge.model import Product, SizeChart, SizeRow

# How shoppers name what a chart measures; a measure not listed is not asked about.
MEASURES = {
    "foot_length": ("my feet are {v} cm long", "foot length {v} cm", "my foot measures {v}cm"),
    "chest": ("my chest is {v} cm", "chest {v} cm", "I measure {v} cm around the chest"),
    "waist": ("my waist is {v} cm", "waist {v} cm", "{v} cm waist"),
    "head_circumference": ("my head is {v} cm around", "head circumference {v} cm"),
    "hand_circumference": ("my hand is {v} cm around", "hand circumference {v} cm"),
    "height": ("I'm {v} cm tall", "my height is {v} cm"),
    "hip": ("my hips are {v} cm", "hip {v} cm"),
}
MEASURED = (
    "{m}, which size of the {t} fits me?",
    "What size should I take in the {t}? {m}",
    "which size {t} do i need, {m}",
)
USUAL = (
    "I usually wear {v}, which size of the {t} should I take?",
    "what size of the {t} do I need if I wear {v}?",
    "{t}: I'm normally a {v}, what size fits?",
)
SYSTEMS = ("EU", "UK", "US")
OUTSIDE = re.compile(
    r"\b(?:outside|beyond|no size|none of|not covered|too (?:large|small|long|short|big)"
    r"|smaller than|larger than|do(?:es)?n't (?:have|fit|cover|go))\b",
    re.IGNORECASE,
)


def fit(draw: Draw) -> Question | None:
    """Which size of a product fits a body or a usual size."""
    product = draw.product(lambda one: _chart(draw, one) is not None)
    chart = _chart(draw, product) if product else None
    if product is None or chart is None:
        return None
    labels = [(system, row) for row in chart.rows for system in SYSTEMS if row.labels.get(system)]
    if labels and draw.chance(0.4):
        system, row = draw.rng.choice(labels)
        given = f"{system} {row.labels[system]}"
        rows = [one for one in chart.rows if one.labels.get(system) == row.labels[system]]
        text = draw.say(USUAL, keep=[given], t=product.title, v=given)
        return _question(product, chart, text, rows, "")
    return _measured(draw, product, chart)


def _measured(draw: Draw, product: Product, chart: SizeChart) -> Question | None:
    told = [name for name in MEASURES if any(name in row.measures for row in chart.rows)]
    name = draw.one(told)
    if name is None:
        return None
    value = _value(draw, chart, name)
    rows = [row for row in chart.rows if name in row.measures and value in row.measures[name]]
    said = draw.rng.choice(MEASURES[name]).format(v=value)
    text = draw.say(MEASURED, keep=[said], t=product.title, m=said)
    return _question(product, chart, text, rows, name)


def _value(draw: Draw, chart: SizeChart, name: str) -> Decimal:
    """A measure inside a row; now and then one that no row covers."""
    ends = [row.measures[name] for row in chart.rows if name in row.measures]
    if draw.chance(0.15):
        return (max(end.high for end in ends) * Decimal("1.2")).quantize(Decimal(1))
    row = draw.rng.choice(ends)
    share = Decimal(draw.rng.randrange(1, 10)) / 10
    return (row.low + (row.high - row.low) * share).quantize(Decimal("0.1")).normalize() + 0


def _chart(draw: Draw, product: Product | None) -> SizeChart | None:
    """The product's chart, if the product comes in sizes of that chart."""
    chart = draw.records.charts.get(product.size_chart or "") if product else None
    own = set(product.option_values(SIZE)) if product else set()
    return chart if chart and own & {row.size for row in chart.rows} else None


def _question(
    product: Product, chart: SizeChart, text: str, rows: list[SizeRow], measure: str
) -> Question:
    return Question("fit", (text,), (expected(product, chart, rows, measure),))


def expected(
    product: Product, chart: SizeChart, rows: list[SizeRow], measure: str = ""
) -> Expected:
    """What the chart says: `rows` are those that fit, `measure` is what was measured."""
    own = product.option_values(SIZE)
    right = [size for size in own if any(row.size == size for row in rows)]
    return Expected(
        f"{product.title}: {' or '.join(right) or 'no size'}",
        Held((product,), phrases=(*_covered(product, chart, measure), *_labels(rows))),
        (about(product), _advises(product, right) if right else _none_fits(product)),
        none_found=not right,
    )


def _labels(rows: list[SizeRow]) -> list[str]:
    """A usual size as the chart names it: "EU 50"."""
    return [f"{system} {label}" for row in rows for system, label in row.labels.items()]


def _covered(product: Product, chart: SizeChart, measure: str) -> Iterator[str]:
    """How a reply may say what the chart covers."""
    for name in {name for row in chart.rows for name in row.measures if name == (measure or name)}:
        for rows in ([r for r in chart.rows if r.size in product.option_values(SIZE)], chart.rows):
            ends = [row.measures[name] for row in rows if name in row.measures]
            if ends:
                low, high = min(end.low for end in ends), max(end.high for end in ends)
                yield from (f"{low}{dash}{high} cm" for dash in ("-", " to ", " cm to "))


def _advises(product: Product, right: list[str]) -> Demand:
    """One of the right sizes is advised and no other; if sold out, the reply says so."""
    own = product.option_values(SIZE)
    can_be_had = set(values(buyable(product.variants), SIZE))

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        parts = [(clause, mentioned(clause, own)) for clause in clauses(text)]
        told = [(clause, sizes) for clause, sizes in parts if sizes]
        advised = told[0][1] if told else []
        if not advised or set(advised) - set(right) or denies(told[0][0]):
            yield wrong(f"advises {' or '.join(advised) or 'no size'}")
        sold_out = not can_be_had & set(right)
        says_so = any(is_gone(clause) for clause in clauses(text) if SOLD_OUT.search(clause))
        if sold_out != says_so:
            yield wrong(f"does {'not ' * sold_out}say that it is sold out")
        for clause, sizes in told[1:]:
            if denies(clause) and set(sizes) & set(right):
                yield wrong("denies the right size")
            offered = set() if is_gone(clause) else set(sizes) - set(right)
            if offered and (not sold_out or offered - can_be_had):
                yield unsupported(f"offers {', '.join(sorted(offered))}")

    return demand


def _none_fits(product: Product) -> Demand:
    can_be_had = set(values(buyable(variants(product)), SIZE))

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        if not OUTSIDE.search(text) and not any(denies(one) for one in clauses(text)):
            yield wrong("does not say that no size fits")
        if re.search(
            r"\b(?:recommend|go for|suggest|should fit|right size)\b", text, re.IGNORECASE
        ):
            yield wrong("advises a size")
        offered = set(mentioned(text, product.option_values(SIZE)))
        if re.search(r"\b(?:instead|in stock)\b", text) and offered - can_be_had:
            yield unsupported(f"offers {', '.join(sorted(offered - can_be_had))}")

    return demand
