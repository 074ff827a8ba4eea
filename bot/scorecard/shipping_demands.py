"""Which cost and time of a reply belong to which way of shipping.

A reply's costs and times are read in order and put together in pairs; the names of methods
between them say whose they are. A pair that no rate has, or that another method has, is
unsupported: "express costs €4.90" where €4.90 is the standard rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.scorecard import amounts as money
from bot.scorecard.language import clause_at, clauses, denies, plain, yes_or_no
from bot.scorecard.model import Demand, Flaw, Reading, unsupported, wrong
from bot.scorecard.verbatim import says
from knowledge.model import ShippingRate
from knowledge.money import format_money

_METHODS = {
    "express": re.compile(r"\bexpress\b", re.IGNORECASE),
    "standard": re.compile(r"\b(?:standard|regular|normal|usual)\b", re.IGNORECASE),
    "pickup": re.compile(r"\bpick-?\s?up\b", re.IGNORECASE),
}
_SHIPS = re.compile(r"\b(?:ship|ships|shipping|deliver\w*|send|sent|express)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\d+(?:\s?(?:-|to)\s?\d+)?\s(?:working |business |week)?(?:days?|weeks?|hours?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Item:
    """A cost, a time or a method's name, where it stands in the text."""

    at: int
    kind: str
    text: str
    rates: tuple[ShippingRate, ...] = ()


def rates_right(
    country: str, rates: Sequence[ShippingRate], asked: ShippingRate, usual: ShippingRate
) -> Demand:
    """The reply gives the cost and time of `asked`; whatever else it gives is in place."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        items = _items(reading.text, rates)
        yield from _misplaced(items, asked, usual)
        if not says(reading.text, country):
            yield wrong(f"does not name {country}")
        told = {rate.method for item in items if item.kind != "method" for rate in item.rates}
        if asked.method not in told:
            yield wrong(f"does not give {format_money(asked.cost) if asked.cost else 'the cost'}")
        yield from _denied(reading.text, items)
        missing = {"cost", "time"} - {i.kind for i in items if asked in i.rates}
        for kind in sorted(missing):
            if not (
                kind == "cost"
                and asked.cost
                and asked.cost.amount == 0
                and money.is_free(reading.text)
            ):
                yield wrong(f"leaves out the {kind}")
        for clause in clauses(reading.text):
            if _claims_free(clause) and not (asked.cost and asked.cost.amount == 0):
                yield wrong("calls it free")

    return demand


def _items(text: str, rates: Sequence[ShippingRate]) -> list[_Item]:
    """Costs, times and methods in the order of the text; thresholds are left out."""
    items = [
        _Item(match.start(), "method", name)
        for name, pattern in _METHODS.items()
        for match in pattern.finditer(text)
    ]
    currency = next((rate.cost.currency for rate in rates if rate.cost), "")
    for amount in money.amounts(text, currency):
        if not money.is_threshold(text, amount):
            fits = tuple(
                rate for rate in rates if money.same(amount.money, [rate.cost] if rate.cost else [])
            )
            items.append(_Item(amount.start, "cost", amount.text, fits))
    for match in _TIME.finditer(text):
        said = _number(match.group())
        fits = tuple(rate for rate in rates if _number(rate.time) == said)
        items.append(_Item(match.start(), "time", match.group(), fits))
    return sorted(items, key=lambda item: item.at)


def _number(time: str) -> str:
    """A time without how it is written: "3-5 days" and "3 to 5 days" are one."""
    return re.sub(r"\s?(?:-|to)\s?", "-", plain(time).casefold()).removesuffix("s")


def _misplaced(items: Sequence[_Item], asked: ShippingRate, usual: ShippingRate) -> Iterator[Flaw]:
    for item in items:
        if item.kind != "method" and not item.rates:
            yield unsupported(f"states {item.text} as the {item.kind}")
    pairs = _pairs([item for item in items if item.kind != "method"])
    owners = _owners(items, pairs, asked, usual)
    for pair, owner in zip(pairs, owners, strict=True):
        own = [{rate.method for rate in item.rates} for item in pair]
        if not set.intersection(*own):
            if all(own):
                yield unsupported(f"puts {' and '.join(item.text for item in pair)} together")
        elif owner and owner not in set.intersection(*own):
            yield unsupported(f"gives {' and '.join(item.text for item in pair)} for {owner}")


def _pairs(items: Sequence[_Item]) -> list[list[_Item]]:
    """Each cost with the time beside it."""
    pairs: list[list[_Item]] = []
    for item in items:
        if pairs and len(pairs[-1]) == 1 and pairs[-1][0].kind != item.kind:
            pairs[-1].append(item)
        else:
            pairs.append([item])
    return pairs


def _owners(
    items: Sequence[_Item],
    pairs: Sequence[Sequence[_Item]],
    asked: ShippingRate,
    usual: ShippingRate,
) -> list[str]:
    """The method of each pair.

    As many methods as pairs: in order. One pair more than methods: the first is of what was
    asked about. Else whoever was named last before it, or within it.
    """
    methods: list[str] = []
    for item in items:
        if item.kind == "method" and (not methods or methods[-1] != item.text):
            methods.append(item.text)
    if len(methods) == len(pairs):
        return methods
    default = asked.method if not methods else usual.method
    if len(methods) == len(pairs) - 1:
        return [default, *methods]
    ends = [pair[-1].at for pair in pairs]
    named = [
        [item.text for item in items if item.kind == "method" and item.at < end] for end in ends
    ]
    return [before[-1] if before else default for before in named]


def _denied(text: str, items: Sequence[_Item]) -> Iterator[Flaw]:
    for item in items:
        if item.kind == "cost" and denies(money.without_free(clause_at(text, item.at))):
            yield wrong(f"denies {item.text}")


def _claims_free(clause: str) -> bool:
    return money.is_free(clause) and not re.search(r"\d", clause) and not denies(clause)


def free_from(rates: Sequence[ShippingRate]) -> Demand:
    """An amount from which shipping is free is one of the rates', never a cost."""
    held = [rate.free_from for rate in rates if rate.free_from]

    def demand(reading: Reading) -> Iterator[Flaw]:
        currency = next((rate.cost.currency for rate in rates if rate.cost), "")
        for amount in money.amounts(reading.text, currency):
            if money.is_threshold(reading.text, amount) and not money.same(amount.money, held):
                yield unsupported(f"states {amount.text} as the amount from which it is free")

    return demand


def says_free_from(country: str, rates: Sequence[ShippingRate], usual: ShippingRate) -> Demand:
    """The reply says from what amount the usual way is free, or that it never is."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = reading.text
        said = [a for a in money.amounts(text, usual.cost.currency if usual.cost else "")
                if money.is_threshold(text, a)]  # fmt: skip
        if not says(text, country):
            yield wrong(f"does not name {country}")
        if usual.free_from and not any(a.money == usual.free_from for a in said):
            yield wrong(f"does not say free from {format_money(usual.free_from)}")
        if not usual.free_from and any(_claims_free(one) for one in clauses(text)):
            yield wrong("calls it free")
        if not usual.free_from and not denies(text) and not _items(text, rates):
            yield wrong("does not say that it is never free")
        for amount in said:
            if denies(money.without_free(clause_at(text, amount.start))):
                yield wrong(f"denies {amount.text}")
        yield from _misplaced(_items(text, rates), usual, usual)

    return demand


def not_served(country: str) -> Demand:
    """The reply says that the shop does not deliver there."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        stances = {not denies(one) for one in clauses(reading.text) if _SHIPS.search(one)}
        if (stances | yes_or_no(reading.text)) != {False}:
            yield wrong("does not say that it is not delivered there")
        if not says(reading.text, country):
            yield wrong(f"does not name {country}")

    return demand


def without_method(country: str, rates: Sequence[ShippingRate]) -> Demand:
    """The reply says that there is no express service there; another one may be named."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        express = [one for one in clauses(reading.text) if _METHODS["express"].search(one)]
        if (
            not express
            or not all(denies(one) for one in express)
            or True in yes_or_no(reading.text)
        ):
            yield wrong("does not say that there is no express delivery")
        if not says(reading.text, country):
            yield wrong(f"does not name {country}")
        items = [item for item in _items(reading.text, rates) if item.text != "express"]
        yield from _misplaced(items, rates[0], rates[0])

    return demand
