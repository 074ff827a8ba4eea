"""An event such as Slack sends, for trying the channel out."""

from __future__ import annotations

import json

from bot.channels.messaging.incoming import Received
from bot.channels.slack.signature import sign

TEAM, CHANNEL, USER = "T0", "D0", "U0"
TESTER = f"{TEAM}/{CHANNEL}/{USER}"
"""Nobody: Slack's ids have at least nine characters."""


def sample(secret: str, text: str, number: int, at: float) -> Received:
    """A direct message of `TESTER`, signed."""
    stamp = f"{at:.6f}"
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": CHANNEL,
        "user": USER,
        "text": text,
        "ts": stamp,
        "event_ts": stamp,
    }
    outer = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number}", "event": event}
    body, timestamp = json.dumps(outer).encode(), str(int(at))
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": sign(secret, timestamp, body),
    }
    return Received("POST", "/webhooks/slack/webhook", headers, body, at)
