"""What the records state of a product: its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.scorecard.demands import about
from bot.scorecard.draw import Draw
from bot.scorecard.language import clauses, denies, plain, yes_or_no
from bot.scorecard.mentions import bare
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, wrong
from bot.scorecard.verbatim import says, whole
from indexes.text import stems
from knowledge.model import Product

WORDINGS = {
    "material": ("What is the {t} made of?", "what material is the {t}", "material of the {t}?"),
    "care": (
        "How do I clean the {t}?",
        "how should i wash the {t}",
        "care instructions for the {t}?",
    ),
    "weight": ("How heavy is the {t}?", "what does the {t} weigh", "weight of the {t}?"),
    "capacity": ("How much does the {t} hold?", "what is the capacity of the {t}"),
    "dimensions": ("How big is the {t}?", "what are the dimensions of the {t}"),
    "battery": ("How long does the battery of the {t} last?", "battery of the {t}?"),
    "compatibility": ("What does the {t} work with?", "what is the {t} compatible with"),
    "waterproof": ("Is the {t} waterproof?", "how waterproof is the {t}"),
    "lining": ("What is the lining of the {t}?", "what is the {t} lined with"),
}
ANY = (
    "What is the {n} of the {t}?",
    "{t}: what about the {n}?",
    "can you tell me the {n} of the {t}",
)
SWITCH = ("Is the {t} {n}?", "is the {t} {n}", "{t} - {n} or not?")
# Their values say something of who buys, not of the thing.
ASIDE = frozenset(["gender", "season"])
YES, NO = frozenset(["yes", "true"]), frozenset(["no", "false"])
# So much of a value has to be there when it is said in other words.
ENOUGH = 0.6


def details(draw: Draw) -> Question | None:
    """One attribute of a product."""
    product = draw.product(lambda one: bool(_asked(one)))
    if product is None:
        return None
    name = draw.rng.choice(_asked(product))
    value = product.attributes[name].strip()
    switch = value.casefold() in YES | NO
    wordings = SWITCH if switch else WORDINGS.get(name.casefold(), ANY)
    text = draw.say(wordings, t=product.title, n=name.replace("_", " ").lower())
    return Question("details", (text,), (expected(product, name),))


def _asked(product: Product) -> list[str]:
    # "Lining: none" can be answered in a hundred ways.
    return [
        name
        for name, value in product.attributes.items()
        if name.casefold() not in ASIDE and value.strip().casefold() not in {"", "none"}
    ]


def expected(product: Product, name: str) -> Expected:
    """The value has to be there, or its yes or no."""
    value = product.attributes[name].strip()
    switch = value.casefold() in YES | NO
    demand = (
        _switch(product, name, on=value.casefold() in YES) if switch else _states(product, name)
    )
    return Expected(f"{product.title}, {name}: {value}", Held((product,)), (about(product), demand))


def _states(product: Product, name: str) -> Demand:
    value = plain(product.attributes[name])
    wanted = set(stems(value))
    figures = re.findall(r"\d+(?:[.,]\d+)*", value)

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        at = re.search(whole(value), text, re.IGNORECASE)
        if at:
            around = text[: at.start()] + " · " + text[at.end() :]
            if any("·" in clause and denies(clause) for clause in clauses(around)):
                yield wrong(f"denies {value!r}")
            return
        found = wanted & set(stems(text))
        if len(found) < ENOUGH * len(wanted) or not all(says(text, figure) for figure in figures):
            yield wrong(f"does not state {value!r}")
        elif any(denies(one) and wanted & set(stems(one)) for one in clauses(text)):
            yield wrong(f"denies {value!r}")

    return demand


def _switch(product: Product, name: str, *, on: bool) -> Demand:
    """A yes or a no, in so many words or as the record writes it ("waterproof: yes")."""
    spoken = re.escape(name.replace("_", " "))
    as_record = re.compile(rf"\b{spoken}:? (yes|no|true|false)\b", re.IGNORECASE)
    stated = re.compile(rf"\b{spoken}\b", re.IGNORECASE)

    def demand(reading: Reading) -> Iterator[Flaw]:
        text = bare(reading.text, product)
        said = {found.casefold() in YES for found in as_record.findall(text)}
        rest = as_record.sub(" ", text)
        said |= yes_or_no(rest)
        said |= {not denies(clause) for clause in clauses(rest) if stated.search(clause)}
        if said != {on}:
            yield wrong(f"does not say {'yes' if on else 'no'}")

    return demand
