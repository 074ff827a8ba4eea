"""Two products side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.scorecard import amounts as money
from bot.scorecard.demands import about
from bot.scorecard.draw import Draw
from bot.scorecard.language import clause_at, clauses, denies
from bot.scorecard.mentions import bare, title_pattern
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, unsupported, wrong
from knowledge.model import Money, Product
from knowledge.money import format_money

CHEAPER = (
    "Which is cheaper, the {a} or the {b}?",
    "is the {a} cheaper than the {b}",
    "{a} or {b}, which one costs less?",
)
DIFFERENCE = (
    "What is the difference between the {a} and the {b}?",
    "compare the {a} and the {b}",
    "{a} or {b}?",
    "Can you compare the {a} with the {b}, please?",
)
_LESS = re.compile(
    r"\b(?:cheaper|less expensive|costs less|lower[- ]priced|better value)\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:more expensive|dearer|costs more|higher[- ]priced|pricier)\b", re.IGNORECASE
)
_SAME = re.compile(r"\b(?:same price|cost the same|equally|costs? as much)\b", re.IGNORECASE)
_OTHER = re.compile(r"\bthan\b.*")


def compare(draw: Draw) -> Question | None:
    """Two products of one kind."""
    one = draw.product(lambda product: bool(product.category))
    if one is None:
        return None
    other = draw.product(lambda product: product.category == one.category and product.id != one.id)
    if other is None:
        return None
    wordings = draw.rng.choice((CHEAPER, DIFFERENCE))
    text = draw.say(wordings, t="", a=one.title, b=other.title)
    return Question("comparison", (text,), (expected(one, other),))


def expected(one: Product, other: Product) -> Expected:
    """Both are named, each with its own price, and the cheaper one is called so."""
    lowest = [format_money(lowest_price(product)) for product in (one, other)]
    return Expected(
        f"{one.title} {lowest[0]}, {other.title} {lowest[1]}",
        Held((one, other)),
        (about(one), about(other), _prices(one, other), _cheaper(one, other)),
    )


def lowest_price(product: Product) -> Money:
    """What the cheapest variant costs."""
    return min(variant.price for variant in product.variants)


def _prices(one: Product, other: Product) -> Demand:
    """Prices stand in the order of the titles; `Claims` sees whose they are."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, one, other)
        found = money.amounts(text, lowest_price(one).currency)
        stated = {amount.money for amount in found}
        for product in (one, other):
            if lowest_price(product) not in stated:
                yield wrong(f"does not state {format_money(lowest_price(product))}")
        for amount in found:
            if denies(clause_at(text, amount.start)):
                yield wrong(f"denies {amount.text}")

    return demand


def _cheaper(one: Product, other: Product) -> Demand:
    prices = lowest_price(one), lowest_price(other)

    def demand(reading: Reading) -> Iterator[Flaw]:
        for clause in clauses(reading.text):
            yield from _order(_OTHER.sub("", clause), clause)

    def _order(subject: str, clause: str) -> Iterator[Flaw]:
        less, more = _LESS.search(clause), _MORE.search(clause)
        if _SAME.search(clause) and (prices[0] != prices[1]) != denies(clause):
            yield wrong("calls the prices the same")
        for product, own, its in ((one, *prices), (other, *reversed(prices))):
            named = title_pattern(product).search(subject)
            alone = named and not title_pattern(other if product is one else one).search(subject)
            says_less = bool(less) != denies(clause)
            if alone and (less or more) and says_less != (own < its):
                yield unsupported(f"calls {product.title} {'cheaper' if says_less else 'dearer'}")

    return demand
