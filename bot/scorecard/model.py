"""What the score card speaks of: questions, replies, flaws and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from knowledge.model import Money, Product


class Verdict(Enum):
    """How a reply stands to the records.

    `WRONG`: says something else than the records, or not what was asked. `UNSUPPORTED`:
    states a value that the records do not hold for what was asked. `SILENT`: no text, an
    error or no reply in time. `REFUSED`: does not answer although the records do.
    """

    RIGHT = "right"
    WRONG = "wrong"
    UNSUPPORTED = "unsupported"
    SILENT = "silent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One reason why a reply is not right."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product as the channel shows it beside the text."""

    id: str
    title: str
    price: Money | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back to one message: texts, product cards, or what went wrong."""

    texts: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    seconds: float = 0.0
    error: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @classmethod
    def from_rest(cls, messages: list[dict[str, Any]], seconds: float = 0.0) -> Reply:
        """Read the messages of Rasa's REST channel; facts are left aside, they are no records."""
        texts = tuple(str(message["text"]) for message in messages if message.get("text"))
        custom = (message.get("custom") for message in messages)
        groups = (found.get("products") for found in custom if isinstance(found, Mapping))
        cards = tuple(_card(card) for group in groups for card in group or ())
        return cls(texts, cards, seconds)


def _card(value: Mapping[str, Any]) -> Card:
    money = None
    if value.get("price") is not None:
        money = Money(Decimal(str(value["price"])), str(value.get("currency", "")))
    return Card(str(value.get("id", "")), str(value.get("title", "")), money)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply as the demands read it: plain quotes, dashes and spaces."""

    text: str
    cards: tuple[Card, ...] = ()


Demand = Callable[[Reading], Iterable[Flaw]]


@dataclass(frozen=True, slots=True)
class Held:
    """What a reply may state.

    `products`: their own sizes, colours, prices and attributes, each beside its title.
    `any_product`: so may any other product that the reply names. `texts` are the shop's
    own words, which may be quoted, `amounts` are sums of money and `phrases` other values,
    such as delivery times. `left` is how many pieces there are of what was asked.
    """

    products: tuple[Product, ...] = ()
    any_product: bool = False
    texts: tuple[str, ...] = ()
    amounts: tuple[Money, ...] = ()
    phrases: tuple[str, ...] = ()
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What the records say to a question.

    `answer` says it for people. `demands` find what a reply lacks or gets wrong. Where the
    records say nothing, `refuse` makes not knowing the right answer; `none_found` lets a
    reply say that nothing was found without counting it as a refusal.
    """

    answer: str
    held: Held
    demands: tuple[Demand, ...] = ()
    refuse: bool = False
    none_found: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One conversation; the reply to its last message is judged.

    `expected` has one entry for each question that the last message asks.
    """

    topic: str
    messages: tuple[str, ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with all replies of its conversation and what became of the last one."""

    question: Question
    replies: tuple[Reply, ...]
    verdict: Verdict
    flaws: tuple[Flaw, ...] = ()

    @property
    def seconds(self) -> tuple[float, ...]:
        return tuple(reply.seconds for reply in self.replies if not reply.error)


def wrong(reason: str) -> Flaw:
    """A flaw that makes a reply wrong."""
    return Flaw(Verdict.WRONG, reason)


def unsupported(reason: str) -> Flaw:
    """A flaw that makes a reply unsupported."""
    return Flaw(Verdict.UNSUPPORTED, reason)
