"""What a product costs, as a whole or in one size or colour."""

from __future__ import annotations

from bot.scorecard.demands import about, costs
from bot.scorecard.draw import Draw
from bot.scorecard.model import Expected, Held, Question
from bot.scorecard.records import COLOR, SIZE, variants
from knowledge.model import Product
from knowledge.money import format_money

WORDINGS = (
    "How much is the {t}?",
    "what does the {t} cost",
    "price of the {t}?",
    "What is the price of the {t}, please?",
    "hi! how much do you want for the {t}?",
    "{t} price",
)
VARIANT = (
    "How much is the {t} in {v}?",
    "what does the {t} in {v} cost",
    "price of the {t} in {v}?",
)
# Products with several prices or on sale are few, and they are where replies go wrong.
UNUSUAL = 0.4


def price(draw: Draw) -> Question | None:
    """The price of a product or of one of its variants."""
    unusual = draw.product(_unusual) if draw.chance(UNUSUAL) else None
    product = unusual or draw.product()
    if product is None:
        return None
    option = draw.rng.choice((SIZE, COLOR))
    value = draw.one(product.option_values(option)) if draw.chance(0.3) else None
    wordings = VARIANT if value else WORDINGS
    text = draw.say(wordings, keep=[value or ""], t=product.title, v=value or "")
    wanted = {option: value} if value else {}
    return Question("price", (text,), (expected(product, **wanted),))


def _unusual(product: Product) -> bool:
    return len({variant.price for variant in product.variants}) > 1 or any(
        variant.list_price for variant in product.variants
    )


def expected(product: Product, **wanted: str) -> Expected:
    """What the records say to what these variants cost."""
    among = variants(product, **wanted)
    prices = sorted({variant.price for variant in among})
    ends = dict.fromkeys(format_money(money) for money in (prices[0], prices[-1]))
    return Expected(
        f"{product.title}: {' to '.join(ends)}",
        Held((product,)),
        (about(product), costs(product, among)),
    )
