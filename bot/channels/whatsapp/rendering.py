"""Replies as WhatsApp messages: texts, buttons, lists.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.messaging.keys import notes_of, value_of
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.reply import Card, Choice, Reply
from bot.channels.messaging.texts import shorten, split
from bot.channels.messaging.wording import card_line, is_link, source_line
from bot.channels.whatsapp.markup import plain

MAX_TEXT = 4096
MAX_BODY = 1024
"""Characters of a text with buttons or a list."""
MAX_BUTTONS = 3
MAX_LABEL = 20
MAX_ROWS = 10
MAX_ROW = 24
MAX_DESCRIPTION = 72
MAX_ID = 200
MAX_CARDS = 10
MAX_TITLE = 120
CHOOSE = "Please choose:"
OPEN_LIST = "Show choices"

Message = dict[str, Any]


def render(path: str, address: Mapping[str, str], replies: Sequence[Reply]) -> Outgoing:
    """The messages to whoever `address` names."""
    messages = [message for reply in replies for message in _messages(reply)]
    choices = (choice for reply in replies for choice in reply.choices)
    calls = tuple(_call(path, address, message) for message in messages)
    return Outgoing(calls, notes_of(choices, MAX_ID))


def template(path: str, address: Mapping[str, str], name: str, language: str) -> Call:
    """What may open a conversation again after the window is closed."""
    content = {"name": name, "language": {"code": language}}
    return _call(path, address, {"type": "template", "template": content})


def typing(path: str, message_id: str) -> Call:
    """Shows the message as read and that an answer is being written."""
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
    return Call(path, {**read, "typing_indicator": {"type": "text"}})


def _call(path: str, address: Mapping[str, str], message: Message) -> Call:
    place = {name: address[name] for name in ("to", "recipient") if name in address}
    head = {"messaging_product": "whatsapp", "recipient_type": "individual", **place}
    return Call(path, {**head, **message}, chat=next(iter(place.values())))


def _messages(reply: Reply) -> list[Message]:
    choices = _distinct(reply.choices)
    words = [plain(reply.text.strip()), _cards(reply.cards), plain(source_line(reply))]
    text = "\n\n".join(filter(None, words))
    if not choices:
        return [_text(part) for part in split(text, MAX_TEXT)]
    parts = split(text or CHOOSE, MAX_TEXT)
    last = split(parts[-1], MAX_BODY)
    texts = [_text(part) for part in (*parts[:-1], *last[:-1])]
    return [*texts, _interactive(last[-1], choices)]


def _text(body: str) -> Message:
    return {"type": "text", "text": {"body": body, "preview_url": "https://" in body}}


def _cards(cards: Sequence[Card]) -> str:
    # As words: a picture that WhatsApp cannot load is only reported after its card is lost.
    lines = [plain(shorten(card_line(card), MAX_TITLE)) for card in cards[:MAX_CARDS]]
    links = [card.url if is_link(card.url) else "" for card in cards[:MAX_CARDS]]
    return "\n".join("\n".join(filter(None, pair)) for pair in zip(lines, links, strict=True))


def _distinct(choices: Sequence[Choice]) -> list[Choice]:
    titled = {choice.payload: choice for choice in choices if choice.title.strip()}
    return list(titled.values())[:MAX_ROWS]


def _interactive(body: str, choices: Sequence[Choice]) -> Message:
    labels = [choice.title.strip() for choice in choices]
    # Labels of buttons have to be distinct, and there is nowhere to put the rest of a long one.
    short = len(set(labels)) == len(labels) and max(map(len, labels)) <= MAX_LABEL
    action = _buttons(choices) if short and len(choices) <= MAX_BUTTONS else _list(choices)
    return {"type": "interactive", "interactive": {"body": {"text": body}, **action}}


def _buttons(choices: Sequence[Choice]) -> dict[str, Any]:
    buttons = [
        {"type": "reply", "reply": {"id": _id(choice), "title": shorten(choice.title, MAX_LABEL)}}
        for choice in choices
    ]
    return {"type": "button", "action": {"buttons": buttons}}


def _list(choices: Sequence[Choice]) -> dict[str, Any]:
    sections = [{"title": "Choices", "rows": [_row(choice) for choice in choices]}]
    return {"type": "list", "action": {"button": OPEN_LIST, "sections": sections}}


def _row(choice: Choice) -> dict[str, str]:
    row = {"id": _id(choice), "title": shorten(choice.title, MAX_ROW)}
    if len(choice.title.strip()) > MAX_ROW:
        row["description"] = shorten(choice.title, MAX_DESCRIPTION)
    return row


def _id(choice: Choice) -> str:
    return value_of(choice.payload, MAX_ID)
