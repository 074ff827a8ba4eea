"""The topics of the score card."""

from __future__ import annotations

from dataclasses import dataclass

from bot.scorecard.draw import Maker
from bot.scorecard.topics.compare import compare
from bot.scorecard.topics.details import details
from bot.scorecard.topics.fit import fit
from bot.scorecard.topics.followup import followup
from bot.scorecard.topics.policies import policies
from bot.scorecard.topics.price import price
from bot.scorecard.topics.recommend import recommend
from bot.scorecard.topics.reviews import reviews
from bot.scorecard.topics.several import several
from bot.scorecard.topics.shipping import shipping
from bot.scorecard.topics.sizes import colors, sizes
from bot.scorecard.topics.stock import stock
from bot.scorecard.topics.unknown import unknown
from bot.scorecard.topics.unstated import unstated


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of question: what makes one, and with it what a right reply has to say."""

    name: str
    make: Maker


TOPICS = {
    topic.name: topic
    for topic in (
        Topic("sizes", sizes),
        Topic("colours", colors),
        Topic("stock", stock),
        Topic("price", price),
        Topic("fit", fit),
        Topic("shipping", shipping),
        Topic("policy", policies),
        Topic("recommendation", recommend),
        Topic("comparison", compare),
        Topic("details", details),
        Topic("reviews", reviews),
        Topic("not stated", unstated),
        Topic("unknown product", unknown),
        Topic("two at once", several),
        Topic("follow-up", followup),
    )
}
