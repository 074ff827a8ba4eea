"""What shipping costs and how long it takes, by country, basket value and method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions.answer import Answer, Button, Outcome, facts
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import join, words
from actions.shop import Shop
from actions.turn import Turn
from knowledge.countries import country_name
from knowledge.model import Fact, Money, ShippingRate
from knowledge.money import format_money

TOPIC = "shipping"
STANDARD, EXPRESS = "standard", "express"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer from the shop's shipping table; without a country, ask for it."""
    if context.pending and context.topic == TOPIC:
        turn = turn.plus(context.pending)
    if turn.intent == "ask_shipping_countries" and not turn.first("country"):
        return _countries(shop, context)
    said = turn.first("country")
    country = said.value if said else context.country
    if country is None:
        waiting = context.waiting(turn, TOPIC)
        return Outcome(Answer("ask_country", buttons=_country_buttons(shop)), waiting)
    remembered = replace(context, country=country, topic=TOPIC, pending=None)
    rates = [rate for rate in shop.store.shipping_rates(country) if rate.cost is not None]
    if not rates:
        return Outcome(_not_served(shop, country), remembered)
    return Outcome(_served(turn, country, rates), remembered)


def _served(turn: Turn, country: str, rates: Sequence[ShippingRate]) -> Answer:
    asked, currency = turn.first("shipping_method"), next(r.cost.currency for r in rates if r.cost)
    basket = turn.amount(currency, None, "min", "around")
    method = asked.value if asked else None
    by_method = {rate.method: rate for rate in rates}
    usual = by_method.get(STANDARD) or rates[0]
    if method and method not in by_method:
        offered = {"cost": _cost(usual, basket), "time": usual.time}
        return _answer("deny_method", country, [usual], **offered, method=_spoken(method))
    if method:
        rate = by_method[method]
        values = {**_rate(rate, basket), "method": _spoken(method)}
        return _answer(_act(rate, basket), country, [rate], **values)
    if usual.free_from and basket is None and "free" in words(turn.text):
        free_from = format_money(usual.free_from)
        return _answer("inform_free_shipping", country, [usual], free_from=free_from)
    express = by_method.get(EXPRESS)
    if express is None or express is usual:
        return _answer(_act(usual, basket), country, [usual], **_rate(usual, basket))
    values = {
        **_rate(usual, basket),
        "express_cost": _cost(express, basket),
        "express_time": express.time,
    }
    act = "inform_shipping_free" if _is_free(usual, basket) else "inform_shipping_both"
    values.pop("carrier", None)
    return _answer(act, country, [usual, express], **values)


def _spoken(method: str) -> str:
    return {"pickup": "pick-up point"}.get(method, method)


def _act(rate: ShippingRate, basket: Decimal | None) -> str:
    return "inform_shipping_free" if _is_free(rate, basket) else "inform_shipping"


def _is_free(rate: ShippingRate, basket: Decimal | None) -> bool:
    if rate.cost is not None and rate.cost.amount == 0:
        return True
    return bool(rate.free_from and basket is not None and basket >= rate.free_from.amount)


def _cost(rate: ShippingRate, basket: Decimal | None) -> str:
    cost = rate.cost or Money(Decimal(0), "EUR")
    return format_money(Money(Decimal(0), cost.currency) if _is_free(rate, basket) else cost)


def _rate(rate: ShippingRate, basket: Decimal | None) -> dict[str, str | None]:
    """The facts of one rate. The basket's value is the shopper's figure, so it stays out."""
    free_from = format_money(rate.free_from) if rate.free_from else None
    if _is_free(rate, basket):
        return {"time": rate.time, "free_from": free_from}
    return {
        "cost": _cost(rate, basket),
        "time": rate.time,
        "carrier": rate.carrier or None,
        "free_from": free_from,
    }


def _answer(act: str, country: str, rates: Sequence[ShippingRate], **values: str | None) -> Answer:
    source = rates[0].source
    return Answer(act, facts(source, country=country_name(country), **values))


def _not_served(shop: Shop, country: str) -> Answer:
    rates = shop.store.shipping_rates(country)
    source = rates[0].source if rates else "policy:shipping"
    return Answer("deny_shipping", (Fact("country", country_name(country), source),))


def _countries(shop: Shop, context: Context) -> Outcome:
    served = [rate for rate in shop.store.all_shipping_rates() if rate.cost is not None]
    codes = dict.fromkeys(rate.country for rate in served)
    names = sorted(country_name(code) for code in codes if code != ShippingRate.ANYWHERE_ELSE)
    if not names:
        return Outcome(Answer("no_policy"), replace(context, topic=TOPIC))
    if ShippingRate.ANYWHERE_ELSE in codes:
        names.append("most other countries")
    said = facts(served[0].source, countries=join(names))
    return Outcome(Answer("inform_shipping_countries", said), replace(context, topic=TOPIC))


def _country_buttons(shop: Shop, most: int = 4) -> tuple[Button, ...]:
    served = (rate.country for rate in shop.store.all_shipping_rates() if rate.cost is not None)
    codes = [code for code in dict.fromkeys(served) if code != ShippingRate.ANYWHERE_ELSE]
    return tuple(
        Button(country_name(code), f"Shipping to {country_name(code)}") for code in codes[:most]
    )


class ActionShipping(ShopAction):
    """Answers `ask_shipping` and `ask_shipping_countries`."""

    topic = TOPIC
    answer = staticmethod(answer)
