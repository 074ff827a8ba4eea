"""Which size fits: from a body measure or the usual size, through the size chart."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import charts, cut, each, focus, sizing, topics
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price
from actions.attributes import Stated
from actions.base import ShopAction
from actions.context import Context
from actions.options import both_chosen_in, buyable, option_name, values_of, wanted
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import COLOR, SIZE, same_value
from indexes.roots import roots
from knowledge.model import Product, SizeChart, SizeRow

TOPIC = "fit"
_CUT = frozenset(roots("fit fits fitting sizing cut"))
# What is asked of a size by someone who doesn't know which to take.
_FITTING = re.compile(
    r"\b(?:fit\w*|sizes?|usual\w*|normal\w*|wear|wearing|take|runs?|should|which|what|right|small"
    r"|big|large|tight|loose)\b",
    re.IGNORECASE,
)

_AVAILABLE = re.compile(
    r"\b(?:do|does|have|sell|stock|available|come|comes|goe?s? up)\b(?!.*\b(?:i|my|me)\b)",
    re.IGNORECASE,
)


# What asks whether it can be had, beside which size it is.
_TO_BE_HAD = re.compile(
    r"\b(?:in stock|availab\w+|(?:do|have) (?:you|u) (?:have|got)|got (?:it|them|any))\b",
    re.IGNORECASE,
)
_ANY_SIZE = re.compile(r"\bsiz(?:es?|ing)\b", re.IGNORECASE)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Advise a size of the product, say how it fits, or ask for what is missing to do so."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        if found.described and turn.first(SIZE) and _AVAILABLE.search(turn.text):
            return topics.named("sizes")(shop, replace(turn, intent="ask_sizes"), context)
        of_all = _is_open(found) and not cut.is_asked(turn.text)
        charted = sizing.answer(shop, turn, context) if of_all else None
        return charted or each.answer(shop, found, context, TOPIC)
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
    given = _with_usual(product, chart, found.turn)
    advice = _advice(product, chart, given)
    known = how_it_fits(product)
    told: tuple[Answer, ...] = (advice,)
    if advice.act == "inform_no_chart" and not _ANY_SIZE.search(turn.text):
        # "Will it hold me? I'm 120 kg": no question of sizes.
        about = _described(shop, turn, context)
        told = (advice if about.act == "not_stated" else about,)
    elif cut.is_asked(turn.text):
        how = _stated(product, known) if known else _described(shop, turn, context)
        asking = advice.act in {"ask_measurement", "inform_no_chart"}
        told = (how,) if asking and how.act != "not_stated" else (advice,)
        told = told if asking or not known else (how, advice)
    elif known and given.first("size") and not given.first("measure"):
        told = (advice, _stated(product, known))
    after = _remembered(context.about(product.id, TOPIC), advice)
    # "And for the other one?" asks the same of that.
    after = replace(after, asked=replace(found.turn, intent="ask_fit"))
    return _with_stock(shop, product, found.turn, Outcome(told, after))


def _with_stock(shop: Shop, product: Product, turn: Turn, told: Outcome) -> Outcome:
    """`told`, with whether the size advised can be had where that is asked too, or a colour."""
    size = told.context.options.get(SIZE)
    color = wanted(product, COLOR, turn, shop.store.option_values(COLOR))
    advised = any(one.act == "advise_size" for one in told.answers) and size
    if not advised or not (color or _TO_BE_HAD.search(turn.text)):
        return told
    said = [Entity(COLOR, color.said)] if color else []
    about_it = (Entity("product", product.id), Entity(SIZE, size or ""), *said)
    had = topics.named("stock")(shop, Turn("", "ask_stock", about_it), told.context)
    return Outcome((*told.answers, *had.answers), had.context)


def _is_open(found: focus.Focus) -> bool:
    """Whether no product is named or was shown that the question could be about."""
    return found.described or not found.candidates


def _with_usual(product: Product, chart: SizeChart | None, turn: Turn) -> Turn:
    """`turn` with the usual size that only the product's own tell: "i wear 42 do i need that"."""
    if turn.first("size") or turn.first("measure"):
        return turn
    own = wanted(product, SIZE, turn, (), chart).values
    return turn.plus(Turn("", entities=(Entity(SIZE, own[0]),))) if len(own) == 1 else turn


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
    if chart is None or not option_name(product, SIZE) or not charts.measures(chart):
        return _answer("inform_no_chart", product)
    size = turn.first("size")
    labelled = charts.rows_labelled(chart, size.value, size.role) if size else []
    measure = charts.measured(chart, turn) or (None if labelled else charts.bare(chart, size))
    if measure:
        name, centimetres = measure
        rows = charts.told_apart(chart, turn, charts.rows_for(chart, name, centimetres))
        return _advise(product, chart, rows, name)
    if size:
        return _advise(product, chart, labelled or _between(product, chart, size), None)
    if rows := charts.rows_for_age(chart, turn.text):
        return _advise(product, chart, rows, charts.AGE)
    return _answer("ask_measurement", product, measure_name=charts.needed([chart]))


def _between(product: Product, chart: SizeChart, size: Entity) -> list[SizeRow]:
    """The rows on both sides of a usual size that the chart doesn't have, or the one to take."""
    labels = [row.labels.get(size.role, "") if size.role else row.size for row in chart.rows]
    known = how_it_fits(product)
    places = cut.around(labels, size.value, known.value if known else "")
    return [chart.rows[place] for place in places]


def _advise(product: Product, chart: SizeChart, rows: list[SizeRow], measure: str | None) -> Answer:
    """Advise the size of `rows`; the measure is named, its figure is not repeated."""
    own = values_of(product.variants, option_name(product, SIZE))
    given = f"your {charts.spoken(measure)}" if measure else "your usual size"
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
