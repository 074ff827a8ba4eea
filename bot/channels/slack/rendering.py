"""Replies as Slack messages in Block Kit.

Source: https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.reply import Card, Choice, Reply
from bot.channels.messaging.texts import shorten, split
from bot.channels.messaging.wording import card_line, is_link, price_of, source_line
from bot.channels.slack.markup import escape

MAX_SECTION = 3000
"""Characters of a section's text, after escaping."""
MAX_BLOCKS = 50
MAX_BUTTONS = 25
MAX_LABEL = 75
MAX_VALUE = 2000
MAX_LINK = 2000
MAX_CARDS = 10
MAX_TITLE = 200
MAX_LINE = 300
"""Characters of a card in a notice, after escaping."""

Block = dict[str, Any]


def render(address: Mapping[str, str], replies: Sequence[Reply]) -> Outgoing:
    """The messages for a channel, in its thread where there is one."""
    place = {"channel": address["channel"]}
    if address.get("thread"):
        place["thread_ts"] = address["thread"]
    bodies = [{**place, **body} for reply in replies for body in _messages(reply)]
    return Outgoing(tuple(_call(body) for body in bodies))


def _call(body: dict[str, Any]) -> Call:
    """The call; without pictures where Slack can't load one of them and refuses it all."""
    plain = [
        {key: value for key, value in block.items() if key != "accessory"}
        for block in body["blocks"]
    ]
    chat = body["channel"]
    if plain == body["blocks"]:
        return Call("chat.postMessage", body, chat=chat)
    otherwise = Call("chat.postMessage", {**body, "blocks": plain}, chat=chat)
    return Call("chat.postMessage", body, chat=chat, otherwise=otherwise)


def _messages(reply: Reply) -> list[dict[str, Any]]:
    """Bodies with blocks, and with text for notices and screen readers."""
    texts = split(reply.text, MAX_SECTION, _length)
    lines = [shorten(card_line(card), MAX_LINE, _length) for card in reply.cards[:MAX_CARDS]]
    words = escape("\n".join([*texts[:1], *lines])) or "…"
    blocks = [_section(escape(text)) for text in texts]
    blocks += [_card(card) for card in reply.cards[:MAX_CARDS]]
    blocks += _buttons(reply.choices)
    if source := source_line(reply):
        blocks.append({"type": "context", "elements": [_markdown(escape(shorten(source, 300)))]})
    quiet = {"unfurl_links": False, "unfurl_media": False}
    return [
        {"text": words, "blocks": blocks[start : start + MAX_BLOCKS], **quiet}
        for start in range(0, len(blocks), MAX_BLOCKS)
    ]


def _length(text: str) -> int:
    """As Slack counts."""
    return len(escape(text))


def _markdown(text: str) -> dict[str, Any]:
    # Verbatim: Slack is not to make links and mentions of what looks like them.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _section(text: str) -> Block:
    return {"type": "section", "text": _markdown(text)}


def _card(card: Card) -> Block:
    title = escape(shorten(card.title, MAX_TITLE))
    if is_link(card.url) and len(card.url) <= MAX_LINK:
        title = f"<{escape(card.url)}|{title}>"
    price = escape(price_of(card))
    block = _section(f"*{title}*\n{price}" if price else f"*{title}*")
    if is_link(card.image, secure=True) and len(card.image) <= MAX_LINK:
        alt = shorten(card.title, MAX_TITLE)
        block["accessory"] = {"type": "image", "image_url": card.image, "alt_text": alt}
    return block


def _buttons(choices: Sequence[Choice]) -> list[Block]:
    fitting = [choice for choice in choices if choice.title.strip() and _fits(choice)]
    elements = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": shorten(choice.title, MAX_LABEL)},
            "action_id": f"choice_{number}",
            "value": choice.payload,
        }
        for number, choice in enumerate(fitting[:MAX_BUTTONS])
    ]
    return [{"type": "actions", "elements": elements}] if elements else []


def _fits(choice: Choice) -> bool:
    return 0 < len(choice.payload) <= MAX_VALUE
