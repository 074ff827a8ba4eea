"""Who answers a message: the topic that it was read as, or another that knows better."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import (
    charts,
    compare,
    each,
    extremes,
    fit,
    focus,
    policies,
    recommendations,
    same_page,
    scale,
    sizing,
    stock,
    together,
    topics,
)
from actions.answer import Answer, Outcome
from actions.context import Context
from actions.options import wanted
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import COLOR, SIZE
from actions.wanted import ANYTHING
from actions.yardstick import superlatives
from indexes.errors import IndexMissingError
from knowledge.model import PolicySection

# Acts that ask for a product or could not find one, and those that tell its price.
_NO_PRODUCT = frozenset(["ask_product", "unknown_product"])
_WHICH = frozenset(["clarify_product"])
_WHERE = frozenset(["ask_country"])
# What is asked of a delivery, and the table of rates tells.
_ON_THE_TABLE = re.compile(
    r"\bhow (?:much|long|fast|quick|soon)\b|\b(?:costs?|prices?|fees?|charges?|cheap\w*|rates?)\b",
    re.IGNORECASE,
)
_WAITS = frozenset(["ask_product"])
_WISH, _LIKELY = "ask_recommendation", 0.15
# "Which sizes do you have?" is no question about the shop, whatever its pages say of sizes.
_ONLY_OF_GOODS = frozenset(["sizes", "stock", "fit"])
_PRICES = frozenset(["inform_price", "inform_price_range"])
_ABOUT_GOODS = topics.ABOUT_A_PRODUCT | {"fallback", "followup", "recommendations"}
# "And in UK sizes?" is taken for a question of shipping.
_MAY_BE_SIZES = _ABOUT_GOODS | {"shipping"}
_SEVERAL, _SHIPPING = "several", "shipping"
_WITH_SHIPPING = re.compile(
    r"\b(?:with|incl\w*|plus|and) (?:the )?(?:shipping|delivery|postage)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\b(?:right now|at the moment|currently|in stock|available|(?:still|actually) (?:get|buy))\b",
    re.IGNORECASE,
)
# What a body measure may have been read as, and what recommends.
_MAY_BE_FIT = frozenset("details fallback sizes stock".split())  # noqa: SIM905
# What "the bigger one" is asked of, and not whether it can be had.
_OF_ONE_SIZE = frozenset("ask_compare ask_detail ask_dimensions ask_fit ask_price".split())  # noqa: SIM905
_WISHED = frozenset(["recommend", "recommend_nearest"])
_OF_THE_SHOP = frozenset("orders payment returns shipping warranty".split())  # noqa: SIM905


def answered_by(
    topic: str, answer: topics.Topic, shop: Shop, turn: Turn, context: Context
) -> Outcome:
    """What `answer`, the function of `topic`, tells, or what another one knows better.

    What was taken for a question about a product may be one about the shop: "what does a new
    sole cost?", "how much is it gift wrapped?". The cheapest or lightest of a kind is asked
    for in too many ways for any one topic.
    """
    better = same_page.answer(shop, turn, context) or _at_large(topic, shop, turn, context)
    if better := better or _by_figures(topic, shop, turn, context):
        return better
    told = _of_both(topic, shop, turn, context) or answer(shop, turn, context)
    told = _or_wished(shop, turn, context, told)
    told = _with_named(shop, topic, turn, context, told)
    if topic != _SEVERAL:
        # Its parts were answered one by one.
        told = _with_chosen(shop, turn, _in_their_size(shop, turn, told))
        told = _with_price(shop, topic, turn, told)
    if not _may_be_on_a_page(topic, turn, told):
        return told
    page = policies.sure(shop, turn)
    if page is None or (
        told.answer.act in _PRICES and not _beside_its_name(told.answer, turn, page)
    ):
        return told
    quoted = policies.quoted(page, turn.text, shop.encoder)
    if told.answer.act in _PRICES:
        return Outcome((quoted, *told.answers), told.context)
    return Outcome(quoted, policies.remembered(turn, context))


def _may_be_on_a_page(topic: str, turn: Turn, told: Outcome) -> bool:
    """Whether a page may know better than what was `told`."""
    act = told.answer.act
    if len(told.answers) > 1 or turn.pressed or (act in _WAITS and topic in _ONLY_OF_GOODS):
        return False
    if act in _WHERE:
        return not _ON_THE_TABLE.search(turn.text)
    return act in _NO_PRODUCT | _WHICH | _PRICES


def _with_named(shop: Shop, topic: str, turn: Turn, before: Context, told: Outcome) -> Outcome:
    """`told`, with the product that a question of the shop's rules names at hand after it."""
    if topic not in _OF_THE_SHOP or turn.pressed or told.context.product != before.product:
        return told
    try:
        named = focus.named(shop, turn)
    except IndexMissingError:
        return told
    product = named.product if named else None
    if product is None or product.id == before.product:
        return told
    at_hand = replace(told.context, product=product.id, products=(), options={})
    return Outcome(told.answers, at_hand)


def _with_price(shop: Shop, topic: str, turn: Turn, told: Outcome) -> Outcome:
    """What shipping costs, behind the price of the product at hand: "how much with shipping?"."""
    product = told.context.product
    if topic != _SHIPPING or product is None or not _WITH_SHIPPING.search(turn.text):
        return told
    about_it = Turn("", "ask_price", (Entity("product", product),))
    price = topics.named("price")(shop, about_it, told.context)
    return Outcome((*price.answers, *told.answers), told.context)


def _with_chosen(shop: Shop, turn: Turn, told: Outcome) -> Outcome:
    """`told`, with what is chosen beside a question at hand: "teal then, washable?"."""
    product = shop.store.product(told.context.product) if told.context.product else None
    if product is None or turn.pressed:
        return told
    kinds = (COLOR, SIZE) if told.answer.act in _WISHED else (COLOR,)
    chosen = {kind: wanted(product, kind, turn, ()).values for kind in kinds}
    options = {
        kind: values[0]
        for kind, values in chosen.items()
        if len(values) == 1 and not stem_set(values) <= stem_set([product.title])
    }
    return Outcome(told.answers, replace(told.context, options={**told.context.options, **options}))


def _beside_its_name(said: Answer, turn: Turn, page: PolicySection) -> bool:
    """Whether the message asks, beside the product's name, for what `page` speaks of."""
    title = next((fact.value for fact in said.facts if fact.name == "product"), "")
    asked = stem_set(content_words(turn.text)) - stem_set([title])
    return bool(asked & stem_set([page.title]))


def _of_both(topic: str, shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The answer for each product that is named: "what do the A and the B cost?"."""
    if topic not in each.TOPICS or turn.first("product"):
        return None
    products, spans = compare.side_by_side(shop, turn)
    if not products:
        return None
    ids = tuple(product.id for product in products)
    listed = replace(context, product=None, products=ids, options={}, pending=None)
    meant = focus.Focus(turn.without(spans), candidates=products)
    return each.of_all(shop, meant, listed, topic)


def _or_wished(shop: Shop, turn: Turn, context: Context, told: Outcome) -> Outcome:
    """What is told, or where that only asks back, what "something to clean boots" asks for."""
    likely = any(one.intent == _WISH and one.confidence >= _LIKELY for one in turn.readings)
    wishes = likely and not ANYTHING.isdisjoint(words(turn.text)) and not turn.pressed
    if told.answer.act not in _WHICH | _NO_PRODUCT or not wishes:
        return told
    wished = recommendations.answer(shop, replace(turn, intent=_WISH), context)
    return wished if wished.answer.act == "recommend" else told


def _by_figures(topic: str, shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """Prices asked for together, or the size for a measure that the product's chart is read by."""
    if topic not in _ABOUT_GOODS:
        return None
    if found := together.answer(shop, turn, context):
        return found
    if topic not in _MAY_BE_FIT or not _of_body(turn) or turn.pressed:
        return None
    product = focus.find(shop, turn, context).product
    chart = shop.chart(product) if product else None
    if chart is None or not charts.measured(chart, replace(turn, entities=_of_body(turn))):
        return None
    return fit.answer(shop, replace(turn, intent="ask_fit"), context)


def _of_body(turn: Turn) -> tuple[Entity, ...]:
    """The measures that are said of a part of the body."""
    return tuple(one for one in turn.all("measure") if one.role)


def _in_their_size(shop: Shop, turn: Turn, told: Outcome) -> Outcome:
    """What is recommended, with its size for the measure told, or what of it can be had now."""
    body = _of_body(turn)
    if told.answer.act not in _WISHED or not (body or _NOW.search(turn.text)):
        return told
    if len(told.answers) > 1:
        # What was not understood was asked on as a wish, and this told then.
        return told
    if not body:
        shown = shop.products(told.context.products)
        left = tuple(one for product in shown if (one := stock.left_of(product)))
        return Outcome((*told.answers, *left), told.context)
    answers, options = told.answers, dict(told.context.options)
    for product in shop.products(told.context.products):
        about_it = Turn("", "ask_fit", (Entity("product", product.id), *body))
        chart = shop.chart(product)
        if chart and charts.measured(chart, about_it):
            sized = fit.answer(shop, about_it, told.context)
            answers += sized.answers
            options |= sized.context.options if len(told.context.products) == 1 else {}
    return Outcome(answers, replace(told.context, options=options))


def _extreme(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    if not superlatives(turn.text) or scale.says(turn):
        return None
    return extremes.answer(shop, turn, context)


def _at_large(topic: str, shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """What is asked of a whole kind of goods, however it was read."""
    sizes = _sizes(shop, turn, context) if topic in _MAY_BE_SIZES else None
    if not sizes and topic in _ABOUT_GOODS and not turn.pressed:
        sizes = stock.what_else(shop, turn, context)
    return sizes or (_extreme(shop, turn, context) if topic in _ABOUT_GOODS else None)


def _sizes(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The sizes of a kind of goods, what the size charts say, or the size next to the last."""
    if turn.pressed:
        return None
    if scale.is_asked(shop, turn):
        return scale.answer(shop, turn, context)
    if sizing.is_asked(shop, turn, context):
        return sizing.answer(shop, turn, context)
    return None if turn.intent in _OF_ONE_SIZE else stock.next_size(shop, turn, context)
