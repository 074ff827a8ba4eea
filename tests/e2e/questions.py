"""Questions made from a catalogue, each with what the records say to it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A message, its kind, the product it is about and what a right reply has to say.

    `rates` is all that the shop's pages say of shipping to the country asked about.
    """

    text: str
    kind: str
    row: Row | None = None
    expected: Any = None
    rates: tuple[str, ...] = ()


WORDINGS = {
    "sizes": (
        "What sizes does the {t} come in?",
        "which sizes do you have for the {t}",
        "{t} - what sizes are there?",
        "Can you tell me the available sizes of {t}?",
        "sizes {t}?",
    ),
    "size_stock": (
        "Do you have the {t} in size {s}?",
        "is the {t} available in {s}?",
        "{t} in {s}, in stock?",
        "Is size {s} of the {t} in stock",
    ),
    "color_stock": (
        "Do you have the {t} in {c}?",
        "is the {t} available in {c}?",
        "can i get the {t} in {c}",
        "Is the {c} {t} in stock?",
    ),
    "variant_stock": (
        "Do you have the {t} in {c}, size {s}?",
        "is the {t} in {s} {c} in stock?",
        "I'd like the {t} in {c} in {s}. Is it available?",
    ),
    "price": (
        "How much is the {t}?",
        "what does the {t} cost",
        "price of {t}?",
        "What is the price of the {t}, please?",
    ),
    "recommend": (
        "Can you recommend a {k} under {b} dollars?",
        "I'm looking for a {k} for less than ${b}",
        "show me {k}s below {b} dollars",
        "i need a {k}, max ${b}",
    ),
}


def from_catalogue(rows: list[Row], count: int, seed: int = 11) -> list[Question]:
    """`count` seeded questions, the kinds in equal shares."""
    rng = random.Random(seed)
    makers = (_sizes, _size_stock, _color_stock, _variant_stock, _price, _recommend)
    questions: list[Question] = []
    while len(questions) < count:
        maker = makers[len(questions) % len(makers)]
        made = maker(rng, rng.choice(rows), rows)
        if made:
            questions.append(made)
    return questions


def options(row: Row, name: str) -> list[str]:
    return list(dict.fromkeys(v["options"][name] for v in row["variants"] if name in v["options"]))


def buyable(row: Row, **wanted: str) -> bool:
    """Whether some variant with these options is not known to be sold out."""
    return any(
        v["stock"] != 0
        for v in row["variants"]
        if all(v["options"].get(name) == value for name, value in wanted.items())
    )


def _ask(rng: random.Random, kind: str, **values: str) -> str:
    return rng.choice(WORDINGS[kind]).format(**values)


def _sizes(rng: random.Random, row: Row, _: list[Row]) -> Question | None:
    sizes = options(row, "size")
    return Question(_ask(rng, "sizes", t=row["title"]), "sizes", row, sizes) if sizes else None


def _size_stock(rng: random.Random, row: Row, _: list[Row]) -> Question | None:
    if not (sizes := options(row, "size")):
        return None
    size = rng.choice(sizes)
    text = _ask(rng, "size_stock", t=row["title"], s=size)
    return Question(text, "stock", row, buyable(row, size=size))


def _color_stock(rng: random.Random, row: Row, _: list[Row]) -> Question:
    color = rng.choice(options(row, "color"))
    text = _ask(rng, "color_stock", t=row["title"], c=rng.choice((color, color.lower())))
    return Question(text, "stock", row, buyable(row, color=color))


def _variant_stock(rng: random.Random, row: Row, _: list[Row]) -> Question | None:
    if not options(row, "size"):
        return None
    chosen = rng.choice(row["variants"])["options"]
    text = _ask(rng, "variant_stock", t=row["title"], s=chosen["size"], c=chosen["color"])
    return Question(text, "stock", row, buyable(row, **chosen))


def _price(rng: random.Random, row: Row, _: list[Row]) -> Question:
    prices = sorted({v["price"] for v in row["variants"]}, key=Decimal)
    return Question(_ask(rng, "price", t=row["title"]), "price", row, prices)


def _recommend(rng: random.Random, row: Row, rows: list[Row]) -> Question:
    kind = row["title"].split()[-1].lower()
    own = min(Decimal(v["price"]) for v in row["variants"])
    budget = int(own) + rng.randrange(2, 30)
    return Question(_ask(rng, "recommend", k=kind, b=str(budget)), "recommend", row, (kind, budget))
