"""Two questions in one message; a right reply answers both."""

from __future__ import annotations

from bot.scorecard.draw import Draw
from bot.scorecard.model import Question
from bot.scorecard.topics import details, fit, policies, price, reviews, shipping, sizes, stock

FIRST = (sizes.sizes, price.price, sizes.colors, stock.stock, details.details, reviews.reviews)
SECOND = (shipping.shipping, policies.policies, fit.fit)
JOINED = ("{a} {b}", "{a} And {b}", "{a} Also, {b}", "{a}\n{b}", "hi! {a} oh and {b}")


def several(draw: Draw) -> Question | None:
    """A question about a product and one about something else."""
    first, second = draw.rng.choice(FIRST)(draw), draw.rng.choice(SECOND)(draw)
    if first is None or second is None:
        return None
    parts = [_ended(question.messages[0]) for question in (first, second)]
    text = draw.rng.choice(JOINED).format(a=parts[0], b=parts[1])
    return Question("two at once", (text,), (*first.expected, *second.expected))


def _ended(text: str) -> str:
    return text if text.rstrip()[-1:] in {"?", ".", "!"} else f"{text}?"
