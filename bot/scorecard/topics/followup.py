"""Second turns that lean on the first."""

from __future__ import annotations

from bot.scorecard.draw import Draw
from bot.scorecard.model import Expected, Question
from bot.scorecard.records import COLOR, SIZE
from bot.scorecard.topics import price, sizes, stock
from knowledge.model import Product

PRICE = ("and how much is it?", "how much is that one?", "What does it cost?", "price?")
SIZES = ("and what sizes does it come in?", "which sizes are there?", "what sizes do you have?")
COLORS = ("which colours are there?", "and what colours does it come in?", "other colours?")
IN_COLOR = ("do you have it in {v}?", "and is it available in {v}?", "Can I get it in {v}?")
IN_SIZE = ("do you have it in size {v}?", "and is it available in {v}?", "is {v} in stock?")


def followup(draw: Draw) -> Question | None:
    """A question about a product, then one that points back at it."""
    product = draw.product(lambda one: bool(one.option_values(SIZE) and one.option_values(COLOR)))
    if product is None:
        return None
    first = draw.rng.choice((sizes.SIZES, sizes.COLORS, price.WORDINGS, ("Tell me about the {t}",)))
    opening = draw.say(first, t=product.title)
    text, expected = _second(draw, product)
    return Question("follow-up", (opening, text), (expected,))


def _second(draw: Draw, product: Product) -> tuple[str, Expected]:
    size = draw.rng.choice(product.option_values(SIZE))
    color = draw.rng.choice(product.option_values(COLOR))
    ways = [
        (IN_SIZE, size, stock.expected(product, size=size)),
        (IN_COLOR, color, stock.expected(product, color=color)),
        (PRICE, "", price.expected(product)),
        (SIZES, "", sizes.expected(product, SIZE)),
        (COLORS, "", sizes.expected(product, COLOR)),
    ]
    wordings, value, expected = draw.rng.choice(ways)
    return draw.say(wordings, keep=[value], v=value), expected
