"""Which sizes and colours a product comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions import details, each, focus, recommendations, scale, stock
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.base import ShopAction
from actions.context import Context
from actions.options import (
    Wanted,
    buyable,
    carried,
    matching,
    option_name,
    said_before,
    values_of,
    wanted,
)
from actions.phrases import join, words
from actions.shop import Shop
from actions.stock import WANTED, not_stated
from actions.turn import Turn
from actions.values import COLOR, SIZE
from knowledge.model import Product, Variant

TOPIC = "sizes"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """List the sizes (or, asked so, the colours) of the product that `turn` is about."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        if found.described and turn.first(SIZE) and turn.intent == "ask_sizes":
            # "Do your boots go up to 47?"
            return recommendations.answer(shop, replace(turn, intent="ask_recommendation"), context)
        at_large = scale.answer(shop, turn, context) if found.described else None
        return at_large or each.answer(shop, found, context, TOPIC)
    product = found.product
    if turn.intent == "ask_colors":
        sizes = shop.store.option_values(SIZE)
        size = wanted(product, SIZE, found.turn, sizes, shop.chart(product))
        size = size or said_before(turn, context.options, product)
        return _listed(product, COLOR, size, context)
    if said_before(turn, context.options, product):
        return stock.answer(shop, turn, context)
    if not option_name(product, SIZE) and (said := _how_big(shop, product, found.turn)):
        return Outcome(said, context.about(product.id, TOPIC))
    color = wanted(product, COLOR, found.turn, shop.store.option_values(COLOR))
    if not color and turn.intent != "ask_sizes" and product.id == context.product:
        color = carried(context.options, product, COLOR)
    return _listed(product, SIZE, color, context)


def _how_big(shop: Shop, product: Product, turn: Turn) -> Answer | None:
    """The size of what isn't made in several; that there are none is told by no record."""
    recorded = bool(shop.store.option_values(SIZE))
    if recorded or "sizes" not in words(turn.text):
        said = details.about(shop, product, replace(turn, intent="ask_dimensions"))
        if said.act == "inform_detail":
            return said
    return None if recorded else not_stated(shop, product)


def _listed(product: Product, kind: str, within: Wanted, context: Context) -> Outcome:
    """List the values of `kind`; `within` is what was asked of the other option."""
    other = COLOR if kind == SIZE else SIZE
    variants = matching(product, **{other: within.values})
    shown, sold_out = _split(variants, option_name(product, kind))
    limit = {other: join(within.values) or None}
    values: dict[str, str | None] = {}
    if within.unknown:
        known = values_of(product.variants, option_name(product, other))
        act, values = "deny_option", {"wanted": WANTED[other], "alternatives": join(known)}
    elif not shown and not sold_out:
        act = f"inform_no_{kind}s"
    elif not shown:
        act, values = ("deny_stock", limit) if within else ("deny_stock_all", {})
    elif len(shown) == 1 and not sold_out and not (within and kind == COLOR):
        act, values = f"inform_one_{kind}", {kind: shown[0], **limit}
    else:
        act = f"inform_{kind}s"
        values = {f"{kind}s": join(shown), **limit, "sold_out": join(sold_out)}
    said = facts(product.source, product=product.title, **values)
    options = {other: within.values[0]} if len(within.values) == 1 else {}
    answered = Answer(act, said, (ProductCard.of(product),))
    return Outcome(answered, context.about(product.id, TOPIC, options))


def _split(
    variants: Sequence[Variant], name: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The option's values that can be bought, and those that are sold out."""
    everything = values_of(variants, name)
    available = values_of(buyable(variants), name)
    return available, tuple(value for value in everything if value not in available)


class ActionSizes(ShopAction):
    """Answers `ask_sizes` and `ask_colors`."""

    topic = TOPIC
    answer = staticmethod(answer)
