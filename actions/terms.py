"""A product's own terms: its warranty, whether it can be returned, when it is sent.

Shops that sell many makes write them on the product, and what a page says for all comes after.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, Outcome, ProductCard, facts
from actions.attributes import Stated
from actions.context import Context
from actions.policies import Subject, find_sections, product_meant, quote, quoted
from actions.shop import Shop
from actions.turn import Turn
from knowledge.model import PolicySection, Product

# Attributes go by many names ("warrantyInformation", "returnPolicy"), and some tell it by their
# value alone: "Ships in 2 weeks".
_NAMED = {
    "warranty": re.compile(r"\b(?:warrant|guarant)", re.IGNORECASE),
    "returns": re.compile(r"\b(?:return|non-?return)", re.IGNORECASE),
    "shipping": re.compile(r"\b(?:ship|dispatch|deliver(?:y|ed)|lead.?time)", re.IGNORECASE),
}
_TOLD = {
    "warranty": re.compile(r"\b(?:warranty|guarantee)\b", re.IGNORECASE),
    "returns": re.compile(r"\b(?:return policy|returnable|days? returns?)\b", re.IGNORECASE),
    "shipping": re.compile(
        r"\b(?:ships|ready to ship|leaves (?:us|our|the|in|within))\b", re.IGNORECASE
    ),
}
_DENIES = re.compile(r"\W*(?:no|non|not|none|never|final)\b", re.IGNORECASE)


def of(product: Product, topic: str) -> Stated | None:
    """What the record of `product` states on `topic`, if anything."""
    stated = [Stated(name, value) for name, value in product.attributes.items()]
    named = (one for one in stated if _NAMED[topic].search(one.name.replace("_", " ")))
    told = (one for one in stated if _TOLD[topic].search(one.value))
    return next(named, None) or next(told, None)


def asked(shop: Shop, turn: Turn, context: Context, topic: str) -> tuple[Product, Stated] | None:
    """The product that is asked about, named or in focus, and its own term on `topic`."""
    product = product_meant(shop, turn, context)
    if product is None and context.product:
        product = shop.store.product(context.product)
    stated = of(product, topic) if product else None
    return (product, stated) if product and stated else None


def said(product: Product, stated: Stated) -> Answer:
    """The answer that states it."""
    told = facts(product.source, product=product.title, text=stated.text)
    return Answer("inform_detail", told, (ProductCard.of(product),))


def quote_after(shop: Shop, turn: Turn, context: Context, topic: str, subject: Subject) -> Outcome:
    """State the product's own term, then quote the page that adds to it; else the page alone.

    To "no returns", how to return something would add confusion: only what explains it is said.
    """
    own = asked(shop, turn, context, topic)
    if own is None:
        meant = product_meant(shop, turn, context)
        return quote(shop, turn, context, topic, subject, product=meant)
    product, stated = own
    pages = find_sections(shop, turn.text, subject, product)[:1]
    if explaining := _explaining(shop, stated):
        pages = (explaining,)
    elif _DENIES.match(stated.value):
        pages = ()
    answers = (said(product, stated), *(quoted(page, turn.text, shop.encoder) for page in pages))
    return Outcome(answers, replace(context.about(product.id, topic), pending=None))


def _explaining(shop: Shop, stated: Stated) -> PolicySection | None:
    """The section that says what a term in these very words means."""
    if not _DENIES.match(stated.value):
        return None
    term = stated.value.casefold()
    return next((s for s in shop.store.policy_sections() if term in s.text.casefold()), None)
