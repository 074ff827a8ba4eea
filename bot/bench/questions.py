"""What shoppers of the demo shop say in the benchmark: every topic, with follow-ups.

Details are drawn, so that hardly a message comes twice: the encoder remembers texts, and a
benchmark that repeats itself would measure its memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

TALK = (
    "Hello {name} here",
    "What sizes does the {product} come in?",
    "and in {color}?",
    "do you have it in {size}?",
    "how much is the {product}?",
    "My foot is {foot} cm long, which size of the {product} fits me?",
    "how long does shipping to {country} take and what does it cost for {budget} euros?",
    "and to {country}?",
    "I need {need} under {budget} euros",
    "something cheaper?",
    "the second one, which sizes in {color}?",
    "can I send the {product} back if it does not fit?",
    "{name} asks which ways to pay there are",
    "thanks from {name}",
)

DETAILS = {
    "name": ("Anna", "Ben", "Chiara", "Deniz", "Eva", "Farid", "Greta", "Hugo", "Ines", "Jan"),
    "product": ("Trail Runner 2", "Trail Runner", "rain jacket", "backpack", "wool sweater"),
    "color": ("blue", "black", "red", "green", "grey", "white", "dark green", "navy"),
    "size": ("38", "40", "41", "42", "43", "44", "S", "M", "L", "XL"),
    "country": ("Spain", "Norway", "France", "Austria", "Italy", "Poland", "Sweden", "Japan"),
    "need": (
        "waterproof boots for winter",
        "a light jacket for running",
        "a bag for the office",
        "warm socks",
        "something for a rainy weekend",
    ),
}


def conversations(shoppers: int, turns: int, seed: int = 7) -> list[list[str]]:
    """`turns` messages for each of `shoppers`, each starting somewhere else in the talk."""
    random = Random(seed)
    return [list(islice(_messages(start, random), turns)) for start in range(shoppers)]


def _messages(start: int, random: Random) -> Iterator[str]:
    for wording in islice(cycle(TALK), start % len(TALK), None):
        details = {name: random.choice(values) for name, values in DETAILS.items()}
        budget, foot = random.randint(30, 200), random.randint(230, 300) / 10
        yield wording.format(**details, budget=budget, foot=foot)
