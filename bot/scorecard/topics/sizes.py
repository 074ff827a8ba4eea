"""Which sizes and colours a product comes in."""

from __future__ import annotations

from bot.scorecard.demands import about, lists
from bot.scorecard.draw import Draw, Wordings
from bot.scorecard.model import Expected, Held, Question
from bot.scorecard.records import COLOR, SIZE, buyable, values, variants
from knowledge.model import Product

SIZES = (
    "What sizes does the {t} come in?",
    "which sizes do you have for the {t}",
    "{t} - what sizes are there?",
    "Can you tell me the available sizes of the {t}?",
    "sizes {t}?",
    "In which sizes can I get the {t}?",
    "hi, what sizes do you stock in the {t}?",
)
SIZES_IN = (
    "What sizes do you have in {v} for the {t}?",
    "which sizes are there for the {t} in {v}",
    "{t} in {v}, what sizes?",
)
COLORS = (
    "What colours does the {t} come in?",
    "which colors do you have for the {t}",
    "{t}: what colours are available?",
    "Can I get the {t} in different colours?",
    "colours of the {t}?",
)
COLORS_IN = (
    "What colours do you have in size {v} for the {t}?",
    "which colours are there for the {t} in size {v}",
    "{t} in {v}: which colours do you have?",
)


def sizes(draw: Draw) -> Question | None:
    """Which sizes there are, of all colours or of one."""
    return _listing(draw, "sizes", SIZE, COLOR, (SIZES, SIZES_IN))


def colors(draw: Draw) -> Question | None:
    """Which colours there are, of all sizes or of one."""
    return _listing(draw, "colours", COLOR, SIZE, (COLORS, COLORS_IN))


def _listing(
    draw: Draw, topic: str, option: str, other: str, wordings: tuple[Wordings, Wordings]
) -> Question | None:
    product = draw.product(lambda one: bool(one.option_values(option)))
    if product is None:
        return None
    within = draw.one(product.option_values(other)) if draw.chance(0.3) else None
    text = draw.say(wordings[bool(within)], keep=[within or ""], t=product.title, v=within or "")
    wanted = {other: within} if within else {}
    return Question(topic, (text,), (expected(product, option, **wanted),))


def expected(product: Product, option: str, **within: str) -> Expected:
    """What the records say to which sizes or colours there are, within another option."""
    among = variants(product, **within)
    can_be_had = values(buyable(among), option)
    return Expected(
        f"{product.title}: {', '.join(can_be_had) or 'sold out'}",
        Held((product,)),
        (about(product), lists(product, option, among)),
    )
