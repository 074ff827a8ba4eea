"""Questions about the small shop, by name, each with what its records say."""

from __future__ import annotations

import random
from decimal import Decimal

from bot.scorecard.draw import Draw
from bot.scorecard.judge import Judge
from bot.scorecard.model import Card, Expected, Held, Question, Reply, Verdict
from bot.scorecard.topics import (
    compare,
    details,
    fit,
    policies,
    price,
    recommend,
    reviews,
    shipping,
    sizes,
    stock,
)
from knowledge.model import Money
from tests.scorecard.shop import (
    CHART,
    GILDA,
    GONE,
    LAMP,
    PARKA,
    RETURNS,
    SALE,
    SHOP,
    TEE,
)

DRAW = Draw(SHOP, random.Random(1))
JUDGE = Judge(SHOP)


def rows(*names: str) -> list:
    return [row for row in CHART.rows if row.size in names]


EXPECTED: dict[str, Expected] = {
    "sizes": sizes.expected(TEE, "size"),
    "sizes in red": sizes.expected(TEE, "size", color="Red"),
    "colours": sizes.expected(TEE, "color"),
    "colours, all gone": sizes.expected(GONE, "color"),
    "in stock": stock.expected(TEE, size="S", color="Red"),
    "sold out": stock.expected(TEE, size="M", color="Red"),
    "size sold out": stock.expected(TEE, size="XL"),
    "not made": stock.expected(TEE, color="Black"),
    "not tracked": stock.expected(LAMP, color="Copper"),
    "last piece": stock.expected(PARKA, size="L"),
    "price": price.expected(TEE),
    "price range": price.expected(PARKA),
    "price of M": price.expected(PARKA, size="M"),
    "price on sale": price.expected(SALE),
    "fit": fit.expected(TEE, CHART, rows("M"), "chest"),
    "fit sold out": fit.expected(TEE, CHART, rows("XL"), "chest"),
    "fit outside": fit.expected(TEE, CHART, [], "chest"),
    "shipping": shipping.expected("DE", SHOP.rates_to("DE")),
    "shipping to Malta": shipping.expected("MT", SHOP.rates_to("MT")),
    "express": shipping.expected("DE", SHOP.rates_to("DE"), "express"),
    "no express": shipping.expected("MT", SHOP.rates_to("MT"), "express"),
    "free from": shipping.expected("ES", SHOP.rates_to("ES"), "free"),
    "never free": shipping.expected("MT", SHOP.rates_to("MT"), "free"),
    "not served": Expected("no", Held(), (shipping.not_served("Brazil"),), none_found=True),
    "policy": policies.expected(DRAW, RETURNS),
    "recommend": recommend.expected(SHOP, recommend.Wish("t-shirts", Money(Decimal(30), "EUR"))),
    "recommend nothing": recommend.expected(
        SHOP, recommend.Wish("t-shirts", Money(Decimal(1), "EUR"))
    ),
    "compare": compare.expected(TEE, GILDA),
    "cheaper": compare.expected(TEE, GILDA, cheaper=True),
    "material": details.expected(TEE, "material"),
    "waterproof": details.expected(TEE, "waterproof"),
    "is waterproof": details.expected(PARKA, "waterproof"),
    "reviews": reviews.expected(SHOP, TEE),
    "not stated": Expected("not stated", Held((TEE,)), refuse=True),
    "unknown": Expected("none", Held(any_product=True, phrases=("Zorvane Toaster",)), refuse=True),
}


def verdict(name: str, text: str, *cards: Card) -> Verdict:
    """The verdict on a reply to one question, or to "a + b" as two in one message."""
    expected = tuple(EXPECTED[part] for part in name.split(" + "))
    return JUDGE.verdict(Question(name, ("?",), expected), Reply((text,), cards))[0]
