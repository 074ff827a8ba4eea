"""Discounts: codes as the pages tell them, and what is on sale as the records have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import focus
from actions.answer import Answer, Outcome, ProductCard, facts, lowest_price, price_text
from actions.base import ShopAction
from actions.context import Context
from actions.current import vocabulary
from actions.options import buyable
from actions.phrases import POINTING, content_words, stem_set, words
from actions.policies import Subject, find_sections, quoted, sure
from actions.reach import route
from actions.shop import Shop
from actions.turn import Turn
from knowledge.criteria import Criteria
from knowledge.model import Fact, Money, PolicySection, Product
from knowledge.money import format_money

TOPIC = "discounts"
MOST_SHOWN = 3
_CODES = Subject("discount codes and newsletter discount")
_OTHERS = Subject("discount codes and newsletter discount", usual=False)
_SALES = Subject("when there are sales and reduced items")
_ON_SALE = frozenset(
    "sale sales reduced discounted clearance outlet deal deals bargain bargains offers".split()  # noqa: SIM905
)
_NOT_NOW = frozenset("when next often code codes coupon voucher newsletter price-match".split())  # noqa: SIM905
# Discounts for some: that others get one is no answer to who asks for these.
_FOR_SOME = stem_set(
    """
    student students teacher teachers apprentice military veteran veterans army nhs nurse nurses
    doctor healthcare senior seniors pensioner pensioners birthday referral refer friend friends
    loyalty member members membership bulk wholesale employee staff influencer affiliate cashback
    friday cyber christmas match newsletter
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Reduced:
    """A product with what is paid for it now, and what was before."""

    product: Product
    price: Money
    before: Money


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Tell about a product's sale price, what is on sale, or the discounts on the pages."""
    said = set(words(turn.text))
    if not said & _ON_SALE or said & _NOT_NOW or stem_set(said) & _FOR_SOME:
        return Outcome(_codes(shop, turn), replace(context, topic=TOPIC, pending=None, asked=turn))
    if meant := _product(shop, turn, context):
        return Outcome(_sale_of(meant), context.about(meant.id, TOPIC))
    asked = on_sale(shop, turn)[:MOST_SHOWN]
    found = asked or on_sale(shop, replace(turn, text="", entities=()))[:MOST_SHOWN]
    if not found:
        pages = find_sections(shop, turn.text, _SALES)[:1]
        answers = (Answer("nothing_on_sale"), *_quotes(shop, turn, *pages))
        return Outcome(answers, replace(context, topic=TOPIC, pending=None))
    ids = tuple(one.product.id for one in found)
    chosen = ids[0] if len(ids) == 1 else None
    cards = tuple(ProductCard.of(one.product, one.price) for one in found)
    listed = Answer("inform_on_sale", _listed(found), cards)
    return Outcome(
        (listed,) if asked else (Answer("none_such_on_sale"), listed),
        replace(context, product=chosen, products=ids, options={}, topic=TOPIC, pending=None),
    )


def on_sale(shop: Shop, turn: Turn) -> list[Reduced]:
    """What is on sale and can be bought, of the kind and within the budget said; cheapest first."""
    limit = turn.amount(shop.currency, "max", None)
    ids = shop.store.matching(Criteria(reduced=True, in_stock=True, max_price=limit))
    kinds = vocabulary(shop.store).of_kinds(stem_set(content_words(turn.text)))
    products = shop.store.products(id_ for id_ in ids if kinds is None or id_ in kinds)
    found = (_reduced(product) for product in products)
    return sorted((one for one in found if one), key=lambda one: (one.price, one.product.id))


def _reduced(product: Product) -> Reduced | None:
    """The cheapest variant that is reduced and not sold out."""
    offers = [
        Reduced(product, variant.price, variant.list_price)
        for variant in buyable(product.variants)
        if variant.list_price and variant.list_price > variant.price
    ]
    return min(offers, key=lambda offer: offer.price, default=None)


def _product(shop: Shop, turn: Turn, context: Context) -> Product | None:
    """The one product asked about: named, or pointed at and in focus."""
    if named := focus.named(shop, turn):
        return named.product
    points = POINTING & set(words(turn.text))
    return shop.store.product(context.product) if points and context.product else None


def reduction(product: Product) -> Answer | None:
    """What it costs now and did before, where it is reduced."""
    found = _reduced(product)
    if found is None:
        return None
    prices = {"price": format_money(found.price), "was": format_money(found.before)}
    said = facts(product.source, product=product.title, **prices)
    return Answer("inform_sale", said, (ProductCard.of(product, found.price),))


def _sale_of(product: Product) -> Answer:
    if reduced := reduction(product):
        return reduced
    offered = buyable(product.variants) or product.variants
    said = facts(product.source, product=product.title, price=price_text(offered))
    return Answer("deny_sale", said, (ProductCard.of(product, lowest_price(offered)),))


def _listed(found: Sequence[Reduced]) -> tuple[Fact, ...]:
    said: tuple[Fact, ...] = ()
    for position, one in enumerate(found, start=1):
        values = {
            f"product_{position}": one.product.title,
            f"price_{position}": format_money(one.price),
            f"was_{position}": format_money(one.before),
        }
        said += facts(one.product.source, **values)
    return said


def _codes(shop: Shop, turn: Turn) -> tuple[Answer, ...]:
    """What the pages say; where they know no such discount, that, and which they know."""
    asked_for = stem_set(words(turn.text)) & _FOR_SOME
    pages = find_sections(shop, turn.text, _CODES if _is_plain(turn) else _OTHERS)
    said = [page for page in pages if asked_for & stem_set([*page.title_path, page.text])]
    if pages and (said or not asked_for or sure(shop, turn)):
        return _quotes(shop, turn, *(said or pages))
    return (Answer("no_discount", route(shop)), *_quotes(shop, turn, *pages[:1]))


def _is_plain(turn: Turn) -> bool:
    """Whether any code will do: "promo code?"."""
    return bool(stem_set(words(turn.text)) & stem_set(["code codes coupon coupons discount promo"]))


def _quotes(shop: Shop, turn: Turn, *pages: PolicySection) -> tuple[Answer, ...]:
    return tuple(quoted(page, turn.text, shop.encoder) for page in pages)


class ActionDiscounts(ShopAction):
    """Answers `ask_discount`."""

    topic = TOPIC
    answer = staticmethod(answer)
