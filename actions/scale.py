"""Which sizes or colours a kind of goods comes in: "biggest size of boots", "half sizes?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import focus
from actions.answer import Answer, Outcome, ProductCard, facts
from actions.audience import ASIDE, made_for_whom
from actions.context import Context, Criteria
from actions.current import vocabulary
from actions.naming import said_of
from actions.needs import MOST_SHOWN, asked_for, fitting
from actions.options import buyable, option_name, values_of
from actions.phrases import POINTING, join, stem_set, words
from actions.shop import Shop
from actions.turn import Turn, blank
from actions.values import COLOR, SIZE, in_order
from actions.wishes import criteria_of, describe
from knowledge.model import Product

TOPIC = "sizes"
_HALF = re.compile(
    r"\bhalf[ -]?siz(?:e|es|ed|ing)\b(?! (?:up|down|bigger|larger|smaller))", re.IGNORECASE
)
_LARGEST = "biggest|largest|longest|highest|max(?:imum)?"
_SMALLEST = "smallest|shortest|lowest|min(?:imum)?"
_EXTREME = re.compile(
    rf"\b(?:(?P<large>{_LARGEST})|{_SMALLEST})\b(?: \w+['’]?\w*){{0,3}} siz(?:e|es)\b"
    r"|\bup to (?P<up>what|which) siz(?:e|es)\b|\bsiz(?:e|es)\b.*\b(?:starts?|begins?)\b"
    r"|\bsiz(?:e|es)\b.*\b(?P<go>goe?s? up to|end)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    rf"\b(?:half|siz(?:e|es|ed|ing)|{_LARGEST}|{_SMALLEST}|up to|start|starts|goe?s? up|range)\b",
    re.IGNORECASE,
)
# Of "shoe size" the goods are shoes, though "shoe" alone is no name of any.
_SHOE = re.compile(r"\bshoe\b", re.IGNORECASE)
_HALVED = re.compile(r"\d+[.,]5|\d+ ?(?:1/2|½)")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")

_Made = tuple[Product, tuple[str, ...]]
"""A product with those of its sizes or colours that are told."""


def is_asked(shop: Shop, turn: Turn) -> bool:
    """Whether `turn` asks how far the sizes of a kind of goods go, or for half sizes."""
    return not turn.first(SIZE) and says(turn) and not _is_named(shop, turn)


def says(turn: Turn) -> bool:
    """Whether `turn` speaks of half sizes or of the first or last of the sizes."""
    return bool(_HALF.search(turn.text) or _EXTREME.search(turn.text))


def _is_named(shop: Shop, turn: Turn) -> bool:
    """Whether a product is named by more than the words of a category: "winter boots"."""
    known = vocabulary(shop.store)
    category = known.whole_kind(stem_set([turn.text]))
    mentions = shop.searcher.link(turn.text, k=1) if focus.named(shop, turn) else []
    return any(not said_of(turn, mention) <= category | known.kinds for mention in mentions)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome | None:
    """The sizes (or colours) of the kind that `turn` names; ``None`` where none can be told."""
    kind = COLOR if turn.intent == "ask_colors" else SIZE
    rest = blank(turn.text, [m.span() for m in _ASKING.finditer(turn.text)])
    criteria = criteria_of(shop, Turn(_SHOE.sub("shoes", rest)), Criteria())
    at_hand = _at_hand(shop, turn, context)
    goods = at_hand or _goods(shop, criteria)
    every = ((one, values_of(buyable(one.variants), option_name(one, kind))) for one in goods)
    made = [(product, values) for product, values in every if values]
    told: Answer | None = None
    if _HALF.search(turn.text):
        made = _halves(made)
        told = _listed(made, "the half sizes in stock")
        if goods and not at_hand:
            told = told or _no_halves(shop, criteria)
    elif extreme := _EXTREME.search(turn.text):
        largest = bool(extreme["large"] or extreme["up"] or extreme["go"])
        made = _ends(made, largest=largest)
        told = _listed(made, f"the {'largest' if largest else 'smallest'} size in stock")
    elif 1 < len(made) <= MOST_SHOWN:
        told = _listed(made, f"the {kind}s in stock")
    return Outcome(told, _shown(made, context)) if told else None


def _halves(made: Sequence[_Made]) -> list[_Made]:
    """What is made in half sizes, with these."""
    halves = (
        (one, tuple(value for value in values if _HALVED.fullmatch(value))) for one, values in made
    )
    return [(product, values) for product, values in halves if values]


def _no_halves(shop: Shop, criteria: Criteria) -> Answer:
    thing = describe(shop, criteria) if criteria.need else ""
    return Answer(
        "no_match", facts("message", need=f"half sizes in {thing}" if thing else "half sizes")
    )


def _ends(made: Sequence[_Made], *, largest: bool) -> list[_Made]:
    """What is made in the largest size of all, or the smallest; none where sizes don't compare."""
    every = in_order(value for _, values in made for value in values)
    if len({bool(_FIGURES.fullmatch(value)) for value in every}) != 1:
        return []
    end = every[-1 if largest else 0]
    return [(product, (end,)) for product, values in made if end in values]


def _listed(made: Sequence[_Made], what: str) -> Answer | None:
    """The values of each product; the first few where there are more."""
    shown = made[:MOST_SHOWN]
    cards = tuple(ProductCard.of(product) for product, _ in shown)
    if len(shown) == 1:
        product, values = shown[0]
        said = facts(product.source, product=product.title, text=f"{what}: {join(values)}")
        return Answer("inform_detail", said, cards)
    source = ", ".join(product.source for product, _ in shown)
    said = facts(source, attribute=what)
    for at, (product, values) in enumerate(shown, start=1):
        each = {f"product_{at}": product.title, f"value_{at}": join(values)}
        said += facts(product.source, **each)
    return Answer("compare_attribute", said, cards) if shown else None


def _shown(made: Sequence[_Made], context: Context) -> Context:
    ids = tuple(product.id for product, _ in made)[:MOST_SHOWN]
    return replace(
        context, product=ids[0] if len(ids) == 1 else None, products=ids, topic=TOPIC, pending=None
    )


def _at_hand(shop: Shop, turn: Turn, context: Context) -> list[Product]:
    """What was spoken of, unless the message names a kind of its own."""
    said = words(turn.text)
    if stem_set(said) & vocabulary(shop.store).kinds - ASIDE and not POINTING & set(said):
        return []
    return shop.products([context.product] if context.product else context.products)


def _goods(shop: Shop, criteria: Criteria) -> list[Product]:
    """What can be bought of the kind that is named, or of all that is made for whom is named."""
    asked = asked_for(shop, criteria)
    if asked.kinds:
        return [match.product for match in fitting(shop, criteria)]
    if asked.missing:
        return []
    people = {group for word in words(criteria.need) if (group := made_for_whom(word))}
    known = vocabulary(shop.store)
    others = {
        id_ for group, ids in known.made_for.items() for id_ in ids if _is_other(group, people)
    }
    charted = frozenset().union(*known.charted.values()) if known.charted else frozenset()
    return shop.products(sorted(charted - others))


def _is_other(group: str, people: set[str]) -> bool:
    """Whether what is made for `group` is for others than `people`."""
    named = made_for_whom(group)
    return named is not None and bool(people) and named not in people
