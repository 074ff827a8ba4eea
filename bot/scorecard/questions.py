"""Hundreds of questions from a shop's own records; the same seed asks the same."""

from __future__ import annotations

import random
from collections.abc import Collection

from bot.scorecard.draw import Draw
from bot.scorecard.model import Question
from bot.scorecard.records import Records
from bot.scorecard.table import TOPICS

# So often is a topic asked for a new question before it counts as exhausted.
TRIES = 20


def questions(
    records: Records, count: int, seed: int = 1, topics: Collection[str] = ()
) -> list[Question]:
    """`count` questions in equal shares of the topics, no message twice.

    Fewer where the records do not hold enough to ask about; a topic without records (no
    size charts, no reviews) is left out. Each topic has a chance of its own, so that
    leaving one out changes no question of the others.
    """
    chosen = [topic for name, topic in TOPICS.items() if not topics or name in topics]
    draws = {topic.name: Draw(records, random.Random(f"{seed}/{topic.name}")) for topic in chosen}
    made: list[Question] = []
    asked: set[tuple[str, ...]] = set()
    while chosen and len(made) < count:
        for topic in tuple(chosen):
            drawn = (topic.make(draws[topic.name]) for _ in range(TRIES))
            fresh = next((one for one in drawn if one and one.messages not in asked), None)
            if fresh is None:
                chosen.remove(topic)
            elif len(made) < count:
                asked.add(fresh.messages)
                made.append(fresh)
    return made
