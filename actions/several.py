"""Several questions in one message: each is answered, in the order asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import parts, together, topics
from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import NOT_UNDERSTOOD, Context
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "several"
FIT = "fit"
# More than this would be a page to read in a chat.
MOST_ANSWERED = 3
# Said beside a question, they need no answer of their own.
_ASIDES = frozenset(["greet", "thank", "goodbye", "affirm", "deny", "help"])
_WHICH = frozenset(["ask_which", "clarify_product"])

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one question of several came to; `waits` says that it was asked back about."""

    question: Turn
    outcome: Outcome
    waits: bool = False


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer each question by its own topic, in the context that the one before left.

    One that fails or is not understood gets a sentence of its own and silences no other.
    """
    asked = [part for part in parts.whole_titles(shop, turn) if part.intent not in _ASIDES]
    if not any(part.intent not in parts.UNCLEAR for part in asked):
        return topics.ask(shop, replace(turn, intent=NOT_UNDERSTOOD), context)
    if len(asked) == 1:
        return topics.ask(shop, asked[0], context)
    if together_told := _together(shop, turn, asked, context):
        return together_told
    asked = [_measured(part, turn) for part in asked]
    context = parts.later_named(shop, asked, context)
    told: list[_Told] = []
    said: Turn | None = None
    for part in asked:
        question = parts.joined(said, part) if said else part
        before = told[-1].question if told else None
        one = _told(shop, question, before, context)
        if one and part is not asked[-1] and parts.is_condition(question, one.outcome):
            one = None
        said = question if one is None else None
        if one:
            told.append(one)
        after = _after(one.outcome) if one else context
        context = parts.with_named(shop, question, context, after)
    answers = [
        replace(one, question=part.question.text)
        for part in told[:MOST_ANSWERED]
        for one in part.outcome.answers
    ]
    if len(told) > MOST_ANSWERED:
        answers.append(Answer("ask_rest"))
    return Outcome(_once(answers), _waiting(turn, told, _with_all(told, context)))


def _together(shop: Shop, turn: Turn, asked: Sequence[Turn], context: Context) -> Outcome | None:
    """The prices that a message asks for which was cut between what it adds up."""
    of_prices = all(part.intent in parts.UNCLEAR | {"ask_price"} for part in asked)
    return together.answer(shop, turn, context) if of_prices else None


def _measured(part: Turn, turn: Turn) -> Turn:
    """A question of sizes with all measures that the message tells of one body."""
    told = [one for one in turn.all("measure") if one.role]
    of_one = len({one.role for one in told}) == len(told)
    if topics.BY_INTENT.get(part.intent) != FIT or not told or not of_one:
        return part
    others = tuple(one for one in part.entities if one.name != "measure" or not one.role)
    return replace(part, entities=(*others, *(replace(m, start=0, end=0) for m in told)))


def _with_all(told: Sequence[_Told], context: Context) -> Context:
    """The context in which "both" are the two products that the message asked about."""
    about = dict.fromkeys(filter(None, (one.outcome.context.product for one in told)))
    return replace(context, products=tuple(about)) if len(about) > 1 else context


def _after(outcome: Outcome) -> Context:
    """The context of the next question, which waits too where a product is to be chosen."""
    chooses = outcome.answers[-1].act in _WHICH
    topic = TOPIC if chooses else outcome.context.topic
    return replace(outcome.context, pending=None, topic=topic)


def _told(shop: Shop, question: Turn, before: Turn | None, context: Context) -> _Told | None:
    """What `question` came to; ``None`` where it only tells what the next one is about."""
    try:
        outcome = parts.answered(shop, question, before, context)
    except Exception:
        # The other questions can still be answered. The message's text stays out of the log.
        logger.exception("one question of several failed: %s", question.intent)
        return _Told(question, Outcome(Answer("part_failed"), context))
    if outcome is None and (question.intent == parts.FRAGMENT or parts.asks_nothing(question)):
        return None
    if outcome is None:
        return _Told(question, Outcome(Answer("part_unclear"), context))
    pending = outcome.context.pending
    return _Told(question, outcome, waits=pending is not None and pending != context.pending)


def _waiting(turn: Turn, told: Sequence[_Told], context: Context) -> Context:
    """The context after the last answer, with every question that waits for a choice."""
    waiting = [part for part in told if part.waits]
    if not waiting:
        return context
    first = waiting[0].outcome.context
    pending = first.pending
    if len(waiting) > 1:
        questions = tuple(part.question for part in waiting)
        pending = Turn(turn.text, intent="ask_several", questions=questions)
    # What was asked back about is what the next message chooses from.
    return replace(
        context,
        pending=pending,
        topic=first.topic,
        product=first.product,
        products=first.products,
    )


def _once(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers without those that say or ask the same again."""
    said: dict[object, Answer] = {}
    for one in answers:
        offered = [before.buttons for before in said.values()]
        if one.facts or not one.buttons or one.buttons not in offered:
            said.setdefault((one.act, one.facts, one.buttons), one)
    return tuple(said.values())


class ActionSeveral(ShopAction):
    """Answers `ask_several`."""

    topic = TOPIC
    answer = staticmethod(answer)
