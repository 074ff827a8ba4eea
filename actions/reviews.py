"""What buyers say of a product: the rating, and a review that answers or is typical."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from actions import each, focus
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.base import ShopAction
from actions.context import Context
from actions.phrases import content_words, stem_set, words
from actions.policies import excerpt
from actions.shop import Shop
from actions.turn import Turn
from indexes.evidence import Sources, find_evidence
from indexes.passages import rank_passages
from knowledge.model import Fact, Product, Review

logger = logging.getLogger(__name__)

TOPIC = "reviews"
_LONGEST = 260
# Words that ask for reviews, whatever they say.
_ANY = stem_set(
    """
    review reviews rating ratings rate rated stars people say said saying think thought customers
    customer buyers buyer shoppers others opinion opinions feedback experience experiences
    comments according reviewer reviewers happy like liked love any good bad best worst honest
    read everyone folks
    """.split()  # noqa: SIM905
)
# How a thing fits is asked for and told in many words.
_FITS = re.compile(
    r"\b(?:runs?|fits?|fitting|come up) (?:\w+ )?(?:small|large|big|tight|narrow|wide|true)"
    r"|true to size|\bsizing\b|\bsize (?:up|down)\b",
    re.IGNORECASE,
)
_FIT_QUESTION = "Do they fit true to size, or are they small, large, narrow or wide?"
_FIT_WORDS = stem_set(["size sizes sizing fit fits fitting small large tight narrow wide"])
_CRITICAL = frozenset(
    "bad worst negative complaint complaints complain dislike wrong problem problems cons".split()  # noqa: SIM905
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """State the rating and quote the review that answers; honest where there is none."""
    found = focus.find(shop, turn, context)
    if found.product is None:
        return each.answer(shop, found, context, TOPIC)
    product = found.product
    said = _said(shop, product, found.turn)
    named = facts(product.source, product=product.title)
    whole = replace(said, facts=(*named, *said.facts), products=(ProductCard.of(product),))
    asked = context.asked if turn.intent == "refine" else found.turn
    return Outcome(whole, replace(context.about(product.id, TOPIC), asked=asked))


def _said(shop: Shop, product: Product, turn: Turn) -> Answer:
    reviews = shop.store.reviews(product.id)
    rated = _rating(product, reviews)
    if not rated:
        return Answer("no_reviews")
    if not reviews:
        return Answer("inform_reviews", rated)
    if not stem_set(content_words(turn.text)) - _ANY and not _FITS.search(turn.text):
        return Answer("inform_reviews", (*rated, _quoted(_chosen(reviews, turn.text))))
    answering = _answering(shop, product, reviews, turn.text)
    if answering is None:
        return Answer("no_review_says", rated)
    return Answer("inform_reviews", (*rated, _quoted(answering)))


def _rating(product: Product, reviews: Sequence[Review]) -> tuple[Fact, ...]:
    """The rating that the record states, or else the mean of its reviews."""
    count = product.rating_count or len(reviews)
    rating = product.rating
    if rating is None and reviews:
        mean = Decimal(sum(review.rating for review in reviews)) / len(reviews)
        rating = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if rating is None or not count:
        return ()
    counted = f"{count} review" if count == 1 else f"{count} reviews"
    return facts(product.source, rating=f"{rating} out of 5", count=counted)


def _chosen(reviews: Sequence[Review], question: str) -> Review:
    """The most critical one where that is asked for, else a typical one, the newest of equals."""
    if _CRITICAL & set(words(question)):
        return min(reviews, key=lambda review: review.rating)
    mean = sum(review.rating for review in reviews) / len(reviews)
    lengths = sorted(len(review.text) for review in reviews)
    usual = lengths[len(lengths) // 2]
    return min(
        reviews, key=lambda one: (abs(one.rating - mean), abs(len(one.text) - usual), one.id)
    )


def _answering(
    shop: Shop, product: Product, reviews: Sequence[Review], question: str
) -> Review | None:
    """The review that answers the question; ``None`` where none speaks of it."""
    fits = bool(_FITS.search(question))
    question = _FIT_QUESTION if fits else question
    try:
        bare = replace(product, attributes={}, tags=(), description="")
        if found := find_evidence(question, Sources(bare, reviews), shop.encoder):
            return next(review for review in reviews if review.source == found.source)
        scores = rank_passages(question, [_text(review) for review in reviews], shop.encoder)
    except Exception:
        logger.exception("reviews cannot be compared: going by their words")
        scores = [0.0] * len(reviews)
    asked = _FIT_WORDS if fits else stem_set(content_words(question)) - _ANY
    spoken = [len(asked & stem_set([_text(review)])) for review in reviews]
    best = max(range(len(reviews)), key=lambda at: (spoken[at], scores[at]))
    return reviews[best] if spoken[best] else None


def _text(review: Review) -> str:
    title = review.title if not review.title or review.title[-1] in ".!?" else f"{review.title}."
    return f"{title} {review.text}".strip()


def _quoted(review: Review) -> Fact:
    return Fact("text", excerpt(_text(review), _LONGEST), review.source)


class ActionReviews(ShopAction):
    """Answers `ask_reviews`."""

    topic = TOPIC
    answer = staticmethod(answer)
