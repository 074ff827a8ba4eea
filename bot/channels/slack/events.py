"""What Slack's events and pressed buttons say.

Sources: https://docs.slack.dev/apis/events-api,
https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.slack.markup import plain

_ANSWERED = (None, "file_share")
"""Subtypes that are a person's own new message; the others tell of edits, deletions, joins."""


def body_of(request: Received) -> Mapping[str, Any]:
    """The JSON object in `request`; interactivity puts it into a form's only field.

    Raises `KeyError` or `ValueError` if there is none.
    """
    is_form = request.header("content-type").startswith("application/x-www-form-urlencoded")
    text = parse_qs(request.body.decode())["payload"][0] if is_form else request.body
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("Slack sends objects")  # noqa: TRY004 - it is the body that is wrong
    return body


def incoming(body: Mapping[str, Any]) -> tuple[Incoming, ...]:
    """The events in `body`; none if it asks for no answer.

    Raises `KeyError` where a field is missing that Slack documents.
    """
    match body.get("type"):
        case "event_callback":
            return _message(body)
        case "block_actions":
            return tuple(
                _choice(body, action)
                for action in body["actions"]
                # A button with an address opens it and says nothing.
                if action.get("value")
            )
    return ()


def _message(body: Mapping[str, Any]) -> tuple[Incoming, ...]:
    event = body["event"]
    if not _is_for_us(event) or _is_ours(body, event):
        return ()
    text = plain(str(event.get("text", "")))
    thread = event.get("thread_ts", "")
    if event["type"] == "app_mention":
        # A channel's other readers are spared: the answer goes below the question.
        thread = thread or event["ts"]
    return (
        Incoming(
            "slack",
            str(body["event_id"]),
            _sender(body.get("team_id", ""), event["channel"], event["user"]),
            "media" if event.get("files") else "text",
            text,
            {"channel": str(event["channel"]), "thread": str(thread)},
            at=float(event["ts"]),
            sequence=_microseconds(event["ts"]),
        ),
    )


def _is_for_us(event: Mapping[str, Any]) -> bool:
    """A mention, or a direct message. A channel's other messages are not for the bot."""
    if event.get("subtype") not in _ANSWERED or "edited" in event:
        return False
    is_direct = event["type"] == "message" and event.get("channel_type") == "im"
    # A mention in a direct message comes as a message too.
    is_mention = event["type"] == "app_mention" and not str(event["channel"]).startswith("D")
    return is_direct or is_mention


def _is_ours(body: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    bots = {one.get("user_id") for one in body.get("authorizations", ()) if one.get("is_bot")}
    return "bot_id" in event or event.get("user") in bots or "user" not in event


def _choice(body: Mapping[str, Any], action: Mapping[str, Any]) -> Incoming:
    channel = body["container"]["channel_id"]
    team = (body.get("team") or {}).get("id", "")
    thread = body.get("message", {}).get("thread_ts", "")
    return Incoming(
        "slack",
        f"{body['trigger_id']}:{action['action_id']}",
        _sender(team, channel, body["user"]["id"]),
        "choice",
        str(action["value"]),
        {"channel": str(channel), "thread": str(thread)},
        at=float(action["action_ts"]),
        sequence=_microseconds(action["action_ts"]),
    )


def _sender(team: str, channel: str, user: str) -> str:
    """A person in a channel: what was said in private does not shine through elsewhere."""
    return f"{team}/{channel}/{user}"


def _microseconds(stamp: str) -> int:
    """Slack's "1790000000.000100" as a number that keeps its order."""
    seconds, _, fraction = str(stamp).partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])
