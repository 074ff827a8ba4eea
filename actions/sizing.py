"""Sizes asked of no product: "what is UK 9 in EU?", "my feet are 26 cm", "got a size guide?".

The shop's charts answer. Those that say the same are told in one, and only what the message
says of goods and people chooses between them: nobody is asked which product is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions import charts, conversion, focus
from actions.answer import Answer, Outcome, facts
from actions.audience import ASIDE, made_for_whom
from actions.context import NOT_UNDERSTOOD, Context
from actions.counts import age_in
from actions.current import vocabulary
from actions.phrases import QUESTION_WORDS, WORD, join, words
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import SIZE
from actions.wanted import wanted
from indexes.text import stem
from knowledge.model import SizeChart, SizeRow

TOPIC = "fit"
_TITLE = "size charts"
# More than this would be a page to read in a chat.
_MOST = 5
_KID = "kids"
# Between a question and the one before that it goes on with.
_THEN = " / "
_NO_GOODS = QUESTION_WORDS - {"shoe"}
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of a chart that a message leads to; `exact` unless they only take it in."""

    chart: SizeChart
    rows: tuple[SizeRow, ...]
    exact: bool


def is_asked(shop: Shop, turn: Turn, context: Context) -> bool:
    """Whether `turn` asks for sizes as such, whatever it was taken for."""
    given = _given_kind(shop, turn) if not turn.first("measure") else frozenset()
    of_two = bool(given) and frozenset(map(stem, _goods(shop, turn.text))) > given
    size = turn.first(SIZE)
    # "US 8 womens", and no more.
    alone = size and size.role and turn.intent == NOT_UNDERSTOOD and not _goods(shop, turn.text)
    asked = of_two or conversion.is_asked(turn, context) or (alone and not context.product)
    if not asked or conversion.asks_for_chart(turn) or conversion.to_another(turn):
        return bool(asked)
    return not focus.named(shop, turn)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What the charts say, or need to know to say it; ``None`` where none speaks to it."""
    named = focus.named(shop, turn)
    if named and named.product:
        turn, context = named.turn, replace(context, product=named.product.id)
    about, own = _about(turn, context), _at_hand(shop, turn, context)
    if named and named.product and not own:
        own = shop.chart(named.product)
    turn = _with_before(turn, context)
    if turn.first("measure", "height") and not _goods(shop, about) and not _people(about):
        # How tall somebody is tells no size of a thing unnamed.
        return None
    charted = [own] if own else _charts(shop, turn, about)
    found = _found_in(charted, shop, turn, about)
    if not found and not own and not _goods(shop, turn.text):
        found = _found_in(shop.store.size_charts(), shop, turn, turn.text)
    told: tuple[Answer, ...] = ()
    if found:
        told = (_said(found, with_measures=conversion.asks_for_measures(turn)),)
    elif conversion.asks_for_chart(replace(turn, text=about)):
        told = _guide(shop, charted, about)
    elif charted and _is_open(shop, turn, about):
        told = _needed(shop, charted, about)
    if not (told := told or _outside(shop, charted, turn, about)):
        return None
    asked = replace(turn, text=about, intent="ask_fit", questions=(), readings=())
    kept = replace(context, topic=TOPIC, pending=None, asked=asked)
    sizes = {row.size for one in found for row in one.rows}
    # "Is it in stock?" then asks for the size that was told.
    return Outcome(told, replace(kept, options={SIZE: sizes.pop()}) if len(sizes) == 1 else kept)


def _before(context: Context) -> Turn | None:
    """The question of sizes answered last, which a further one goes on with."""
    before = context.asked if context.topic == TOPIC and not context.product else None
    return before if before and before.intent == "ask_fit" else None


def _with_before(turn: Turn, context: Context) -> Turn:
    """`turn` with the size or measure that was given before, where it gives none."""
    if not turn.first(SIZE) and not turn.first("measure"):
        if before := _before(context):
            turn = turn.plus(before)
        elif conversion.goes_on(turn, context) and SIZE in context.options:
            turn = turn.plus(Turn("", entities=(Entity(SIZE, context.options[SIZE]),)))
    others = tuple(entity for entity in turn.entities if entity.name != SIZE)
    return replace(turn, entities=(*others, *(conversion.sizes_in(turn) or turn.all(SIZE))))


def _about(turn: Turn, context: Context) -> str:
    """The words that say whose size of what is asked for."""
    before = _before(context)
    return f"{turn.text}{_THEN}{before.text}" if before else turn.text


def _at_hand(shop: Shop, turn: Turn, context: Context) -> SizeChart | None:
    """The chart of the product at hand, where it is asked for, or its size in another system."""
    product = shop.store.product(context.product) if context.product else None
    asked = conversion.goes_on(turn, context) or (
        conversion.asks_for_chart(turn) and not _goods(shop, turn.text)
    )
    return shop.chart(product) if product and asked else None


def _charts(shop: Shop, turn: Turn, about: str) -> list[SizeChart]:
    """The charts of the goods that are named, or all."""
    known = vocabulary(shop.store)
    for text in about.split(_THEN):
        named = frozenset(map(stem, _goods(shop, text)))
        other = named - _given_kind(shop, turn) if text == turn.text else named
        ids = known.of_kinds(other or named) or wanted(text, known).ids or frozenset()
        charted = known.charted
        found = [c for c in shop.store.size_charts() if charted.get(c.id, frozenset()) & ids]
        if found:
            return found
    every = list(shop.store.size_charts())
    return [chart for chart in every if charts.measures_part(chart, turn.text)] or every


def _given_kind(shop: Shop, turn: Turn) -> frozenset[str]:
    """Of "sock size for shoe size 42" the shoe, whose size is known: what the figure stands by."""
    given = turn.first(SIZE)
    if given is None or not conversion.of_two_things(turn):
        return frozenset()
    named = frozenset(map(stem, _goods(shop, turn.text)))
    places = {
        stem(word[0].lower()): min(abs(word.start() - given.end), abs(given.start - word.end()))
        for word in WORD.finditer(turn.text)
        if stem(word[0].lower()) in named
    }
    return frozenset([min(places, key=places.__getitem__)]) if places else frozenset()


def _goods(shop: Shop, text: str) -> list[str]:
    """The words of `text` that name kinds of the shop's goods."""
    kinds = vocabulary(shop.store).kinds - ASIDE
    return [w for w in words(text) if w not in _NO_GOODS and stem(w) in kinds]


def _people(text: str) -> frozenset[str]:
    named = {group for word in words(text) if (group := made_for_whom(word))}
    return frozenset(named | ({_KID} if age_in(text) is not None else set()))


def _made_for(shop: Shop, chart: SizeChart) -> str | None:
    """Whom the chart is for by its title, or by its goods; ``None`` for anyone."""
    titled = _people(_ASIDE.sub("", chart.title))
    if len(titled) == 1:
        return next(iter(titled))
    known = vocabulary(shop.store)
    ids = known.charted.get(chart.id, frozenset())
    groups = (group for group, made in known.made_for.items() if ids and ids <= made)
    return made_for_whom(next(groups, ""))


def _found_in(charted: Sequence[SizeChart], shop: Shop, turn: Turn, about: str) -> list[_Found]:
    """The rows that the message leads to; the charts for the people named go first."""
    people = next(filter(None, map(_people, about.split(_THEN))), frozenset[str]())
    groups = {chart.id: _made_for(shop, chart) for chart in charted}
    own = [chart for chart in charted if groups[chart.id] in people]
    anyones = [chart for chart in charted if groups[chart.id] is None]
    grown = [chart for chart in charted if groups[chart.id] != _KID]
    tiers = [own, anyones] if people else [grown, list(charted)]
    if (turn.first("measure") and people - {_KID}) or len(people) > 1:
        tiers = [own + anyones]
    if people == {_KID}:
        tiers = [own or anyones]
    found = (_best([one for chart in tier for one in _found(chart, turn)], turn) for tier in tiers)
    return next(filter(None, found), [])


def _best(found: list[_Found], turn: Turn) -> list[_Found]:
    """Those that name the size itself, and those made to be read by the measure given."""
    exact = [one for one in found if one.exact] or found
    first = [one for one in exact if _is_first(one.chart, turn)]
    return first or exact


def _is_first(chart: SizeChart, turn: Turn) -> bool:
    measured = charts.measured(chart, turn)
    return measured is not None and measured[0] == charts.measures(chart)[0]


def _found(chart: SizeChart, turn: Turn) -> Iterator[_Found]:
    """Where the message leads in `chart`: by a measure, by all sizes that it names, by an age."""
    sizes = turn.all(SIZE)
    if measured := charts.measured(chart, turn):
        rows = charts.told_apart(chart, turn, charts.rows_for(chart, *measured))
    elif sizes and not _BETWEEN.search(turn.text):
        each = [charts.rows_labelled(chart, one.value, one.role) for one in sizes]
        rows = [row for row in each[0] if all(row in other for other in each)] or each[0]
        if not rows and (figure := charts.bare(chart, sizes[0])) and not sizes[0].role:
            rows = charts.rows_for(chart, *figure)
    else:
        rows = charts.rows_for_age(chart, turn.text)
    if rows:
        exact = not sizes or any(charts.is_label(rows[0], s.value, s.role) for s in sizes)
        yield _Found(chart, tuple(rows), exact)


def _said(found: Sequence[_Found], *, with_measures: bool) -> Answer:
    """The rows found, charts that say the same of them in one."""
    alike: dict[str, list[str]] = {}
    for one in found:
        text = join((_row(row, with_measures=with_measures) for row in one.rows), last="or")
        alike.setdefault(text, []).append(one.chart.title)
    lines = [f"{' / '.join(titles)}: {text}" for text, titles in alike.items()][:_MOST]
    return _quoted([one.chart for one in found], "; ".join(lines))


def _quoted(charted: Sequence[SizeChart], text: str) -> Answer:
    source = ", ".join(chart.source for chart in charted)
    return Answer("inform_policy", facts(source, title=_TITLE, text=text))


def _row(row: SizeRow, *, with_measures: bool) -> str:
    """One size in all its systems: "EU 43 = UK 9 = US 10", "M (EU 50, UK 40)"."""
    labels = [f"{system} {label}" for system, label in row.labels.items()]
    spans = [
        f"{charts.spoken(name)} {span.low}–{span.high} cm" for name, span in row.measures.items()
    ]
    aside = spans if with_measures else []
    if row.size in row.labels.values():
        text = " = ".join(labels)
    else:
        text, aside = row.size, labels + aside
    return f"{text} ({', '.join(aside)})" if aside else text


def _guide(shop: Shop, charted: Sequence[SizeChart], about: str) -> tuple[Answer, ...]:
    """The only chart there is, or which there are and what leads to a size in them."""
    people = _people(about)
    own = [chart for chart in charted if _made_for(shop, chart) in people] or list(charted)
    parts = [chart for chart in own if charts.measures_part(chart, about)]
    own = parts or own
    if len(own) == 1:
        rows = (_row(row, with_measures=True) for row in own[0].rows)
        return (_quoted(own, f"{own[0].title}: {'; '.join(rows)}"),)
    if not own:
        return ()
    return (_quoted(own, "; ".join(chart.title for chart in own)), *_needed(shop, own, about))


def _is_open(shop: Shop, turn: Turn, about: str) -> bool:
    """Whether nothing was given to look up, but goods or people were named to look it up for."""
    given = turn.first(SIZE) or turn.first("measure")
    return not given and len(_thing(shop, about)) > 0


def _needed(shop: Shop, charted: Sequence[SizeChart], about: str) -> tuple[Answer, ...]:
    """What to tell, where all the charts can be read by it."""
    first = [charts.measures(chart)[:1] for chart in charted]
    thing = _thing(shop, about)
    if not thing or len(set(first)) > 1 or not all(first):
        return ()
    source = ", ".join(chart.source for chart in charted)
    said = facts(source, product=thing, measure_name=charts.needed(charted))
    return (Answer("ask_measurement", said),)


def _outside(
    shop: Shop, charted: Sequence[SizeChart], turn: Turn, about: str
) -> tuple[Answer, ...]:
    """That no chart which is read by the measure given covers it."""
    people = _people(about)
    read = [
        chart
        for chart in charted
        if turn.first("measure")
        and _is_first(chart, turn)
        and (not people or (_made_for(shop, chart) or next(iter(people))) in people)
    ]
    if not read:
        return ()
    name = charts.measures(read[0])[0]
    spans = [row.measures[name] for chart in read for row in chart.rows if name in row.measures]
    covered = f"{min(span.low for span in spans)}–{max(span.high for span in spans)} cm"
    thing = _thing(shop, about) or " / ".join(chart.title for chart in read)
    given = f"your {charts.spoken(name)}"
    source = ", ".join(chart.source for chart in read)
    said = facts(source, product=thing, measure=given, range=covered)
    return (Answer("advise_out_of_range", said),)


def _thing(shop: Shop, about: str) -> str:
    """The goods that are asked about, in words of the records: "running shoes"."""
    return " ".join(_goods(shop, about.partition(_THEN)[0]))
