"""Replies as Messenger messages: texts, generic templates, quick replies.

Source: https://developers.facebook.com/docs/messenger-platform/reference/send-api
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.messaging.keys import notes_of, value_of
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.reply import Card, Choice, Reply
from bot.channels.messaging.texts import shorten, split
from bot.channels.messaging.wording import card_line, is_link, price_of, source_line

PATH = "me/messages"
MAX_TEXT = 2000
MAX_QUICK_REPLIES = 13
MAX_LABEL = 20
MAX_PAYLOAD = 1000
MAX_ELEMENTS = 10
MAX_TITLE = 80
CHOOSE = "Please choose:"

Message = dict[str, Any]


def render(psid: str, replies: Sequence[Reply]) -> Outgoing:
    """The messages to the person with the page-scoped id `psid`."""
    calls = [call for reply in replies for call in _calls(psid, reply)]
    choices = (choice for reply in replies for choice in reply.choices)
    return Outgoing(tuple(calls), notes_of(choices, MAX_PAYLOAD))


def action(psid: str, name: str) -> Call:
    """A sign of life: "typing_on" or "mark_seen"."""
    return Call(PATH, {"recipient": {"id": psid}, "sender_action": name})


def _calls(psid: str, reply: Reply) -> list[Call]:
    choices = _distinct(reply.choices)
    # Labels that had to be cut are told apart by their numbers.
    numbered = any(len(choice.title.strip()) > MAX_LABEL for choice in choices)
    words = [reply.text.strip(), _listed(choices) if numbered else "", source_line(reply)]
    text = "\n\n".join(filter(None, words))
    messages: list[Message] = [{"text": part} for part in split(text, MAX_TEXT)]
    instead = list(messages)
    if reply.cards:
        messages.append(_carousel(reply.cards))
        instead.append({"text": _in_words(reply.cards)})
    if choices and not messages:
        messages, instead = [{"text": CHOOSE}], [{"text": CHOOSE}]
    if choices:
        # Quick replies vanish with the next message, so they go with the last.
        quick = {"quick_replies": [_quick(c, n, numbered) for n, c in enumerate(choices, 1)]}
        messages[-1], instead[-1] = messages[-1] | quick, instead[-1] | quick
    return [_call(psid, *pair) for pair in zip(messages, instead, strict=True)]


def _call(psid: str, message: Message, instead: Message) -> Call:
    """The call; `instead` where Messenger refuses it for a picture or a link."""
    head = {"recipient": {"id": psid}, "messaging_type": "RESPONSE"}
    otherwise = Call(PATH, {**head, "message": instead}, chat=psid) if instead != message else None
    return Call(PATH, {**head, "message": message}, chat=psid, otherwise=otherwise)


def _distinct(choices: Sequence[Choice]) -> list[Choice]:
    titled = {choice.payload: choice for choice in choices if choice.title.strip()}
    return list(titled.values())[:MAX_QUICK_REPLIES]


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(
        f"{number}. {shorten(choice.title, MAX_TITLE)}" for number, choice in enumerate(choices, 1)
    )


def _quick(choice: Choice, number: int, numbered: bool) -> dict[str, str]:  # noqa: FBT001 - of one caller
    title = f"{number}. {choice.title}" if numbered else choice.title
    payload = value_of(choice.payload, MAX_PAYLOAD)
    return {"content_type": "text", "title": shorten(title, MAX_LABEL), "payload": payload}


def _carousel(cards: Sequence[Card]) -> Message:
    elements = [_element(card) for card in cards[:MAX_ELEMENTS]]
    payload = {"template_type": "generic", "elements": elements}
    return {"attachment": {"type": "template", "payload": payload}}


def _element(card: Card) -> dict[str, Any]:
    element: dict[str, Any] = {
        "title": shorten(card.title, MAX_TITLE) or "–",
        # At least one field beside the title is required.
        "subtitle": shorten(price_of(card), MAX_TITLE) or "–",
    }
    if is_link(card.image, secure=True):
        element["image_url"] = card.image
    if is_link(card.url, secure=True):
        element["default_action"] = {"type": "web_url", "url": card.url}
        element["buttons"] = [{"type": "web_url", "url": card.url, "title": "View in shop"}]
    return element


def _in_words(cards: Sequence[Card]) -> str:
    lines = [f"{shorten(card_line(card), 2 * MAX_TITLE)}" for card in cards[:MAX_ELEMENTS]]
    return "\n".join(lines)
