"""Whether a product can be bought now, in one size or colour or at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import cut, each, focus, recommendations, topics
from actions.answer import Answer, Button, Outcome, ProductCard, facts, lowest_price
from actions.base import ShopAction
from actions.context import Context
from actions.naming import other_kinds
from actions.options import (
    Wanted,
    asked_of,
    buyable,
    carried,
    matching,
    option_name,
    said_before,
    values_of,
)
from actions.phrases import join
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.similar import alike
from actions.turn import Entity, Turn
from actions.values import COLOR, SIZE
from knowledge.model import Availability, Product, Variant

TOPIC = "stock"
# The topic of actions/fit.py, which imports this module.
_FIT = "fit"
# What was asked for and isn't made is pointed at, not repeated (docs/adr/0005).
WANTED = {SIZE: "that size", COLOR: "that colour"}
_GONE = frozenset(["deny_stock", "deny_stock_all"])
# From this many on, how many are left is no news to a shopper.
FEW = 3
_WHICH = re.compile(r"\W*(?:(?:and|so|ok) )*(?:which|what (?:colou?r|size)s?)\b", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:what|which|anything|any) (?:\w+ )?(?:else|others?)\b"
    r".*\b(?:left|there|available|in stock|have|got|colou?rs?|sizes?)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow many\b|\b(?:stock level|stock count)\b", re.IGNORECASE)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Say whether the product, in the size and colour asked for, is in stock."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        if found.described:
            return recommendations.answer(shop, turn, context)
        if context.topic == recommendations.TOPIC and (turn.first(SIZE) or turn.first(COLOR)):
            return recommendations.refine(shop, turn, context)
        return each.answer(shop, found, context, TOPIC)
    product = found.product
    size, color = _asked(shop, product, found.turn, context)
    if listed := _listed(shop, found, size, color, context):
        return listed
    if turn.intent == "ask_back_in_stock" and product.id == context.product:
        size = size or carried(context.options, product, SIZE)
        color = color or carried(context.options, product, COLOR)
    said = _availability(shop, product, size, color)
    if _HOW_MANY.search(turn.text) and said.act == "confirm_stock":
        said = _counted(product, size, color) or said
    if turn.intent == "ask_back_in_stock" and said.act in _GONE:
        said = _no_date(shop, product, said)
    options = {SIZE: size.values[:1], COLOR: color.values[:1]}
    kept = {name: values[0] for name, values in options.items() if values}
    return Outcome(said, context.about(product.id, TOPIC, kept))


def _asked(shop: Shop, product: Product, turn: Turn, context: Context) -> tuple[Wanted, Wanted]:
    """The size and the colour that `turn` asks for, or that were chosen before."""
    size, color = asked_of(shop, product, turn)
    before_size = carried(context.options, product, SIZE)
    before_color = carried(context.options, product, COLOR)
    if product.id == context.product or turn.intent == "refine":
        size = size or (before_size if color else Wanted())
        color = color or (before_color if size else Wanted())
    size = size or said_before(turn, context.options, product)
    if context.topic == _FIT:
        size = size or before_size
    elsewhere = product.id == context.product and context.topic != TOPIC
    if not size and not color and elsewhere:
        # What was chosen beside another question: "teal then, is it washable?".
        return before_size, before_color
    return size, color


def what_else(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What else there is of the product last looked for: "what else is left?"."""
    product = shop.store.product(context.product) if context.product else None
    asks = context.topic == TOPIC and _ELSE.search(turn.text)
    if product is None or not asks or other_kinds(shop, turn.text):
        return None
    kind = COLOR if len(values_of(product.variants, option_name(product, COLOR))) > 1 else SIZE
    size = context.options.get(SIZE) if kind == COLOR else None
    about_it = (Entity("product", product.id), *([Entity(SIZE, size)] if size else []))
    listing = Turn("", "ask_colors" if kind == COLOR else "ask_sizes", about_it)
    return topics.named("sizes")(shop, listing, context)


def next_size(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """Whether the size next to the one asked for last can be had: "and one size bigger?"."""
    product = shop.store.product(context.product) if context.product else None
    size = context.options.get(SIZE, "")
    own = values_of(product.variants, option_name(product, SIZE)) if product else ()
    if product is None or size not in own or turn.first(SIZE) or not cut.is_step(turn.text):
        return None
    step = cut.usual(own, size, turn.text)
    about_it = (Entity("product", product.id), Entity(SIZE, step))
    return answer(shop, Turn("", "ask_stock", about_it), context) if step != size else None


def _listed(
    shop: Shop, found: focus.Focus, size: Wanted, color: Wanted, context: Context
) -> Outcome | None:
    """Which colours there are in one size, or which sizes in one colour, where that is asked."""
    product = found.product
    if product is None or not _WHICH.match(found.turn.text) or bool(size) == bool(color):
        return None
    other = COLOR if size else SIZE
    if len(values_of(product.variants, option_name(product, other))) < 2:
        return None
    asked = replace(found.turn, intent="ask_colors" if size else "ask_sizes")
    about_it = asked.plus(Turn("", entities=(Entity("product", product.id),)))
    return topics.named("sizes")(shop, about_it, context)


def _availability(shop: Shop, product: Product, size: Wanted, color: Wanted) -> Answer:
    unknown = [kind for kind, one in ((SIZE, size), (COLOR, color)) if one.unknown]
    if unknown and not any(shop.store.option_values(kind) for kind in unknown):
        # Records that hold no sizes at all don't say that there are none.
        return not_stated(shop, product)
    if size.unknown or color.unknown:
        return _not_made(product, size, color)
    variants = matching(product, size.values, color.values)
    if not variants:
        return _not_made(product, size, color)
    if not buyable(variants):
        return sold_out(product, size, color)
    if not size and not color and (left := left_of(product)):
        return left
    some_gone = _some_sold_out(product, size, color, variants)
    return some_gone or _in_stock(product, size, color, variants)


def left_of(product: Product) -> Answer | None:
    """In which sizes and colours it can be had, where it cannot in all and a list tells it."""
    left = buyable(product.variants)
    sizes, colors = (values_of(left, option_name(product, kind)) for kind in (SIZE, COLOR))
    each_made = len(left) == max(1, len(sizes)) * max(1, len(colors))
    if len(left) == len(product.variants) or not each_made:
        return None
    return _in_stock(product, Wanted(sizes, join(sizes)), Wanted(colors, join(colors)), left)


def not_stated(shop: Shop, product: Product) -> Answer:
    """Say that the records don't tell, and whom to ask."""
    said = (*facts(product.source, product=product.title), *route(shop))
    return Answer("not_stated", said, (ProductCard.of(product),), (PERSON,))


def _counted(product: Product, size: Wanted, color: Wanted) -> Answer | None:
    """How many there are, where it is asked and they are not few (those are told anyway)."""
    left = [v.stock for v in matching(product, size.values, color.values) if v.stock is not None]
    if sum(left) <= FEW:
        return None
    of = ", ".join([*color.values, *size.values])
    text = f"in stock{f' ({of})' if of else ''}: {sum(left)}"
    said = facts(product.source, product=product.title, text=text)
    return Answer("inform_detail", said, (ProductCard.of(product),))


def _in_stock(product: Product, size: Wanted, color: Wanted, variants: Sequence[Variant]) -> Answer:
    tracked = [v for v in variants if v.availability is Availability.IN_STOCK]
    chosen = tracked or buyable(variants)
    values = {
        "size": join(values_of(chosen, option_name(product, SIZE))) if size else None,
        "color": join(values_of(chosen, option_name(product, COLOR))) if color else None,
    }
    if not tracked:
        return _answer("inform_untracked", product, chosen, **values)
    left = sum(variant.stock or 0 for variant in tracked)
    few = str(left) if len(variants) == 1 and left <= FEW else None
    return _answer("confirm_stock", product, chosen, **values, quantity=few)


def _some_sold_out(
    product: Product, size: Wanted, color: Wanted, variants: Sequence[Variant]
) -> Answer | None:
    """Of several sizes or colours asked for: which can be had and which are sold out."""
    kind, one, other = (SIZE, size, color) if len(size.values) > 1 else (COLOR, color, size)
    available = values_of(buyable(variants), option_name(product, kind))
    gone = [value for value in one.values if value not in available]
    if len(one.values) < 2 or not gone:
        return None
    limit = {SIZE if kind == COLOR else COLOR: join(other.values) or None}
    values = {f"{kind}s": join(available), "sold_out": join(gone), **limit}
    return _answer(f"inform_{kind}s", product, variants, **values)


def _not_made(product: Product, size: Wanted, color: Wanted) -> Answer:
    """Deny without repeating what was asked: a reply states only what the records hold."""
    asked = COLOR if color.unknown or not size.unknown else SIZE
    fixed = size.values if asked == COLOR else color.values
    variants = buyable(matching(product, **{SIZE if asked == COLOR else COLOR: fixed}))
    alternatives = join(values_of(variants, option_name(product, asked)))
    known = {SIZE if asked == COLOR else COLOR: join(fixed) or None}
    denied = {**known, "wanted": WANTED[asked], "alternatives": alternatives}
    return _answer("deny_option", product, product.variants, **denied)


def sold_out(product: Product, size: Wanted, color: Wanted) -> Answer:
    """Say that what was asked for is sold out, and what there is instead."""
    left = buyable(product.variants)
    if not left:
        return _answer("deny_stock_all", product, product.variants)
    size_name, color_name = option_name(product, SIZE), option_name(product, COLOR)
    asked = {"size": join(size.values) or None, "color": join(color.values) or None}
    if size and color:
        # The same size in another colour is nearer to the wish than another size.
        near = values_of(buyable(matching(product, size=size.values)), color_name)
        near = near or values_of(buyable(matching(product, color=color.values)), size_name)
    else:
        near = values_of(left, size_name if size else color_name)
    return _answer("deny_stock", product, left, **asked, alternatives=join(near))


def _no_date(shop: Shop, product: Product, gone: Answer) -> Answer:
    """The records hold no date of the next delivery: say so, and what can be had instead."""
    if any(fact.name == "alternatives" for fact in gone.facts):
        return replace(gone, act="no_restock_date")
    like = [match.product for match in alike(shop, product)]
    source = ", ".join(one.source for one in like)
    titles = join((f"the {one.title}" for one in like), last="or")
    return replace(
        gone,
        act="no_restock_date",
        facts=(*gone.facts, *facts(source, similar=titles)),
        products=(*gone.products, *map(ProductCard.of, like)),
        buttons=tuple(Button.select(one) for one in like),
    )


def _answer(
    act: str, product: Product, variants: Sequence[Variant], **values: str | None
) -> Answer:
    said = facts(product.source, product=product.title, **values)
    return Answer(act, said, (ProductCard.of(product, lowest_price(variants)),))


class ActionStock(ShopAction):
    """Answers `ask_stock` and `ask_back_in_stock`."""

    topic = TOPIC
    answer = staticmethod(answer)
