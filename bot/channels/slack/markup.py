"""Slack's mrkdwn: text of ours into it, text of shoppers out of it.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re

_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"<(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def escape(text: str) -> str:
    """`text` so that nothing in it is a link, a mention or a channel."""
    return re.sub("[&<>]", lambda match: _ESCAPED[match[0]], text)


def plain(text: str) -> str:
    """What the shopper reads as written: labels of links, no mentions, no entities."""
    said = _SPECIAL.sub(_read, text)
    for character, escaped in reversed(_ESCAPED.items()):
        said = said.replace(escaped, character)
    return re.sub(r"[ \t]+", " ", said).strip()


def _read(match: re.Match[str]) -> str:
    target, label = match["target"], match["label"]
    if target.startswith("@"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        return label or " "
    return label or target.removeprefix("mailto:")
