"""Greeting, thanks, goodbye, "are you a bot?", "what can you do?", and a bare yes or no."""

from __future__ import annotations

from dataclasses import replace

from actions import focus, plainly, readings, recommendations, topics
from actions.answer import Answer, Button, Outcome, facts
from actions.base import ShopAction
from actions.context import NOT_UNDERSTOOD, Context
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Turn
from bot.writer.prompt import question_kind

TOPIC = "smalltalk"
_ACTS = {"greet", "thank", "goodbye", "bot_challenge", "help"}
_PRAISE = frozenset(
    """
    nice great lovely awesome amazing cool beautiful excellent fantastic brilliant super
    wonderful impressive helpful love loved perfect cute gorgeous neat
    """.split()  # noqa: SIM905
)
# With one of these it may be a wish or a complaint.
_DOUBTS = frozenset(
    """
    not no but don't dont isn't isnt never too if want need looking something anything less more
    can't cant could would should order price for me give find buy what whats when how
    which where who why does tell show
    """.split()  # noqa: SIM905
)
_LONGEST_COMPLIMENT = 10
# What a shopper can try, as quick replies; each is a message that a shopper could type.
_STARTERS = (
    Button("Find something", "Can you recommend something?"),
    Button("Shipping costs", "How much is shipping?"),
    Button("Returns", "What is your return policy?"),
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer in kind; greeting and help also show what can be asked."""
    if turn.intent in {"affirm", "deny"}:
        return _yes_or_no(shop, turn, context)
    if plain := _misread(shop, turn, context):
        return plain
    act = turn.intent if turn.intent in _ACTS else "help"
    said = facts("shop", shop=shop.name) if act in {"greet", "bot_challenge"} else ()
    buttons = _STARTERS if act in {"greet", "help"} else ()
    return Outcome(Answer(act, said, buttons=buttons), context)


def _misread(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What the records say where a fragment ("merino?") is taken for small talk, and hardly."""
    if not readings.is_doubtful(turn.readings) or not content_words(turn.text):
        return None
    return plainly.answer(shop, turn, context, focus.named(shop, turn))


def is_compliment(text: str) -> bool:
    """Whether `text` praises and asks nothing: "your website is really nice"."""
    said = words(text)
    asks = "?" in text or question_kind(text) == "yes_no" or len(said) > _LONGEST_COMPLIMENT
    return not asks and not _PRAISE.isdisjoint(said) and _DOUBTS.isdisjoint(said)


def _yes_or_no(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Take a yes or no for the reply to what was asked last."""
    settled = replace(context, offered=None)
    if turn.entities or (content_words(turn.text) and focus.named(shop, turn)):
        # "No, the blue one" says what is meant.
        return topics.ask(shop, replace(turn, intent="refine"), settled)
    if turn.intent == "affirm":
        return _yes(shop, turn, settled, context.offered)
    if context.offered == "ask_human" or "thank" in stem_set([turn.text]):
        return _declined(settled)
    declined = context.offered and not context.misread
    return _declined(settled) if declined else _no(shop, turn, settled)


def _yes(shop: Shop, turn: Turn, context: Context, offered: str | None) -> Outcome:
    if offered:
        asked = context.pending if context.misread and context.pending else turn
        taken = replace(context, pending=None)
        return topics.ask(shop, replace(asked, intent=offered), taken)
    if context.misread:
        return topics.ask(shop, replace(turn, intent=NOT_UNDERSTOOD), context)
    shown = shop.products(context.products)
    if _chooses(context) and shown:
        if len(shown) == 1:
            chosen = replace(context, product=shown[0].id)
            return topics.ask(shop, replace(turn, intent="select_item"), chosen)
        candidates = tuple(shown[: focus.MOST_BUTTONS])
        buttons = tuple(Button.select(product) for product in candidates)
        return Outcome(Answer("ask_which", buttons=buttons), context)
    return Outcome(Answer("affirm", buttons=_STARTERS), context)


def _no(shop: Shop, turn: Turn, context: Context) -> Outcome:
    if context.misread:
        return topics.ask(shop, replace(turn, intent=NOT_UNDERSTOOD), context)
    if context.pending and context.products and context.product is None:
        # None of the products that it could have been.
        return Outcome(Answer("ask_product"), replace(context, products=()))
    if context.topic == recommendations.TOPIC and context.products:
        return Outcome(Answer("ask_change"), context)
    return _declined(context)


def _declined(context: Context) -> Outcome:
    return Outcome(Answer("deny"), replace(context, pending=None))


def _chooses(context: Context) -> bool:
    """Whether the last reply left a product to choose: asked which, or showed a list."""
    return context.pending is not None or context.topic == recommendations.TOPIC


class ActionSmalltalk(ShopAction):
    """Answers `greet`, `thank`, `goodbye`, `bot_challenge`, `help`, `affirm` and `deny`."""

    topic = TOPIC
    answer = staticmethod(answer)
