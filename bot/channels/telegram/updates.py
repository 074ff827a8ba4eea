"""What Telegram's updates say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.messaging.incoming import Incoming, Kind

GREETING = "Hello"
"""What pressing "Start" says."""

_MEDIA = frozenset(
    ("animation", "audio", "document", "photo", "sticker", "story", "video", "video_note", "voice")
)
_OTHER = frozenset(("checklist", "contact", "dice", "game", "location", "poll", "venue"))
_START = re.compile(r"/start(@\w+)?(\s.*)?", re.DOTALL)


def incoming(update: Any, at: float) -> tuple[Incoming, ...]:
    """The event in an update received `at`; none if it asks for no answer.

    Only private chats are answered: in a group, everybody would read one shopper's matters.
    Edits, channel posts, reactions, other bots and notices about the chat are left out.
    Raises `KeyError` or `TypeError` if it is not an update.
    """
    update_id = int(update["update_id"])
    match update:
        case {"message": {"from": {"id": user, "is_bot": False}, "chat": {"type": "private"}}}:
            message = update["message"]
            said = _said(message)
            address = {"chat": str(message["chat"]["id"])}
            at = float(message["date"])
        case {"callback_query": {"from": {"id": user}, "message": message, "data": str(data)}}:
            said = ("choice", data)
            address = {
                "chat": str(message["chat"]["id"]),
                "query": str(update["callback_query"]["id"]),
                "label": _label(message, data),
            }
        case _:
            return ()
    if said is None:
        return ()
    kind, text = said
    return (
        Incoming(
            "telegram", str(update_id), str(user), kind, text, address, at=at, sequence=update_id
        ),
    )


def _said(message: Mapping[str, Any]) -> tuple[Kind, str] | None:
    """What kind of message it is and its words; None for a notice about the chat."""
    if "text" in message:
        text = str(message["text"])
        return "text", GREETING if _START.fullmatch(text) else text
    if _MEDIA & message.keys():
        return "media", str(message.get("caption", ""))
    return ("unsupported", "") if _OTHER & message.keys() else None


def _label(message: Mapping[str, Any], data: str) -> str:
    """What the pressed button said; "" where the message is too old to be known."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = (button for row in rows for button in row)
    return next((str(b["text"]) for b in buttons if b.get("callback_data") == data), "")
