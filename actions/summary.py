"""What a person who takes a conversation over is told of it, put together without a model."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.alarm import Alarm, read_alarm
from actions.context import Context
from knowledge.masking import mask

LAST = 20
"""Messages of the conversation that a summary holds."""

_ALARMS_IN = 3
_ASIDES = frozenset(
    ["ask_human", "complain", "affirm", "deny", "greet", "thank", "goodbye", "help", "start_over"]
)


class Reason(enum.StrEnum):
    """Why a person is wanted."""

    SAFETY = "safety"
    LEGAL = "legal"
    ANGER = "anger"
    COMPLAINT = "complaint"
    NOT_UNDERSTOOD = "not understood twice"
    ASKED = "asked for a person"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `speaker` is "shopper" or "assistant"."""

    speaker: str
    text: str
    intent: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What Rasa's tracker tells: whose conversation, where, and what was said and done."""

    id: str
    channel: str
    messages: tuple[Message, ...] = ()
    actions: tuple[str, ...] = ()

    @classmethod
    def from_events(
        cls, id: str, channel: str, events: Sequence[Mapping[str, Any]]
    ) -> Conversation:
        """Read a tracker's events; pressed buttons are shown by what stood on them."""
        titles: dict[str, str] = {}
        messages, actions = [], []
        for event in events:
            text = str(event.get("text") or "")
            if event.get("event") == "bot":
                buttons = (event.get("data") or {}).get("buttons") or ()
                titles.update({str(one["payload"]): str(one["title"]) for one in buttons})
                messages.append(Message("assistant", text))
            elif event.get("event") == "user":
                intent = str(((event.get("parse_data") or {}).get("intent") or {}).get("name"))
                messages.append(Message("shopper", titles.get(text, text), intent))
            elif event.get("event") == "action":
                actions.append(str(event.get("name")))
        said = tuple(message for message in messages if message.text)
        return cls(id, channel, said, tuple(actions))

    def shopper(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if message.speaker == "shopper")


def reason_for(conversation: Conversation) -> Reason:
    """Why the person is wanted: the gravest of the shopper's last messages decides."""
    last = conversation.shopper()[-_ALARMS_IN:]
    alarms = {read_alarm(message.text) for message in last}
    for alarm in Alarm:
        if alarm in alarms:
            return Reason(alarm.value)
    if any(message.intent == "complain" for message in last):
        return Reason.COMPLAINT
    answered = [name for name in conversation.actions if name != "action_listen"]
    if answered[-2:] == ["action_fallback"] * 2:
        return Reason.NOT_UNDERSTOOD
    return Reason.ASKED


def question_of(conversation: Conversation) -> str:
    """What the shopper wanted to know last, "" where nothing was asked."""
    asked = (m.text for m in reversed(conversation.shopper()) if m.intent not in _ASIDES)
    return next((text for text in asked if not text.startswith("/")), "")


def allowed(text: str, transcript: str) -> str:
    """`text` as far as SHOPBOT_HANDOFF_TRANSCRIPT ("masked", "full", "none") lets it out."""
    if transcript == "none":
        return ""
    return text if transcript == "full" else (mask(text) or "[left out: personal data]")


def summary(
    conversation: Conversation, context: Context, products: Sequence[str], transcript: str
) -> dict[str, Any]:
    """The summary as JSON; `products` are the titles of those under discussion."""
    criteria = context.criteria.to_slot()
    if "need" in criteria:
        criteria["need"] = allowed(criteria["need"], transcript)
    last = conversation.messages[-LAST:] if transcript != "none" else ()
    lines = [
        {
            "from": message.speaker,
            # What the assistant said holds the shop's data alone.
            "text": message.text
            if message.speaker == "assistant"
            else allowed(message.text, transcript),
        }
        for message in last
    ]
    question = question_of(conversation)
    return {
        "question": allowed(question, transcript) if question else "",
        "products": list(products),
        "country": context.country or "",
        "criteria": {name: value for name, value in criteria.items() if value},
        "messages": lines,
    }
