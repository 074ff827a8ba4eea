"""What shipping costs and how long it takes, by country, basket value and method."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions import focus, sending
from actions.answer import Answer, Button, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.carriers import spoken
from actions.context import Context
from actions.options import buyable
from actions.phrases import join, words
from actions.policies import Subject, quote
from actions.shop import Shop
from actions.turn import Turn
from knowledge.cities import cities
from knowledge.countries import country_name
from knowledge.model import Fact, Money, Product, ShippingRate
from knowledge.money import format_money

logger = logging.getLogger(__name__)

TOPIC = "shipping"
STANDARD, EXPRESS, PICKUP = "standard", "express", "pickup"
_SUBJECTS = {
    "ask_customs": Subject("customs, duties and import taxes"),
    "ask_pickup": Subject("pick-up points and collecting an order in the shop"),
    "ask_shipping_policy": Subject("shipping and delivery", usual=False),
}
# Acts that can say for which value of the basket they hold.
_BASKET_ACTS = frozenset(["inform_shipping", "inform_shipping_both", "inform_shipping_free"])
_FOR_THAT = re.compile(
    r"\b(?:for|of|on|with|ship|send|deliver|order|buy)\s+(?:it|that|this|them|these|those)\b",
    re.IGNORECASE,
)
_CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest)\b", re.IGNORECASE)
_FASTEST = re.compile(r"\b(?:fastest|quickest|soonest)\b", re.IGNORECASE)
_DAYS = re.compile(r"\d+")
_SHIPPING = Subject("shipping cost and delivery time by country")


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Answer from the shop's shipping table; without a country, ask for it.

    What the table doesn't hold, such as customs, is quoted from the pages; so is all of it
    where the pages hold no table.
    """
    if context.pending and context.topic == TOPIC:
        asked = context.pending
        turn = replace(turn.plus(asked), text=f"{asked.text} {turn.text}")
    country = _country(shop, turn) or context.country
    if own := sending.own_term(shop, turn, context):
        if country is None:
            return own
        rest = _by_table(shop, turn, own.context, country)
        return Outcome((own.answer, *rest.answers), rest.context)
    if rule := sending.rule(shop, turn, context):
        return Outcome(rule, replace(context, country=country, topic=TOPIC, pending=None))
    if subject := _on_pages(shop, turn):
        page = quote(shop, turn, context, TOPIC, subject, but=_of_others(shop, country))
        served = country and shop.store.shipping_rates(country)
        if page.answer.act != "no_policy" or not served:
            return page
    if turn.intent == "ask_shipping_countries" and not turn.first("country"):
        return _countries(shop, context)
    return _by_table(shop, turn, context, country)


def _country(shop: Shop, turn: Turn) -> str | None:
    """The country that the message names; of cities of one name, the one that is delivered to."""
    said = turn.first("country")
    if said is None:
        return None
    of_city = cities().get(turn.text[said.start : said.end].casefold(), ())
    served = [code for code in of_city if any(r.cost for r in shop.store.shipping_rates(code))]
    return served[0] if served else said.value


def _by_table(shop: Shop, turn: Turn, context: Context, country: str | None) -> Outcome:
    """Cost and time by the shop's table; without a country, ask for it."""
    if country is None:
        waiting = context.waiting(turn, TOPIC)
        return Outcome(Answer("ask_country", buttons=_country_buttons(shop)), waiting)
    remembered = replace(context, country=country, topic=TOPIC, pending=None, asked=turn)
    rates = [rate for rate in shop.store.shipping_rates(country) if rate.cost is not None]
    if not rates:
        return Outcome(_not_served(shop, country), remembered)
    product = _basket_of(shop, turn, context, rates)
    served = _served(turn, country, rates, _price(product).amount if product else None)
    return Outcome(_with_basket(served, product), remembered)


def _on_pages(shop: Shop, turn: Turn) -> Subject | None:
    """What to look for on the pages, where the table does not answer."""
    if turn.intent == "ask_pickup" and turn.first("country") and _offers_pickup(shop):
        return None
    if not shop.store.all_shipping_rates():
        return _SUBJECTS.get(turn.intent, _SHIPPING)
    return _SUBJECTS.get(turn.intent)


def _of_others(shop: Shop, country: str | None) -> frozenset[str]:
    """The sections that tell the rates of other countries, and nothing of this one."""
    rated = {rate.section_id for rate in shop.store.all_shipping_rates()}
    own = shop.store.shipping_rates(country) if country else ()
    return frozenset(rated - {rate.section_id for rate in own})


def _offers_pickup(shop: Shop) -> bool:
    return any(rate.method == PICKUP for rate in shop.store.all_shipping_rates())


def _basket_of(
    shop: Shop, turn: Turn, context: Context, rates: Sequence[ShippingRate]
) -> Product | None:
    """The product whose price is the basket: "how much is shipping for that?"."""
    pointed = context.product if _FOR_THAT.search(turn.text) else None
    product = _named(shop, turn) or (shop.store.product(pointed) if pointed else None)
    if product is None or turn.first("money"):
        return None
    currencies = {rate.cost.currency for rate in rates if rate.cost}
    return product if currencies == {_price(product).currency} else None


def _named(shop: Shop, turn: Turn) -> Product | None:
    """The product that the message names. The table answers without it, so it may fail."""
    try:
        named = focus.named(shop, turn)
    except Exception:
        logger.exception("titles cannot be looked up: no product counts as the basket")
        return None
    return named.product if named else None


def _price(product: Product) -> Money:
    """The lowest price that it can be bought for."""
    return lowest_price(buyable(product.variants) or product.variants)


def _with_basket(said: Answer, product: Product | None) -> Answer:
    """The answer for one product also says for which price it holds, where its act can."""
    if product is None or said.act not in _BASKET_ACTS:
        return said
    basket = facts(product.source, basket=format_money(_price(product)))
    return replace(said, facts=(*said.facts, *basket), products=(ProductCard.of(product),))


def _served(
    turn: Turn, country: str, rates: Sequence[ShippingRate], price: Decimal | None = None
) -> Answer:
    """The cost and time of the method asked for, or of all that there are.

    `price` is that of what is ordered, where the shopper names no value of the basket.
    """
    asked, currency = turn.first("shipping_method"), next(r.cost.currency for r in rates if r.cost)
    said = turn.amount(currency, None, "min", "around")
    basket = price if said is None else said
    method = PICKUP if turn.intent == "ask_pickup" else asked.value if asked else None
    method = _best(turn.text, rates, basket) or method
    by_method = {rate.method: rate for rate in rates}
    usual = by_method.get(STANDARD) or rates[0]
    if method and method not in by_method:
        offered = {"cost": _cost(usual, basket), "time": usual.time}
        return _answer("deny_method", country, [usual], **offered, method=spoken(method))
    if method:
        rate = by_method[method]
        values = {**_rate(rate, basket), "method": spoken(method)}
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


def _best(text: str, rates: Sequence[ShippingRate], basket: Decimal | None) -> str | None:
    """The method that costs least, or takes the shortest time, where one of them is asked for."""
    if _CHEAPEST.search(text):
        return min(rates, key=lambda rate: _amount(rate, basket)).method
    if _FASTEST.search(text) and all(_DAYS.search(rate.time) for rate in rates):
        return min(rates, key=lambda rate: sorted(map(int, _DAYS.findall(rate.time)))[::-1]).method
    return None


def _amount(rate: ShippingRate, basket: Decimal | None) -> Decimal:
    return Decimal(0) if _is_free(rate, basket) or not rate.cost else rate.cost.amount


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
    """Answers all that is asked about shipping, customs and picking up."""

    topic = TOPIC
    answer = staticmethod(answer)
