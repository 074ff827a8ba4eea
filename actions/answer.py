"""What an action found out, before it is worded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.context import Context
from knowledge.model import Fact, Money, Product, Variant
from knowledge.money import format_money


@dataclass(frozen=True, slots=True)
class ProductCard:
    """What a channel needs to show a product."""

    id: str
    title: str
    price: Decimal
    currency: str
    image: str
    url: str

    @classmethod
    def of(cls, product: Product, price: Money | None = None) -> ProductCard:
        """The card of `product` at `price`, or at its lowest price."""
        shown = price or min(variant.price for variant in product.variants)
        return cls(
            product.id, product.title, shown.amount, shown.currency, product.image, product.url
        )


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply: what it says and what choosing it sends."""

    title: str
    payload: str

    @classmethod
    def select(cls, product: Product) -> Button:
        """The button that puts `product` in focus."""
        return cls(product.title, "/select_item" + json.dumps({"product": product.id}))


@dataclass(frozen=True, slots=True)
class Answer:
    """A dialogue act with the facts that its wording may and must state.

    `question` is the part of the message that it answers, "" for the whole.
    """

    act: str
    facts: tuple[Fact, ...] = ()
    products: tuple[ProductCard, ...] = ()
    buttons: tuple[Button, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True, init=False)
class Outcome:
    """What to answer, in this order, and what the conversation remembers after it."""

    answers: tuple[Answer, ...]
    context: Context

    def __init__(
        self, answers: Answer | tuple[Answer, ...], context: Context | None = None
    ) -> None:
        """Take one answer or several; nearly every topic gives one."""
        several = answers if isinstance(answers, tuple) else (answers,)
        object.__setattr__(self, "answers", several)
        object.__setattr__(self, "context", context or Context())

    @property
    def answer(self) -> Answer:
        """The first answer."""
        return self.answers[0]


def facts(source: str, **values: str | None) -> tuple[Fact, ...]:
    """Facts of one source; a value of ``None`` or "" is left out."""
    return tuple(Fact(name, value, source) for name, value in values.items() if value)


def lowest_price(variants: Sequence[Variant]) -> Money:
    return min(variant.price for variant in variants)


def price_text(variants: Sequence[Variant]) -> str:
    """The price of these variants, "from" the lowest where they differ."""
    prices = {variant.price for variant in variants}
    lowest = format_money(min(prices))
    return lowest if len(prices) == 1 else f"from {lowest}"
