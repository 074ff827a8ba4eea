"""What shipping costs and how long it takes, by country and method."""

from __future__ import annotations

import re

from bot.scorecard.draw import Draw
from bot.scorecard.model import Expected, Held, Question
from bot.scorecard.shipping_demands import (
    free_from,
    not_served,
    rates_right,
    says_free_from,
    without_method,
)
from knowledge.countries import country_name
from knowledge.model import Money, ShippingRate
from knowledge.money import format_money

COST = (
    "How much is shipping to {c}?",
    "how long does delivery to {c} take?",
    "what does it cost to ship to {c} and how long does it take",
    "shipping to {c}?",
    "do you deliver to {c}, and what does it cost?",
)
EXPRESS = (
    "How much is express delivery to {c}?",
    "do you have express shipping to {c}?",
    "express to {c}, how long and how much?",
)
FREE = (
    "From what amount is shipping to {c} free?",
    "when is delivery to {c} free?",
    "is there free shipping to {c}",
)
SERVED = ("Do you ship to {c}?", "can you deliver to {c}", "how much is delivery to {c}?")
STANDARD_METHOD, EXPRESS_METHOD = "standard", "express"
# Countries that a shop rarely names; those that it does serve are left out.
FAR_AWAY = ("BR", "IN", "ZA", "PE", "KE", "VN", "MN", "BO", "TR", "EG", "NG", "FJ")


def shipping(draw: Draw) -> Question | None:
    """Cost and time to a country, in one method or where it is free."""
    served = [rate for rate in draw.records.rates if rate.cost and rate.country != "*"]
    countries = sorted({rate.country for rate in served})
    if not countries:
        return None
    if draw.chance(0.15):
        return _not_served(draw)
    country = draw.rng.choice(countries)
    rates = draw.records.rates_to(country)
    name = country_name(country)
    way = draw.rng.choice(("cost", "cost", "express", "free"))
    wordings = {"cost": COST, "express": EXPRESS, "free": FREE}[way]
    text = draw.say(wordings, keep=[name], c=name)
    return Question("shipping", (text,), (expected(country, rates, way),))


def _not_served(draw: Draw) -> Question | None:
    named = {rate.country for rate in draw.records.rates}
    refused = [code for code in sorted(named | set(FAR_AWAY)) if code != "*"]
    country = draw.one([code for code in refused if not draw.records.rates_to(code)])
    if country is None:
        return None
    name = country_name(country)
    held = Held(texts=_texts(draw, name))
    said = Expected(f"no delivery to {name}", held, (not_served(name),), none_found=True)
    return Question("shipping", (draw.say(SERVED, keep=[name], c=name),), (said,))


def _texts(draw: Draw, name: str) -> tuple[str, ...]:
    return tuple(s.text for s in draw.records.sections if re.search(rf"\b{name}\b", s.text))


def expected(country: str, rates: tuple[ShippingRate, ...], way: str = "cost") -> Expected:
    """What the rates to one country say to its cost, its express service or free delivery."""
    usual = next((rate for rate in rates if rate.method == STANDARD_METHOD), rates[0])
    express = next((rate for rate in rates if rate.method == EXPRESS_METHOD), None)
    name = country_name(country)
    nothing = (way == "express" and not express) or (way == "free" and not usual.free_from)
    if way == "express":
        demands = [
            rates_right(name, rates, express, usual) if express else without_method(name, rates)
        ]
        answer = _told(express) if express else "no express"
    elif way == "free":
        demands = [says_free_from(name, rates, usual)]
        answer = f"free from {format_money(usual.free_from)}" if usual.free_from else "never free"
    else:
        demands = [rates_right(name, rates, usual, usual)]
        answer = _told(usual)
    held = Held(
        amounts=_amounts(rates),
        phrases=tuple(said for rate in rates for said in _spoken(rate)),
    )
    return Expected(f"{name}: {answer}", held, (*demands, free_from(rates)), none_found=nothing)


def _amounts(rates: tuple[ShippingRate, ...]) -> tuple[Money, ...]:
    return tuple(money for rate in rates for money in (rate.cost, rate.free_from) if money)


def _spoken(rate: ShippingRate) -> tuple[str, ...]:
    """A delivery time as the shop writes it and as it is said, and who brings it."""
    return rate.time, re.sub(r"(?<=\d)\s?[-–—]\s?(?=\d)", " to ", rate.time), rate.carrier


def _told(rate: ShippingRate) -> str:
    return f"{format_money(rate.cost) if rate.cost else 'free'}, {rate.time}"
