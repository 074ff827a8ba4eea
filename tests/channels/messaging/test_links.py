from __future__ import annotations

import pytest

from bot.channels.messaging.reply import Card, Reply, linked


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/products/a", "https://shop.example/products/a"),
        ("https://cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("", ""),
        ("http://[", ""),
    ],
)
@pytest.mark.parametrize("shop_url", ["https://shop.example", "https://shop.example/"])
def test_a_link_is_made_whole(link: str, whole: str, shop_url: str) -> None:
    reply = Reply("This one.", cards=(Card("a", "A", "", "", link, link),))
    [card] = linked(reply, shop_url).cards
    assert (card.url, card.image) == (whole, whole)
    assert linked(reply, "") == reply
