"""What buyers say of a product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.scorecard.demands import about
from bot.scorecard.draw import Draw
from bot.scorecard.language import clause_at, denies
from bot.scorecard.mentions import bare
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, wrong
from bot.scorecard.records import Records
from knowledge.model import Product

WORDINGS = (
    "How is the {t} rated?",
    "what do people say about the {t}",
    "Are there reviews of the {t}?",
    "is the {t} any good according to buyers",
    "reviews {t}?",
)


def reviews(draw: Draw) -> Question | None:
    """The rating and the reviews of a product that has been rated."""
    product = draw.product(lambda one: one.rating is not None)
    if product is None:
        return None
    text = draw.say(WORDINGS, t=product.title)
    return Question("reviews", (text,), (expected(draw.records, product),))


def expected(records: Records, product: Product) -> Expected:
    """The rating is stated; what is quoted is a review of this product."""
    rating = (product.rating or Decimal(0)).normalize()
    written = records.reviews.get(product.id, ())
    texts = tuple(text for review in written for text in (review.title, review.text))
    counts = {len(written), product.rating_count or 0} - {0}
    spoken = tuple(
        f"{count} {what}" for count in counts for what in ("reviews", "ratings", "review")
    )
    dates = tuple(review.written.isoformat() for review in written if review.written)
    stars = tuple(f"{review.rating} out of 5" for review in written)
    return Expected(
        f"{product.title}: {rating:f} out of 5",
        Held((product,), texts=texts, phrases=(*spoken, *dates, *stars)),
        (about(product), _rating(product, rating)),
    )


def _rating(product: Product, rating: Decimal) -> Demand:
    figure = re.compile(rf"(?<![\w.,$€£¥]){re.escape(f'{rating:f}')}(?:\.0)?(?![\w%]|[.,]\d)")

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        found = figure.search(text)
        if found is None:
            yield wrong(f"does not state the rating {rating:f}")
        elif denies(clause_at(text, found.start())):
            yield wrong(f"denies the rating {rating:f}")

    return demand
