"""Two products side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.scorecard import amounts as money
from bot.scorecard.claims import prices
from bot.scorecard.demands import about
from bot.scorecard.draw import Draw
from bot.scorecard.language import clause_at, clauses, denies
from bot.scorecard.mentions import bare, title_pattern
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, unsupported, wrong
from bot.scorecard.records import buyable
from bot.scorecard.verbatim import says
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
    r"\b(?:cheape(?:r|st)|less expensive|costs? (?:less|least)|pay (?:less|least)"
    r"|low(?:er|est)(?: in)?[- ]price\w*)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:more expensive|dearer|costs? more|higher[- ]priced|pricier)\b", re.IGNORECASE
)
_SAME = re.compile(
    r"(?<!not )(?<!n't )\b(?:(?:the )?same price|(?:cost|pay|have) the same|(?:costs?|is) as much"
    r"|no difference in price|price is the same|by price they don't differ|neither costs more)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bthan\b.*")


def compare(draw: Draw) -> Question | None:
    """Two products of one kind."""
    one = draw.product(lambda product: bool(product.category))
    if one is None:
        return None
    other = draw.product(lambda product: product.category == one.category and product.id != one.id)
    if other is None:
        return None
    cheaper = draw.chance(0.5)
    text = draw.say(CHEAPER if cheaper else DIFFERENCE, a=one.title, b=other.title)
    return Question("comparison", (text,), (expected(one, other, cheaper=cheaper),))


def expected(one: Product, other: Product, *, cheaper: bool = False) -> Expected:
    """Both are named with something of their own, where `cheaper` was asked with the price.

    Whichever is called the cheaper one has to be it.
    """
    lowest = [format_money(_lowest(product)) for product in (one, other)]
    return Expected(
        f"{one.title} {lowest[0]}, {other.title} {lowest[1]}",
        Held((one, other)),
        (about(one), about(other), _told(one, other, cheaper=cheaper), _cheaper(one, other)),
    )


def _told(one: Product, other: Product, *, cheaper: bool) -> Demand:
    """Something is told of each. `Claims` sees to it that it stands beside its own title."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, one, other)
        found = money.amounts(text, _lowest(one).currency)
        stated = {amount.money for amount in found}
        for product in (one, other):
            priced = any(price in stated for price in prices(product))
            values = () if cheaper else product.attributes.values()
            if not priced and not any(says(text, value) for value in values):
                yield wrong(f"tells nothing of {product.title}")
        for amount in found:
            if denies(_SAME.sub("", clause_at(text, amount.start))):
                yield wrong(f"denies {amount.text}")

    return demand


def _cheaper(one: Product, other: Product) -> Demand:
    def demand(reading: Reading) -> Iterator[Flaw]:
        for clause in clauses(reading.text):
            if _SAME.search(clause) and _lowest(one) != _lowest(other):
                yield wrong("calls the prices the same")
            yield from _ordered(clause, one, other)
            yield from _ordered(clause, other, one)

    return demand


def _ordered(clause: str, product: Product, other: Product) -> Iterator[Flaw]:
    """A clause on `product` alone that calls it cheaper or dearer than it is."""
    less, more = _LESS.search(clause), _MORE.search(clause)
    subject = _OTHER.sub("", clause)
    alone = title_pattern(product).search(subject) and not title_pattern(other).search(subject)
    if not alone or not (less or more):
        return
    says_less = bool(less) != denies(clause)
    if says_less != (_lowest(product) < _lowest(other)) or _lowest(product) == _lowest(other):
        yield unsupported(f"calls {product.title} {'cheaper' if says_less else 'dearer'}")


def _lowest(product: Product) -> Money:
    """What the cheapest variant costs that can be had, or else any."""
    return min(variant.price for variant in buyable(product.variants) or product.variants)
