"""What Rasa said in a turn, as every platform renders it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: its label and what choosing it says."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product; `price` is a decimal number, `image` and `url` may be ""."""

    id: str
    title: str
    price: str
    currency: str
    image: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the shopper; any part may be empty, not all of them.

    `sources` are the ids of the records that it rests on, such as "catalog:trail-2".
    """

    text: str = ""
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()


def replies_of(said: Iterable[Mapping[str, Any]]) -> tuple[Reply, ...]:
    """Rasa's messages in order.

    An "answer" that follows a text belongs to it; other `custom` messages are for programs
    and say nothing.
    """
    replies: list[Reply] = []
    for message in said:
        if text := _text(message):
            replies.append(Reply(text, _choices(message)))
        custom = message.get("custom")
        if isinstance(custom, Mapping) and custom.get("type") == "answer":
            last = replies.pop() if replies else Reply()
            replies.append(_with_grounds(last, custom))
    return tuple(reply for reply in replies if reply.text or reply.cards)


def linked(reply: Reply, shop_url: str) -> Reply:
    """`reply` with its cards' addresses within the shop's site made whole; "" leaves them.

    On its own site a shop may write "/products/trail-2"; in a chat that leads nowhere.
    """
    if not shop_url:
        return reply
    cards = [
        replace(card, image=_whole(card.image, shop_url), url=_whole(card.url, shop_url))
        for card in reply.cards
    ]
    return replace(reply, cards=tuple(cards))


def _whole(link: str, shop_url: str) -> str:
    try:
        return link and urljoin(shop_url.rstrip("/") + "/", link)
    except ValueError:
        return ""


def _text(message: Mapping[str, Any]) -> str:
    parts = (message.get(name) for name in ("text", "image", "attachment"))
    return "\n".join(part for part in parts if isinstance(part, str) and part.strip())


def _choices(message: Mapping[str, Any]) -> tuple[Choice, ...]:
    buttons = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
    return tuple(Choice(str(b["title"]), str(b.get("payload") or b["title"])) for b in buttons)


def _with_grounds(reply: Reply, custom: Mapping[str, Any]) -> Reply:
    cards = [_card(product) for product in custom.get("products") or ()]
    sources = [fact["source"] for fact in custom.get("facts") or () if fact.get("source")]
    return replace(
        reply,
        cards=(*reply.cards, *cards),
        sources=tuple(dict.fromkeys((*reply.sources, *sources))),
    )


def _card(product: Mapping[str, Any]) -> Card:
    return Card(
        *(str(product.get(n) or "") for n in ("id", "title", "price", "currency", "image", "url"))
    )
