"""What shoppers of the demo shop say in the benchmark: every topic, with follow-ups."""

from __future__ import annotations

from itertools import chain, islice, repeat

TALK = (
    "Hello",
    "What sizes does the Trail Runner come in?",
    "and in blue?",
    "do you have it in 42?",
    "how much is it?",
    "My foot is 26.5 cm long, which size fits me?",
    "how long does shipping to Spain take and what does it cost?",
    "and to Norway?",
    "I need waterproof boots for winter under 150 euros",
    "something cheaper?",
    "the second one, which sizes?",
    "can I send it back if it does not fit?",
    "which ways to pay are there?",
    "thanks",
)


def conversations(shoppers: int, turns: int) -> list[list[str]]:
    """`turns` messages for each of `shoppers`, each starting somewhere else in the talk."""
    return [
        list(
            islice(chain.from_iterable(repeat(TALK)), start % len(TALK), start % len(TALK) + turns)
        )
        for start in range(shoppers)
    ]
