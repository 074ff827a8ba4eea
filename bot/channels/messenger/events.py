"""Messenger's webhook events.

Source: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from bot.channels.messaging.incoming import Incoming, Kind

NAME = "messenger"
GREETING = "Hello"

Item = Mapping[str, Any]


def incoming(body: Item) -> list[Incoming]:
    """The shoppers' messages of a batch; whatever else Messenger tells is left out."""
    if body["object"] != "page":
        return []
    events = []
    for item in (item for entry in body["entry"] for item in entry.get("messaging", ())):
        # One that we can't read must not cost the others.
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
            event = _message(item) if "message" in item else _postback(item)
            events += [event] if event else []
    return events


def _message(item: Item) -> Incoming | None:
    message = item["message"]
    if message.get("is_echo") or message.get("is_deleted"):
        return None
    text = str(message.get("text") or "")
    payload = (message.get("quick_reply") or {}).get("payload")
    if payload:
        return _event(item, message["mid"], "choice", payload)
    # A link in a text comes with its preview as a "fallback" attachment.
    attached = [part for part in message.get("attachments") or () if part["type"] != "fallback"]
    if attached:
        place = attached[0]["type"] == "location"
        return _event(item, message["mid"], "unsupported" if place else "media", text)
    return _event(item, message["mid"], "text" if text else "unsupported", text)


def _postback(item: Item) -> Incoming | None:
    """A button or menu entry: ours says its payload, one of the page's own its title."""
    postback = item.get("postback")
    if postback is None:
        return None
    payload, title = str(postback.get("payload") or ""), str(postback.get("title") or "")
    # Old API versions give a postback no id.
    key = postback.get("mid") or f"postback.{item['sender']['id']}.{item['timestamp']}"
    if payload.startswith("/"):
        return _event(item, key, "choice", payload)
    is_start = payload.upper() == "GET_STARTED" or not title
    return _event(item, key, "text", GREETING if is_start else title)


def _event(item: Item, event_id: str, kind: Kind, text: str) -> Incoming:
    sender, page, at = str(item["sender"]["id"]), str(item["recipient"]["id"]), item["timestamp"]
    return Incoming(
        NAME, str(event_id), f"{page}:{sender}", kind, text, {"psid": sender}, at / 1000, int(at)
    )
