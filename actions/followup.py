"""A message that only makes sense after what was said before: "and in blue?", "any colour"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import filters, fit, focus, products, recommendations, shipping, sizes, stock, topics
from actions.answer import Answer, Outcome, facts
from actions.audience import made_for_whom
from actions.base import ShopAction
from actions.compare import TOPIC as COMPARE
from actions.context import NOT_UNDERSTOOD, Context, Criteria
from actions.current import vocabulary
from actions.naming import before_pronoun, described_words
from actions.phrases import stem_set, words
from actions.price import TOPIC as PRICE
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.vocabulary import kind_of
from actions.wishes import criteria_of, describe, like

TOPIC = "followup"
# Topics that take a size or colour as a limit on what they state.
_LIMITED = frozenset([PRICE, sizes.TOPIC])
# What is said of another one of the same.
_VERSION = stem_set(["version model style cut type kind fit"])
# Measures that are not of a body.
_OF_THINGS = frozenset(["weight", "volume"])
# Intents that a size or a colour goes with, and how likely one has to be.
_TAKING = frozenset("ask_fit ask_price ask_stock ask_sizes ask_colors".split())  # noqa: SIM905
LIKELY = 0.15
# "How long till they're here, I'm in Hamburg": with a place, a question of shipping.
_ARRIVES = re.compile(
    r"\b(?:how (?:long|soon|fast|quick\w*)|when|arriv\w*|deliver\w*|here|get to)\b", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer the topic under way, with what this message adds, changes or gives up."""
    if turn.intent == "start_over":
        return _start_over()
    if turn.intent == "drop_filter":
        return _dropped(shop, turn, context)
    chosen = focus.find(shop, turn, context).product if context.pending else None
    if chosen and (question := topics.waiting_for(chosen, turn, context)):
        return topics.resume(shop, question, context)
    return _topic(turn, context)(shop, turn, context)


def going_on(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """Answer a message that no intent was found for as what it says of the topic under way.

    A size, a colour, a measure or a country in it is what was asked for, or what is changed:
    "and my husband, he has chest 108", "ugh. and Portugal?". Whom it is for is asked of what
    is like the product at hand: "the kids version of it".
    """
    measure = turn.first("measure")
    body = measure and measure.role not in _OF_THINGS
    about_it = turn.first("size") or turn.first("color") or body
    if turn.first("country") and _ARRIVES.search(turn.text):
        return topics.ask(shop, replace(turn, intent="ask_shipping"), context)
    if turn.first("country") and context.topic == shipping.TOPIC:
        return topics.ask(shop, replace(turn, intent="refine"), context)
    if not about_it or not (context.product or context.products):
        return _for_somebody_else(shop, turn, context)
    meant = (r.intent for r in turn.readings if r.intent in _TAKING and r.confidence >= LIKELY)
    otherwise = "ask_fit" if body else "refine"
    return topics.ask(shop, replace(turn, intent=next(meant, otherwise)), context)


def _for_somebody_else(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    product = shop.store.product(context.product) if context.product else None
    people = {word: group for word in words(turn.text) if (group := made_for_whom(word))}
    described = stem_set(described_words(shop, turn))
    if product is None or not people or described - stem_set(people) - _VERSION:
        return None
    wished = Criteria(need=f"{like(product).need} for {next(iter(people.values()))}")
    return recommendations.recommend(shop, wished, context)


def _start_over() -> Outcome:
    return Outcome(Answer("start_over"))


def _dropped(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Give up limits of the last search, or a size or colour of the product in focus."""
    if filters.all_dropped(turn):
        return _start_over()
    if context.topic != recommendations.TOPIC and context.options and context.product:
        return _any_option(shop, turn, context)
    left = filters.without(context.criteria, turn)
    free = facts("message", filter=filters.any_of(context.criteria, left, turn))
    if not left.to_slot():
        waiting = replace(context, criteria=left, topic=recommendations.TOPIC, pending=None)
        return Outcome((Answer("filter_dropped", free), Answer("ask_need")), waiting)
    found = recommendations.recommend(shop, left, context)
    need = facts("message", need=describe(shop, left))
    return Outcome((Answer("filter_dropped", free + need), *found.answers), found.context)


def _any_option(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Whether the product can be had, whatever its size or colour: what was named is free."""
    dropped = filters.named(turn) or tuple(context.options)
    kept = {name: value for name, value in context.options.items() if name not in dropped}
    entities = tuple(Entity(name, value) for name, value in kept.items())
    question = Turn("", "ask_stock", entities)
    return stock.answer(shop, question, replace(context, options=kept, pending=None))


def _topic(turn: Turn, context: Context) -> topics.Topic:
    """Who answers: what the fragment holds decides first, then the topic under way."""
    under_way = context.topic
    size, option = turn.first("size"), turn.first("size") or turn.first("color")
    # Once a size was advised, another one is asked for, not asked about.
    fits = under_way == fit.TOPIC and "size" not in context.options
    chooses = turn.first("ordinal") or "one" in words(turn.text)
    rules: tuple[tuple[object, topics.Topic], ...] = (
        (turn.first("country") or turn.first("shipping_method"), shipping.answer),
        (turn.first("measure") or (size and fits), _fitted),
        (turn.first("money") and under_way == shipping.TOPIC, shipping.answer),
        (turn.first("money"), _refined),
        (turn.first("color") and under_way == fit.TOPIC, stock.answer),
        (option and context.product and under_way not in _LIMITED, stock.answer),
        (under_way == recommendations.TOPIC, _refined),
        (under_way == COMPARE and chooses, products.answer),
        (topics.about_a_product(under_way), _about_product),
    )
    return next((topic for holds, topic in rules if holds), _new)


def _new(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Nothing is under way: a product ("got the Dash in 43?") or a kind of it can be meant."""
    if not focus.find(shop, turn, context).product:
        if wishes(shop, turn):
            return recommendations.recommend(shop, criteria_of(shop, turn, Criteria()), context)
        return topics.ask(shop, replace(turn, intent=NOT_UNDERSTOOD), context)
    option = turn.first("size") or turn.first("color")
    return stock.answer(shop, turn, context) if option else products.answer(shop, turn, context)


def wishes(shop: Shop, turn: Turn) -> bool:
    """Whether the message says no more than what to look for: "black boots", "size 42"."""
    described = stem_set(described_words(shop, turn))
    option = turn.first("size") or turn.first("color")
    asks = before_pronoun(turn.text) is not None
    return described <= vocabulary(shop.store).kinds and bool(described or option) and not asks


def _fitted(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """A measure is asked of what is at hand, whatever else is said: "my husband, chest 108"."""
    return fit.answer(shop, replace(turn, intent="ask_fit"), context)


def _refined(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """New wishes narrow the last list; "the blue one" of it is chosen, not searched for."""
    chosen = focus.find(shop, turn, replace(context, product=None))
    if chosen.product and not turn.first("money"):
        return products.answer(shop, turn, context)
    return recommendations.refine(shop, turn, context)


def _about_product(shop: Shop, turn: Turn, context: Context) -> Outcome:
    # "Which sizes?" – "and in 42?": now it is about that one size.
    if context.topic == sizes.TOPIC and turn.first("size"):
        return stock.answer(shop, turn, context)
    asked, found = topics.asked_last(context), focus.find(shop, turn, context)
    said = stem_set(described_words(shop, found.turn))
    if asked and found.product and said <= kind_of(found.product):
        # "And the second?": the same question of another product.
        measures = asked.all("measure") if context.topic == fit.TOPIC else ()
        about_it = (Entity("product", found.product.id), *measures)
        return topics.ask(shop, replace(asked, entities=about_it), context)
    return topics.named(context.topic or products.TOPIC)(shop, turn, context)


class ActionFollowup(ShopAction):
    """Answers `refine`, `drop_filter` and `start_over`."""

    topic = TOPIC
    answer = staticmethod(answer)
