"""The conversation of the README, over REST, against the running stack."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest

pytestmark = pytest.mark.e2e


def text_of(reply: list[dict[str, Any]]) -> str:
    return "\n".join(part["text"] for part in reply if part.get("text"))


def shown(reply: list[dict[str, Any]]) -> list[str]:
    """The ids of the products on the reply's cards."""
    cards = [part["custom"]["products"] for part in reply if part.get("custom")]
    return [card["id"] for group in cards for card in group]


class Shopper:
    """One shopper who writes one message after another."""

    def __init__(self, stack: Any) -> None:
        self._stack = stack
        self._sender = uuid.uuid4().hex

    def ask(self, text: str) -> list[dict[str, Any]]:
        return list(self._stack.ask(self._sender, text))


@pytest.fixture
def shopper(stack: Any) -> Shopper:
    return Shopper(stack)


def act(reply: list[dict[str, Any]]) -> str:
    return next(part["custom"]["act"] for part in reply if part.get("custom"))


def test_sizes_then_a_colour_then_one_size(shopper: Shopper) -> None:
    sizes = shopper.ask("What sizes does the Trail Runner come in?")
    assert act(sizes) == "inform_sizes"
    assert all(size in text_of(sizes) for size in ("39", "42", "46", "Trail Runner 2"))
    blue = shopper.ask("and in blue?")
    assert act(blue) == "inform_sizes"
    assert "Blue" in text_of(blue)
    one = shopper.ask("do you have it in 42?")
    assert act(one) == "confirm_stock"
    assert "42" in text_of(one)


def test_shipping_to_spain(shopper: Shopper) -> None:
    reply = shopper.ask("how long does shipping to Spain take and what does it cost?")
    assert "€12.90" in text_of(reply)
    assert "4–6 working days" in text_of(reply)
    sources = {f["source"] for part in reply if part.get("custom") for f in part["custom"]["facts"]}
    assert sources == {"policy:shipping#spain-portugal-and-italy"}


def test_a_need_then_cheaper_then_the_second_one(shopper: Shopper) -> None:
    first = shopper.ask("I need waterproof boots for winter under 150 euros")
    assert act(first) == "recommend"
    prices = [Decimal(p["price"]) for p in first[1]["custom"]["products"]]
    assert len(prices) > 1
    assert max(prices) < 150
    cheaper = shopper.ask("something cheaper?")
    cards = cheaper[1]["custom"]["products"]
    assert len(cards) > 1
    assert max(Decimal(card["price"]) for card in cards) < min(prices)
    second = shopper.ask("the second one, which sizes?")
    assert act(second) == "inform_sizes"
    assert shown(second) == [cards[1]["id"]]
    assert cards[1]["title"] in text_of(second)


def test_two_that_fit_are_asked_about_and_the_button_is_understood(shopper: Shopper) -> None:
    asked = shopper.ask("what sizes does the Fjord jacket come in?")
    buttons = asked[0]["buttons"]
    assert [button["title"] for button in buttons] == ["Fjord Parka", "Fjord Shell"]
    assert "Fjord Shell" in text_of(shopper.ask(buttons[1]["payload"]))


@pytest.mark.parametrize(
    "text",
    ["hi", "thanks!", "are you a bot?", "what can you do?", "bye", "what's the weather in Rome?"],
)
def test_small_talk_gets_a_sentence_without_figures(shopper: Shopper, text: str) -> None:
    reply = shopper.ask(text)
    assert text_of(reply)
    assert not any(char.isdigit() for char in text_of(reply))


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "x" * 10_000,
        "boots " * 1_700,
        "😀😀😀",
        "<img src=x onerror=alert(1)><b>boots</b>",
        "'; DROP TABLE products; --",
        "у вас есть ботинки?",
        "你们有靴子吗",
        "/restart",
        "/nonsense{",
        "\x00\x07",
    ],
)
def test_whatever_is_sent_a_polite_sentence_comes_back(shopper: Shopper, text: str) -> None:
    said = text_of(shopper.ask(text))
    assert said
    assert "<img" not in said


def test_reply_without_a_greeting_knows_nothing_of_another_shopper(stack: Any) -> None:
    Shopper(stack).ask("What sizes does the Trail Runner come in?")
    other = Shopper(stack).ask("and in blue?")
    assert "Trail Runner" not in text_of(other)
