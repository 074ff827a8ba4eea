"""Which sizes and colours a product comes in."""

from __future__ import annotations

from collections.abc import Sequence

from actions import focus
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.base import ShopAction
from actions.context import Context
from actions.options import (
    COLOR,
    SIZE,
    Wanted,
    buyable,
    carried,
    matching,
    option_name,
    values_of,
    wanted,
)
from actions.phrases import join
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import Product, Variant

TOPIC = "sizes"


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """List the sizes (or, asked so, the colours) of the product that `turn` is about."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return focus.ask_back(found, context, TOPIC)
    product = found.product
    if turn.intent == "ask_colors":
        return _colors(shop, product, found.turn, context)
    color = wanted(product, COLOR, found.turn, shop.store.option_values(COLOR))
    if not color and turn.intent != "ask_sizes" and product.id == context.product:
        color = carried(context.options, product, COLOR)
    return _sizes(product, color, context)


def _sizes(product: Product, color: Wanted, context: Context) -> Outcome:
    size_name, color_name = option_name(product, SIZE), option_name(product, COLOR)
    colors = values_of(product.variants, color_name)
    if color.unknown:
        said = facts(product.source, product=product.title, colors=join(colors))
        return _about(product, Answer("deny_color_sizes", said), context)
    variants = matching(product, color=color.values)
    shown, sold_out = _split(variants, size_name)
    color_text = join(color.values) or None
    if not shown and not sold_out:
        return _about(
            product,
            Answer("inform_no_sizes", facts(product.source, product=product.title)),
            context,
        )
    if not shown:
        act, values = "deny_stock", {"color": color_text}
        if not color:
            act, values = "deny_stock_all", {}
    elif len(shown) == 1 and not sold_out:
        act, values = "inform_one_size", {"size": shown[0], "color": color_text}
    else:
        act = "inform_sizes"
        values = {"sizes": join(shown), "color": color_text, "sold_out": join(sold_out)}
    said = facts(product.source, product=product.title, **values)
    options = {COLOR: color.values[0]} if len(color.values) == 1 else {}
    return _about(product, Answer(act, said), context, options)


def _colors(shop: Shop, product: Product, turn: Turn, context: Context) -> Outcome:
    size = wanted(product, SIZE, turn, shop.store.option_values(SIZE), shop.chart(product))
    shown, sold_out = _split(matching(product, size=size.values), option_name(product, COLOR))
    size_text = join(size.values) or None
    if size.unknown:
        sizes = join(values_of(product.variants, option_name(product, SIZE)))
        act, values = "deny_option", {"alternatives": sizes or None}
    elif not shown and not sold_out:
        act, values = "inform_no_colors", {}
    elif not shown:
        act, values = "deny_stock", {"size": size_text}
        if not size:
            act, values = "deny_stock_all", {}
    elif len(shown) == 1 and not sold_out and not size:
        act, values = "inform_one_color", {"color": shown[0]}
    else:
        act = "inform_colors"
        values = {"colors": join(shown), "size": size_text, "sold_out": join(sold_out)}
    said = facts(product.source, product=product.title, **values)
    options = {SIZE: size.values[0]} if len(size.values) == 1 else {}
    return _about(product, Answer(act, said), context, options)


def _split(
    variants: Sequence[Variant], name: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The option's values that can be bought, and those that are sold out."""
    everything = values_of(variants, name)
    available = values_of(buyable(variants), name)
    return available, tuple(value for value in everything if value not in available)


def _about(
    product: Product, said: Answer, context: Context, options: dict[str, str] | None = None
) -> Outcome:
    answer_with_card = Answer(said.act, said.facts, (ProductCard.of(product),))
    return Outcome(answer_with_card, context.about(product.id, TOPIC, options))


class ActionSizes(ShopAction):
    """Answers `ask_sizes` and `ask_colors`."""

    topic = TOPIC
    answer = staticmethod(answer)
