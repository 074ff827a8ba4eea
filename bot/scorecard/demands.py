"""What a right reply has to say, as functions that find what is missing or turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.scorecard import amounts as money
from bot.scorecard.language import clause_at, clauses, denies, yes_or_no
from bot.scorecard.mentions import SOLD_OUT, bare, is_gone, mentioned, names, offered_and_gone
from bot.scorecard.model import Demand, Flaw, Reading, unsupported, wrong
from bot.scorecard.records import buyable, values
from knowledge.model import Money, Product, Variant
from knowledge.money import format_money


def about(product: Product) -> Demand:
    """The reply names the product, in its text or on a card."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        if not names(reading.text, product) and all(c.id != product.id for c in reading.cards):
            yield wrong(f"does not name {product.title}")

    return demand


def lists(product: Product, option: str, among: Sequence[Variant]) -> Demand:
    """The reply lists what can be had of an option, and offers nothing that is sold out."""
    known = values(product.variants, option)
    can_be_had = set(values(buyable(among), option))

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        offered, gone = offered_and_gone(text, known)
        if not can_be_had and not SOLD_OUT.search(text) and not denies(text):
            yield wrong("does not say that everything is sold out")
        if missing := [value for value in known if value in can_be_had - offered]:
            yield wrong(f"leaves out {', '.join(missing)}")
        if refused := [value for value in known if value in gone & can_be_had]:
            yield wrong(f"denies {', '.join(refused)}")
        if too_many := [value for value in known if value in offered - can_be_had]:
            yield unsupported(f"offers {', '.join(too_many)}")

    return demand


def costs(product: Product, among: Sequence[Variant]) -> Demand:
    """The reply gives the price of these variants, or from which to which price they go."""
    prices = sorted({variant.price for variant in among})
    before = {variant.list_price for variant in among if variant.list_price}
    others = {price for variant in among for price in variant.other_prices}

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        said: list[money.Amount] = []
        for amount in money.amounts(text, prices[0].currency):
            current = money.same(amount.money, {*prices, *others})
            old = money.is_old_price(text, amount) and money.same(amount.money, before)
            if old or not (amount.signed or current):
                continue
            if not current:
                yield wrong(f"states {amount.text}")
            elif denies(clause_at(text, amount.start)):
                yield wrong(f"denies {amount.text}")
            else:
                said.append(amount)
        yield from _whole_range(text, said, prices)

    return demand


def _whole_range(
    text: str, said: Sequence[money.Amount], prices: Sequence[Money]
) -> Iterator[Flaw]:
    """What `said` leaves out of the sorted `prices`, or makes of a single one."""
    stated = {amount.money for amount in said}
    lowest = [amount for amount in said if amount.money == prices[0]]
    least = any(money.is_lower_end(text, amount) for amount in lowest)
    if prices[0] not in stated:
        yield wrong(f"does not state {format_money(prices[0])}")
    elif len(prices) == 1 and least:
        yield wrong(f"calls {format_money(prices[0])} the least price, but it is the only one")
    elif len(prices) > 1 and prices[-1] not in stated and not least:
        yield wrong(f"does not say that the price goes up to {format_money(prices[-1])}")


_OFFERS = re.compile(
    r"\bin stock\b|\bavailable\b|\bon (?:our|the) shelves\b|\b(?:offer(?:ed)?|carry|carried|sell"
    r"|have|make|made)\b"
    r"|\bstock\b"
    r"|\bcan(?: still)?(?: be)? (?:get|got|order|ordered|buy|bought|have|had)\b|\bleft\b"
    r"|\bcomes? in\b|\brange\b|\bready to\b|\bstock (?:of|is)\b|\bin our shop\b"
    r"|\b(?:is|are) there\b"
    r"|\bto be had\b|\bpossible\b",
    re.IGNORECASE,
)
# What is said of a count is not said of whether there is any.
_COUNTS = re.compile(r"\b(?:count|track|how many|keep track)\b", re.IGNORECASE)


def available(product: Product, asked: Sequence[str], *, expected: bool) -> Demand:
    """The reply says whether the product can be had in the values `asked`, and only so.

    Clauses that name other values speak of alternatives.
    """
    own = [v for name in ("size", "color") for v in values(product.variants, name)]
    others = [value for value in own if value not in asked]

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        said = yes_or_no(text) | set(_stances(text, others))
        if not said:
            yield wrong("does not say whether it can be had")
        elif said != {expected}:
            yield wrong(f"says {'yes and no' if len(said) > 1 else 'no' if expected else 'yes'}")

    return demand


def _stances(text: str, others: Sequence[str]) -> Iterable[bool]:
    first = True
    for clause in clauses(text):
        tells = _OFFERS.search(clause) or SOLD_OUT.search(clause)
        if tells and not _COUNTS.search(clause):
            if first or not mentioned(clause, others):
                yield not is_gone(clause)
            first = False


def alternatives(product: Product, among: Sequence[Variant], option: str) -> Demand:
    """Other values that the reply offers can be had."""
    known = values(product.variants, option)
    can_be_had = set(values(buyable(among), option))

    def demand(reading: Reading) -> Iterator[Flaw]:
        offered, _ = offered_and_gone(bare(reading.text, product), known)
        for value in known:
            if value in offered - can_be_had:
                yield unsupported(f"offers {value}")

    return demand
