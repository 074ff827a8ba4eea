"""The Cloud API's webhook events.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.messaging.incoming import Incoming, Kind
from bot.channels.messaging.keys import is_key

NAME = "whatsapp"
GREETING = "Hello"

MEDIA = frozenset({"audio", "document", "image", "sticker", "video"})
SILENT = frozenset({"edit", "ephemeral", "reaction", "revoke", "system"})
"""Types of messages that ask for no answer."""

Item = Mapping[str, Any]


def incoming(body: Item, phone_id: str) -> list[Incoming]:
    """The shoppers' messages to our number in a batch; statuses and the like are left out."""
    if body["object"] != "whatsapp_business_account":
        return []
    events = []
    for message in _messages(body, phone_id):
        # One that we can't read must not cost the others.
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
            event = _event(message)
            events += [event] if event else []
    return events


def _messages(body: Item, phone_id: str) -> Iterator[Item]:
    for change in (change for entry in body["entry"] for change in entry.get("changes", ())):
        value = change.get("value") or {}
        # An app may have several numbers, and all their events come here.
        if (value.get("metadata") or {}).get("phone_number_id") == phone_id:
            yield from value.get("messages") or ()


def _event(message: Item) -> Incoming | None:
    if message["type"] in SILENT:
        return None
    kind, text = _content(message)
    at = int(message["timestamp"])
    # Whoever has taken a user name may have no number to be seen.
    number, user = message.get("from"), message.get("from_user_id")
    address = {"to": str(number)} if number else {"recipient": str(message["from_user_id"])}
    address["message"] = str(message["id"])
    return Incoming(
        NAME, str(message["id"]), str(number or user), kind, text, address, float(at), at
    )


def _content(message: Item) -> tuple[Kind, str]:
    kind = message["type"]
    content = message.get(kind) or {}
    match kind:
        case "text":
            return "text", str(content["body"])
        case "interactive" if content.get("type") in {"button_reply", "list_reply"}:
            return "choice", str(content[content["type"]]["id"])
        case "button":
            # A template's button: its payload where that is one of ours.
            payload = str(content.get("payload") or "")
            ours = payload.startswith("/") or is_key(payload)
            return ("choice", payload) if ours else ("text", str(content["text"]))
        case "request_welcome":
            return "text", GREETING
        case _ if kind in MEDIA:
            return "media", str(content.get("caption") or "")
    return "unsupported", ""
