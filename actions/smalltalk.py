"""Greeting, thanks, goodbye, "are you a bot?" and "what can you do?"."""

from __future__ import annotations

from actions.answer import Answer, Button, Outcome, facts
from actions.base import ShopAction
from actions.context import Context
from actions.shop import Shop
from actions.turn import Turn

TOPIC = "smalltalk"
_ACTS = {"greet", "thank", "goodbye", "bot_challenge", "help"}
# What a shopper can try, as quick replies; each is a message that a shopper could type.
_STARTERS = (
    Button("Find something", "Can you recommend something?"),
    Button("Shipping costs", "How much is shipping?"),
    Button("Returns", "What is your return policy?"),
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer in kind; greeting and help also show what can be asked."""
    act = turn.intent if turn.intent in _ACTS else "help"
    said = facts("shop", shop=shop.name) if act in {"greet", "bot_challenge"} else ()
    buttons = _STARTERS if act in {"greet", "help"} else ()
    return Outcome(Answer(act, said, buttons=buttons), context)


class ActionSmalltalk(ShopAction):
    """Answers `greet`, `thank`, `goodbye`, `bot_challenge` and `help`."""

    topic = TOPIC
    answer = staticmethod(answer)
