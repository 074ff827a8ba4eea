"""What all actions share: read the turn, ask the topic, word the answers, send them."""

from __future__ import annotations

import abc
import asyncio
import logging
from time import perf_counter
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import topics
from actions.alarm import read_alarm
from actions.answer import Answer, Outcome
from actions.context import Context, heard
from actions.desk import Hold
from actions.offer import BACK, HANDED_OVER, discussed, undelivered, with_person
from actions.shop import Shop, default_shop
from actions.spelling import mended
from actions.summary import Conversation
from actions.timings import TIMINGS, Timing
from actions.turn import Turn
from bot.writer.client import Slot, Wording
from bot.writer.grammar import load
from knowledge.conversation_model import REHEARSAL

logger = logging.getLogger(__name__)

WAITING = {
    "type": "handoff",
    "state": "waiting",
    "buttons": [{"title": BACK.title, "payload": BACK.payload}],
}
"""The `custom` message that stands for a reply while a person has the conversation."""


class ShopAction(Action, abc.ABC):
    """One topic as Rasa calls it: `action_<topic>`.

    rasa-sdk makes each action with no arguments, so the shop is the default one unless
    a test gives its own; it is opened at the first turn, not at import.
    """

    topic: ClassVar[str]

    def __init__(self, shop: Shop | None = None) -> None:
        self._shop = shop

    @staticmethod
    @abc.abstractmethod
    def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
        """Find the facts; the topic's own function."""

    def name(self) -> str:
        return f"action_{self.topic}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the last message. Whatever fails, the shopper gets a sentence."""
        try:
            return await self._answer(dispatcher, tracker)
        except Exception:
            # The traceback tells where it failed; the message's text stays out of the log.
            logger.exception("%s failed", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(text=load().acts["unavailable"].template(frozenset()))
            return []

    async def _answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[dict[str, Any]]:
        started = perf_counter()
        shop = self._shop or default_shop()
        said = Turn.from_message(tracker.latest_message)
        context = Context.from_slots(tracker.slots)
        hold = await shop.desk.hold(tracker.sender_id, said) if shop.desk else Hold.FREE
        if hold is Hold.WAITING:
            dispatcher.utter_message(json_message=WAITING)
            return []
        turn, context = heard(said, context)
        if hold is Hold.RELEASED:
            outcome = Outcome(Answer("released"), context)
        else:
            outcome = with_person(self._found(shop, turn, context, said.text), said.text)
        if any(answer.act == HANDED_OVER for answer in outcome.answers):
            outcome = await _handed_over(shop, tracker, outcome)
        found = perf_counter()
        wordings = await asyncio.gather(*(_wording(shop, one, turn) for one in outcome.answers))
        worded = perf_counter()
        origins = {wording.origin for wording in wordings}
        origin = "model" if origins == {"model"} else "template"
        TIMINGS.append(Timing(self.topic, origin, found - started, worded - found))
        for answer, wording in zip(outcome.answers, wordings, strict=True):
            _send(dispatcher, answer, wording.text)
        if shop.desk and not tracker.sender_id.startswith(REHEARSAL):
            shop.desk.note(outcome.answers, turn, self.topic)
        return [SlotSet(name, value) for name, value in outcome.context.to_slots().items()]

    def _found(self, shop: Shop, turn: Turn, context: Context, text: str) -> Outcome:
        """What the topic found; nothing where it failed and `text` gives alarm.

        Who is in danger must be told so whatever is broken.
        """
        try:
            answer = type(self).answer
            return topics.answered_by(self.topic, answer, shop, mended(shop, turn), context)
        except Exception:
            if read_alarm(text) is None:
                raise
            logger.exception("%s failed", self.name())
            return Outcome((), context)


async def _handed_over(shop: Shop, tracker: Tracker, outcome: Outcome) -> Outcome:
    """Tell a person; `outcome` says otherwise where that failed."""
    context = outcome.context
    channel = tracker.get_latest_input_channel() or ""
    conversation = Conversation.from_events(tracker.sender_id, channel, tracker.events)
    titles = discussed(shop, context)
    told = shop.desk is not None and await shop.desk.hand_over(conversation, context, titles)
    return outcome if told else undelivered(shop, outcome)


async def _wording(shop: Shop, answer: Answer, turn: Turn) -> Wording:
    slots = [Slot(fact.name, fact.value) for fact in answer.facts]
    return await shop.writer.word(answer.act, slots, answer.question or turn.text)


def _send(dispatcher: CollectingDispatcher, answer: Answer, text: str) -> None:
    """The reply's text with its quick replies, then its act and what it rests on."""
    buttons = [{"title": button.title, "payload": button.payload} for button in answer.buttons]
    dispatcher.utter_message(text=text, buttons=buttons)
    dispatcher.utter_message(json_message=payload(answer))


def payload(answer: Answer) -> dict[str, Any]:
    """The `custom` message that follows each reply (see the REST contract).

    A reply that states nothing has an act too: whoever replays or judges conversations
    must tell a refusal from an answer.
    """
    return {
        "type": "answer",
        "act": answer.act,
        "facts": [{"name": f.name, "value": f.value, "source": f.source} for f in answer.facts],
        "products": [
            {
                "id": card.id,
                "title": card.title,
                "price": str(card.price),
                "currency": card.currency,
                "image": card.image,
                "url": card.url,
            }
            for card in answer.products
        ],
    }
