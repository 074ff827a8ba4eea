"""A reply's cards and sources in words: what a platform shows where it has no form for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from bot.channels.messaging.reply import Card, Reply
from knowledge.model import Money
from knowledge.money import format_money

_SMALL = re.compile(r"an?|and|at|by|do|for|from|in|not|of|on|or|the|to|us|we|with")


def is_link(url: str, *, secure: bool = False) -> bool:
    """Whether a platform can open `url`; one within the shop's site alone it cannot."""
    schemes = "https" if secure else "https?"
    return re.fullmatch(rf"{schemes}://[^\s<>\"|]+", url) is not None


def price_of(card: Card) -> str:
    """The card's price as replies state it ("€89.90"); "" where it has none."""
    try:
        return format_money(Money(Decimal(card.price), card.currency))
    except (InvalidOperation, ValueError, KeyError):
        return ""


def card_line(card: Card) -> str:
    """Title and price in a line: "Trail Runner 2 – €89.90"."""
    return " – ".join(part for part in (card.title, price_of(card)) if part)


def source_line(reply: Reply) -> str:
    """What `reply` rests on, in a shopper's words; "" where its cards say it already."""
    names = list(dict.fromkeys(_names(reply)))
    if not names:
        return ""
    return f"Source{'s' if len(names) > 1 else ''}: {'; '.join(names)}"


def _names(reply: Reply) -> Iterable[str]:
    shown = {f"catalog:{card.id}" for card in reply.cards}
    # A question about several products names them all in one source.
    for source in (part for joined in reply.sources for part in joined.split(", ")):
        kind, _, record = source.partition(":")
        if source in shown:
            continue
        match kind:
            case "policy":
                yield ": ".join(_heading(part) for part in record.split("#") if part)
            case "size-chart":
                yield f"Size chart: {_heading(record)}"
            case "review":
                yield "Reviews"
            case _:
                yield _heading(record or kind)


def _heading(id: str) -> str:
    """An id as a title: "spain-and-portugal" is "Spain and Portugal"."""
    words = re.split(r"[-_\s]+", id.strip("-_ "))
    return " ".join(
        word if i and _SMALL.fullmatch(word) else word[:1].upper() + word[1:]
        for i, word in enumerate(words)
    )
