"""Replies of every kind, for the tests of how platforms show them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.channels.messaging.reply import Card, Choice, Reply

SHOE = Card(
    id="trail-2",
    title="Trail <Runner> & Co",
    price="89.90",
    currency="EUR",
    image="https://shop.example/trail.jpg",
    url="https://shop.example/products/trail-2?a=1&b=2",
)
LOCAL = Card("fell-1", "Fell One", "120.00", "EUR", "/pictures/fell.jpg", "/products/fell-1")
FULL = Reply(
    text="It comes in 41 & 42 <both>.",
    choices=(
        Choice("Blue", '/select_item{"product": "trail-2"}'),
        Choice("Long one", "/select_item" + '{"product": "' + "x" * 200 + '"}'),
    ),
    cards=(SHOE, LOCAL),
    sources=("catalog:trail-2", "policy:shipping#spain-and-portugal"),
)

_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("&<>*_~`|. \n"))
_LONG = st.builds(lambda word, n: f"{word}. " * n, _WORDS, st.integers(1, 400))
_LINKS = st.sampled_from(["", "/a", "https://a.example/b", 'https://a.example/"><', "javascript:1"])
_CARDS = st.builds(
    Card, st.just("id"), _LONG, st.sampled_from(["", "9.90", "x"]), st.just("EUR"), _LINKS, _LINKS
)
_CHOICES = st.builds(Choice, _LONG, _LONG)
REPLIES = st.builds(
    Reply,
    text=_LONG,
    choices=st.lists(_CHOICES, max_size=60).map(tuple),
    cards=st.lists(_CARDS, max_size=12).map(tuple),
    sources=st.lists(st.builds("policy:{}".format, _WORDS), max_size=3).map(tuple),
).filter(lambda reply: reply.text.strip() or reply.cards)


def squeezed(text: str) -> str:
    """`text` without white space: what splitting may change."""
    return "".join(text.split())
