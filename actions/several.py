"""Several questions in one message: each is answered, in the order asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import focus, topics
from actions.answer import Answer, Outcome
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import POINTING, words
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "several"
# More than this would be a page to read in a chat.
MOST_ANSWERED = 3
# Said beside a question, they need no answer of their own.
_ASIDES = frozenset(["greet", "thank", "goodbye", "affirm", "deny", "help"])
_WHICH = frozenset(["ask_which", "clarify_product"])
_NOT_UNDERSTOOD = frozenset(["", "nlu_fallback"])

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
    questions = [part for part in turn.questions if part.intent not in _ASIDES]
    if not questions:
        return topics.ask(shop, replace(turn, intent="nlu_fallback"), context)
    if len(questions) == 1:
        return topics.ask(shop, questions[0], context)
    context = _with_the_product_named_later(shop, questions, context)
    told: list[_Told] = []
    for question in questions[:MOST_ANSWERED]:
        told.append(_told(shop, question, context))
        context = _after(told[-1].outcome)
    if all(question.intent in _NOT_UNDERSTOOD for question in questions):
        return topics.ask(shop, replace(turn, intent="nlu_fallback"), context)
    answers = [
        replace(one, question=part.question.text) for part in told for one in part.outcome.answers
    ]
    if len(questions) > MOST_ANSWERED:
        answers.append(Answer("ask_rest"))
    return Outcome(_once(answers), _waiting(turn, told, context))


def _after(outcome: Outcome) -> Context:
    """The context of the next question: what waits for a choice of product still does."""
    chooses = outcome.answers[-1].act in _WHICH
    return outcome.context if chooses else replace(outcome.context, pending=None)


def _told(shop: Shop, question: Turn, context: Context) -> _Told:
    if question.intent in _NOT_UNDERSTOOD:
        return _Told(question, Outcome(Answer("part_unclear"), context))
    try:
        outcome = topics.ask(shop, question, context)
    except Exception:
        # The other questions can still be answered. The message's text stays out of the log.
        logger.exception("one question of several failed: %s", question.intent)
        return _Told(question, Outcome(Answer("part_failed"), context))
    pending = outcome.context.pending
    return _Told(question, outcome, waits=pending is not None and pending != context.pending)


def _with_the_product_named_later(
    shop: Shop, questions: Sequence[Turn], context: Context
) -> Context:
    """Of "which sizes, and what is the price of the Loch Blanket?" both ask about the blanket."""
    first, *later = questions
    if POINTING & set(words(first.text)) or focus.named(shop, first):
        return context
    named = (focus.named(shop, part) for part in later)
    product = next((found.product for found in named if found), None)
    return replace(context, product=product.id, options={}) if product else context


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
        said.setdefault(one.buttons or (one.act, one.facts), one)
    return tuple(said.values())


class ActionSeveral(ShopAction):
    """Answers `ask_several`."""

    topic = TOPIC
    answer = staticmethod(answer)
