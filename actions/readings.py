"""What a message may have meant, as buttons in shoppers' words."""

from __future__ import annotations

from collections.abc import Sequence

from actions import topics
from actions.answer import Button
from actions.turn import Reading

MOST_OFFERED = 3
# How many times as likely as the next a reading is that needs no asking.
LEAD = 1.5
# Below this, what seems none of the shop's business may be about a product that is named.
DOUBTFUL = 0.6
# From this confidence on, a reading is worth following where what it is about is named.
LIKELY = 0.1

WISH = "ask_recommendation"
_NO_READING = frozenset(["nlu_fallback", "out_of_scope"])

# By intent: the title on its own, and about one product where one can be asked about.
# Intents that make no sense out of context ("refine", "affirm"), help nobody ("greet") or would
# offend who had no complaint stay out.
_TITLES: dict[str, tuple[str, str]] = {
    "ask_sizes": ("Which sizes there are", "Sizes of the {}"),
    "ask_colors": ("Which colours there are", "Colours of the {}"),
    "ask_fit": ("Which size fits me", "Which size of the {} fits me"),
    "ask_price": ("What it costs", "Price of the {}"),
    "ask_discount": ("Discounts and codes", "Discounts on the {}"),
    "ask_stock": ("Whether it's in stock", "Is the {} in stock?"),
    "ask_back_in_stock": ("When it's back in stock", "When the {} is back in stock"),
    "ask_material": ("What it's made of", "What the {} is made of"),
    "ask_care": ("How to care for it", "How to care for the {}"),
    "ask_dimensions": ("Measurements and weight", "Measurements of the {}"),
    "ask_compatibility": ("What it works with", "What the {} works with"),
    "ask_detail": ("More about a product", "Details of the {}"),
    "ask_product": ("About a product", "About the {}"),
    "ask_compare": ("Compare two products", "Compare the {} with another"),
    "ask_reviews": ("What buyers say", "What buyers say about the {}"),
    "ask_recommendation": ("Help me choose", ""),
    "ask_gift": ("Find a gift", ""),
    "ask_cheaper": ("Something cheaper", "Something cheaper than the {}"),
    "ask_similar": ("Something similar", "Something like the {}"),
    "ask_best_rated": ("What is rated best", ""),
    "ask_best_selling": ("What is most popular", ""),
    "ask_shipping": ("Shipping costs and times", ""),
    "ask_shipping_countries": ("Where you ship to", ""),
    "ask_shipping_policy": ("How shipping works", ""),
    "ask_customs": ("Customs and duties", ""),
    "ask_pickup": ("Picking up an order", ""),
    "ask_returns": ("Returns", ""),
    "ask_exchange": ("Exchanging something", ""),
    "ask_refund": ("Refunds", ""),
    "ask_payment": ("Ways to pay", ""),
    "ask_gift_card": ("Gift cards", ""),
    "ask_warranty": ("Warranty", ""),
    "ask_repair": ("Repairs", ""),
    "ask_contact": ("How to reach you", ""),
    "ask_opening_hours": ("Opening hours", ""),
    "ask_privacy": ("What you store about me", ""),
    "delete_data": ("Delete my data", ""),
    "ask_human": ("Talk to a person", ""),
    "ask_order": ("Where my order is", ""),
    "cancel_order": ("Change or cancel an order", ""),
}


def plain(readings: Sequence[Reading]) -> str | None:
    """The intent of a message that names a product or a kind, where one reading leads clearly.

    A name that no example holds makes all readings less sure; who names a product of the
    shop asks about the shop, whatever they add up to. Readings of one topic don't compete.
    """
    likeliest = best(readings)
    if likeliest is None or not (
        likeliest.intent == WISH or _TITLES.get(likeliest.intent, ("", ""))[1]
    ):
        return None
    topic = topics.BY_INTENT.get(likeliest.intent)
    others = [
        one
        for one in readings
        if one.intent not in _NO_READING and topics.BY_INTENT.get(one.intent) != topic
    ]
    leads = all(likeliest.confidence >= LEAD * other.confidence for other in others)
    return likeliest.intent if leads else None


def is_likely(readings: Sequence[Reading]) -> bool:
    """Whether the best reading is worth following where what it is about is named."""
    found = best(readings)
    return found is not None and found.confidence >= LIKELY


def best(readings: Sequence[Reading]) -> Reading | None:
    """The likeliest reading that is one."""
    known = [one for one in readings if one.intent not in _NO_READING]
    return max(known, key=lambda one: one.confidence, default=None)


def is_doubtful(readings: Sequence[Reading]) -> bool:
    """Whether the likeliest reading, that it is none of the shop's business, is far from sure."""
    return bool(readings) and max(one.confidence for one in readings) < DOUBTFUL


def buttons(readings: Sequence[Reading], product: str = "") -> tuple[Button, ...]:
    """A button for each of the likeliest `readings` that can be asked on their own.

    `product` is the title of the product that the message names, "" for none.
    """
    likeliest = sorted(readings, key=lambda reading: -reading.confidence)
    intents = dict.fromkeys(one.intent for one in likeliest if one.intent in _TITLES)
    return tuple(Button(_title(intent, product), f"/{intent}") for intent in intents)[:MOST_OFFERED]


def _title(intent: str, product: str) -> str:
    alone, about = _TITLES[intent]
    return about.format(product) if product and about else alone
