"""What was not understood, or is none of the shop's business."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import (
    compare,
    focus,
    followup,
    plainly,
    plight,
    policies,
    readings,
    same_page,
    smalltalk,
    topics,
)
from actions.answer import Answer, Outcome, facts
from actions.base import ShopAction
from actions.context import NOT_UNDERSTOOD, Context
from actions.current import vocabulary
from actions.naming import described_words
from actions.phrases import stem_set, words
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import Product

TOPIC = "fallback"
# How a fragment says that the question before is asked of something else.
GOES_ON = re.compile(r"\W*(?:and|or|what about|how about|in|for)\b", re.IGNORECASE)
# So far down may "compare" stand among the readings of a message that names two products.
LIKELIEST = 4


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Offer what the message may have meant; the second time in a row, a person.

    A message that is no more than the name of a product or of a kind is answered as such
    (or completes what was asked before), and one that names a product and reads one way
    only as what it reads. What the records plainly hold is told in any case.
    """
    named = focus.named(shop, turn)
    if understood := _understood(shop, turn, context, named):
        return understood
    if section := policies.titled(shop, turn.text):
        said = policies.quoted(section, turn.text, shop.encoder)
        return Outcome(said, policies.remembered(turn, context))
    if turn.intent == "out_of_scope":
        return Outcome(Answer("out_of_scope"), context)
    waiting = replace(context, pending=replace(turn, intent=NOT_UNDERSTOOD))
    if context.misread:
        said = Answer("still_unclear", route(shop), buttons=(PERSON,))
        return Outcome(said, replace(waiting, offered="ask_human"))
    return _offer(turn, named.product if named else None, waiting)


def _understood(
    shop: Shop, turn: Turn, context: Context, named: focus.Focus | None
) -> Outcome | None:
    """The answer to what the message names, what the records hold of it, or to its praise."""
    if not named and (goes_on := followup.going_on(shop, turn, context)):
        return goes_on
    alone = named and not described_words(shop, named.turn)
    sure = turn.intent != NOT_UNDERSTOOD and not readings.is_doubtful(turn.readings)
    asks = (named or not sure) and not alone
    if asks and (stated := plainly.about(shop, turn, context, named)):
        return stated
    if sure:
        wishes = plight.may_wish(turn)
        return plainly.of_plight(shop, turn, context, named) if wishes else None
    if not named and (page := policies.sure(shop, turn, _bar(turn))):
        said = policies.quoted(page, turn.text, shop.encoder)
        return Outcome(said, policies.remembered(turn, context))
    meant = _meant(shop, turn, context, named) if named or turn.intent == NOT_UNDERSTOOD else None
    if found := meant or plainly.answer(shop, turn, context, named):
        return found
    return Outcome(Answer("affirm"), context) if smalltalk.is_compliment(turn.text) else None


def _bar(turn: Turn) -> float:
    """How well a page has to answer, less where the likeliest reading is about the shop."""
    likely = readings.best(turn.readings)
    about_shop = likely and topics.BY_INTENT.get(likely.intent) in same_page.ON_PAGES
    return policies.CLEAR if about_shop and readings.is_likely(turn.readings) else policies.SURE


def _meant(shop: Shop, turn: Turn, context: Context, named: focus.Focus | None) -> Outcome | None:
    """The answer to what the message must mean by what it names, if it must mean anything."""
    likely = _plain(shop, turn, named=bool(named))
    chooses = focus.only_chooses(shop, named or focus.find(shop, turn, context))
    # A size and a colour have a price too, where that is what leads.
    if chooses and likely != "ask_price":
        return topics.ask(shop, replace(turn, intent="ask_stock"), context)
    alone = named and not described_words(shop, named.turn)
    if alone and (context.pending or GOES_ON.match(turn.text)):
        return followup.answer(shop, replace(turn, intent="refine"), context)
    if likely:
        # What more is said than the name is what was asked of it.
        likely = "ask_detail" if likely == "ask_product" and not alone else likely
        found = topics.ask(shop, replace(turn, intent=likely), context)
        # What says no more than the name asks for nothing that could be unstated.
        if found.answer.act != "not_stated" or not alone:
            return found
    if alone or (turn.intent == NOT_UNDERSTOOD and followup.wishes(shop, turn)):
        return followup.answer(shop, turn, replace(context, topic=None, pending=None))
    return None


def _offer(turn: Turn, product: Product | None, waiting: Context) -> Outcome:
    """The likeliest readings on buttons."""
    offered = readings.buttons(turn.readings, product.title if product else "")
    if not offered:
        return Outcome(Answer("rephrase"), waiting)
    about = facts(product.source, product=product.title) if product else ()
    if product:
        waiting = replace(waiting, product=product.id, options={})
    only = offered[0].payload.removeprefix("/") if len(offered) == 1 else None
    return Outcome(Answer("offer_readings", about, buttons=offered), replace(waiting, offered=only))


def _plain(shop: Shop, turn: Turn, *, named: bool) -> str | None:
    """What a message about one product, about two, or about a kind of them plainly asks."""
    likeliest = {reading.intent for reading in turn.readings[:LIKELIEST]}
    if "ask_compare" in likeliest and len(compare.compared(shop, turn, Context())[0]) > 1:
        return "ask_compare"
    likely = readings.plain(turn.readings)
    kinds = vocabulary(shop.store).kinds & stem_set(words(turn.text))
    return likely if named or (kinds and likely == readings.WISH) else None


class ActionFallback(ShopAction):
    """Answers `out_of_scope` and what no intent was found for."""

    topic = TOPIC
    answer = staticmethod(answer)
