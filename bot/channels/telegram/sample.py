"""An update such as Telegram sends, for trying the channel out."""

from __future__ import annotations

import json

from bot.channels.messaging.incoming import Received

TESTER = "0"
"""No person's id: they begin at 1."""


def sample(secret: str, text: str, number: int, at: float) -> Received:
    """A message of `TESTER` with the secret token."""
    user = int(TESTER)
    message = {
        "message_id": number,
        "from": {"id": user, "is_bot": False, "first_name": "Test"},
        "chat": {"id": user, "type": "private", "first_name": "Test"},
        "date": int(at),
        "text": text,
    }
    body = json.dumps({"update_id": number, "message": message}).encode()
    headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": secret}
    return Received("POST", "/webhooks/telegram/webhook", headers, body, at)
