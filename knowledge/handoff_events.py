"""What is told about a handoff: its events as JSON, and each of them in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.conversation_model import Handoff
from knowledge.conversations import now


def opening(handoff: Handoff) -> dict[str, Any]:
    """The event that hands a conversation over."""
    return {
        **_event("handoff", handoff),
        "channel": handoff.channel,
        "reason": handoff.reason,
        **handoff.summary,
    }


def further(handoff: Handoff, text: str) -> dict[str, Any]:
    """The event of a message that came after the handoff."""
    return {**_event("handoff_message", handoff), "text": text}


def ending(handoff: Handoff, by: str) -> dict[str, Any]:
    """The event that gives the conversation back to the assistant."""
    return {**_event("handoff_released", handoff), "by": by}


def _event(kind: str, handoff: Handoff) -> dict[str, Any]:
    at = now().isoformat(timespec="seconds") + "Z"
    return {"type": kind, "id": handoff.id, "conversation": handoff.conversation, "at": at}


def subject(event: Mapping[str, Any]) -> str:
    """One line that says what an event is about."""
    match event["type"]:
        case "handoff":
            return f"A shopper wants to talk to a person ({event['reason']})"
        case "handoff_message":
            return f"The shopper wrote again ({event['id']})"
        case _:
            return f"The assistant answers again ({event['id']})"


def in_words(event: Mapping[str, Any]) -> str:
    """An event as plain text, for mails and the terminal."""
    lines = [subject(event), "", f"Conversation  {event['conversation']}"]
    told = {
        "Handoff": event["id"],
        "Channel": event.get("channel"),
        "When": event.get("at"),
        "Wants to know": event.get("question"),
        "Products": ", ".join(event.get("products") or ()),
        "Country": event.get("country"),
        "Looking for": ", ".join(f"{k} {v}" for k, v in (event.get("criteria") or {}).items()),
        "Says": event.get("text"),
    }
    lines += [f"{name:<13} {value}" for name, value in told.items() if value]
    messages = event.get("messages") or ()
    if messages:
        lines += ["", "Last messages:"]
        lines += [f"  {message['from']}: {message['text']}" for message in messages]
    if event["type"] == "handoff":
        lines += ["", f"The assistant stays quiet until: shopbot handoff release {event['id']}"]
    return "\n".join(lines) + "\n"
