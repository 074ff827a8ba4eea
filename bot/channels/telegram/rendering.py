"""Replies as Telegram messages in its HTML, with inline keyboards."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from bot.channels.messaging.keys import notes_of, value_of
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.reply import Card, Choice, Reply
from bot.channels.messaging.texts import shorten, split, utf16_units
from bot.channels.messaging.wording import card_line, is_link, price_of, source_line

MAX_TEXT = 4096
"""UTF-16 units of a message once its markup is read."""
MAX_DATA = 64
"""Bytes of a button's value."""
MAX_LABEL = 60
"""Characters of a button; Telegram names no limit, a phone shows about forty."""
MAX_CHOICES = 50
MAX_CARDS = 10
MAX_TITLE = 120
MAX_SOURCE = 300
_OFF = {"is_disabled": True}


def render(chat: str, replies: Sequence[Reply]) -> Outgoing:
    """The messages for `chat`, and the payloads that don't fit into their buttons."""
    bodies = [
        {"chat_id": int(chat), "parse_mode": "HTML", **body}
        for reply in replies
        for body in _messages(reply)
    ]
    choices = (choice for reply in replies for choice in reply.choices)
    return Outgoing(tuple(_call(chat, body) for body in bodies), notes_of(choices, MAX_DATA))


def _call(chat: str, body: dict[str, Any]) -> Call:
    """The call; without a picture whose address Telegram won't take."""
    if body["link_preview_options"] == _OFF:
        return Call("sendMessage", body, chat=chat)
    otherwise = Call("sendMessage", {**body, "link_preview_options": _OFF}, chat=chat)
    return Call("sendMessage", body, chat=chat, otherwise=otherwise)


def _messages(reply: Reply) -> list[dict[str, Any]]:
    parts = split(reply.text, MAX_TEXT, utf16_units)
    texts = [_escape(part) for part in parts]
    visible, markup = _foot(reply)
    if markup and parts and utf16_units(parts[-1] + visible) + 2 <= MAX_TEXT:
        texts[-1] += f"\n\n{markup}"
    elif markup:
        texts.append(markup)
    bodies: list[dict[str, Any]] = [{"text": text, "link_preview_options": _OFF} for text in texts]
    if bodies:
        bodies[-1] |= _with_picture(reply.cards) | _keyboard(reply.choices)
    return bodies


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _foot(reply: Reply) -> tuple[str, str]:
    """Cards and sources, as they look and in HTML."""
    cards = reply.cards[:MAX_CARDS]
    source = shorten(source_line(reply), MAX_SOURCE)
    visible = [shorten(card_line(card), MAX_TITLE + 40) for card in cards]
    markup = [_card(card) for card in cards]
    if source:
        visible.append(source)
        markup.append(f"<i>{_escape(source)}</i>")
    return "\n".join(visible), "\n".join(markup)


def _card(card: Card) -> str:
    title = f"<b>{_escape(shorten(card.title, MAX_TITLE))}</b>"
    if is_link(card.url):
        title = f'<a href="{html.escape(card.url)}">{title}</a>'
    price = _escape(price_of(card))
    return f"{title} – {price}" if price else title


def _with_picture(cards: Sequence[Card]) -> dict[str, Any]:
    """The first card's picture above the text, as the preview of a link.

    Unlike `sendPhoto`, a picture that Telegram can't fetch then costs nobody the answer.
    """
    pictures = [card.image for card in cards if is_link(card.image)]
    if not pictures:
        return {}
    shown = {"url": pictures[0], "prefer_large_media": True, "show_above_text": True}
    return {"link_preview_options": shown}


def _keyboard(choices: Sequence[Choice]) -> dict[str, Any]:
    """One button a row: titles of products are long."""
    rows = [
        [{"text": shorten(c.title, MAX_LABEL), "callback_data": value_of(c.payload, MAX_DATA)}]
        for c in choices[:MAX_CHOICES]
        if c.title.strip() and c.payload
    ]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}
