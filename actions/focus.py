"""Which product a shopper is talking about.

In this order: the product of a pressed button, an ordinal of the last list, a title in
the message, a description of something in the last list, the product in focus, and a
description that the search understands. Two that fit equally well are never guessed
between: the shopper is asked, with buttons.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.answer import Answer, Button, Outcome, facts
from actions.context import Context
from actions.options import COLOR, wanted
from actions.phrases import POINTING, content_words, join, stem_set, words
from actions.shop import Shop
from actions.turn import Turn
from actions.vocabulary import vocabulary
from indexes.search import Mention
from knowledge.model import Product

# Below this share of its title a product is not meant by name (see `Searcher.link`).
LINKED = 0.5
# How much better the best must be than the second to be taken without asking.
CLEARLY = 0.12
MOST_BUTTONS = 4


@dataclass(frozen=True, slots=True)
class Focus:
    """The product meant, or the candidates to ask about, or what was described.

    `turn` is the message less the words that name the product, so that a size or colour
    in its title is not read as asked for. `described` says that the candidates fit a
    description ("waterproof boots") and that no title was named.
    """

    turn: Turn
    product: Product | None = None
    candidates: tuple[Product, ...] = ()
    described: bool = False


def find(shop: Shop, turn: Turn, context: Context) -> Focus:
    """Resolve the product that `turn` is about."""
    return (
        _pressed(shop, turn)
        or _ordinal(shop, turn, context)
        or _titled(shop, turn, context)
        or _in_last_list(shop, turn, context)
        or _remembered(shop, turn, context)
        or _described(shop, turn)
        or Focus(turn, candidates=tuple(shop.products(context.products))[:MOST_BUTTONS])
    )


def ask_back(focus: Focus, context: Context, topic: str) -> Outcome:
    """The answer where `find` could not settle on one product."""
    waiting = context.waiting(focus.turn, topic, tuple(p.id for p in focus.candidates))
    if not focus.candidates:
        return Outcome(Answer("ask_product"), waiting)
    buttons = tuple(Button.select(product) for product in focus.candidates)
    titles = join((product.title for product in focus.candidates), last="or")
    source = ", ".join(product.source for product in focus.candidates)
    answer = Answer("clarify_product", facts(source, options=titles), buttons=buttons)
    return Outcome(answer, waiting)


def _pressed(shop: Shop, turn: Turn) -> Focus | None:
    pressed = turn.first("product")
    product = shop.store.product(pressed.value) if pressed else None
    return Focus(turn, product) if product else None


def _ordinal(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    ordinal = turn.first("ordinal")
    if not ordinal or not context.products:
        return None
    position = int(ordinal.value)
    index = position - 1 if position > 0 else position
    if not -len(context.products) <= index < len(context.products):
        return Focus(turn, candidates=tuple(shop.products(context.products)))
    product = shop.store.product(context.products[index])
    rest = turn.without([(ordinal.start, ordinal.end)])
    return Focus(rest, product) if product else None


def _titled(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    mentions = [m for m in shop.searcher.link(turn.text, k=8) if m.score >= LINKED]
    if not mentions:
        return None
    best = mentions[0]
    rivals = [m for m in mentions if _rivals(best, m)]
    rest = turn.without(best.spans)
    if len(rivals) > 1:
        remembered = next((m for m in rivals if m.id == context.product), None)
        if remembered is None:
            return Focus(rest, candidates=_products(shop, rivals)[:MOST_BUTTONS])
        best = remembered
    product = shop.store.product(best.id)
    return Focus(rest, product) if product else None


def _rivals(best: Mention, other: Mention) -> bool:
    if best.exact and not other.exact:
        return False
    return best.score - other.score < CLEARLY


def _products(shop: Shop, mentions: list[Mention]) -> tuple[Product, ...]:
    return tuple(shop.products([mention.id for mention in mentions]))


def _in_last_list(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    """Find the one product of the last list that "the blue one" or "the leather one" fits."""
    if not context.products or "one" not in words(turn.text) or len(context.products) == 1:
        return None
    shown = shop.products(context.products)
    described = stem_set(content_words(turn.text))
    known = vocabulary(shop.store).words
    fitting = [p for p in shown if _fits(p, turn, described, known[p.id])]
    if len(fitting) == 1:
        return Focus(turn, fitting[0])
    return Focus(turn, candidates=tuple(fitting)) if fitting else None


def _fits(product: Product, turn: Turn, described: frozenset[str], known: frozenset[str]) -> bool:
    color = wanted(product, COLOR, turn, ())
    return bool(color.values) if color else bool(described) and described <= known


def _remembered(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    """The product in focus, unless the message describes something else."""
    product = shop.store.product(context.product) if context.product else None
    if product is None and len(context.products) == 1:
        product = shop.store.product(context.products[0])
    if product is None:
        return None
    said = stem_set(described_words(shop, turn))
    known = vocabulary(shop.store).words[product.id]
    points = bool(POINTING & set(words(turn.text)))
    return Focus(turn, product) if points or not said or said & known else None


def described_words(shop: Shop, turn: Turn) -> list[str]:
    """The words that may describe a product: neither question words nor entities."""
    rest = turn.without([(e.start, e.end) for e in turn.entities if e.name != "product"])
    values = {
        w for name in ("size", "color") for v in shop.store.option_values(name) for w in words(v)
    }
    return [word for word in content_words(rest.text) if word not in values]


def _described(shop: Shop, turn: Turn) -> Focus | None:
    """What the words outside the question describe, found by search."""
    description = described_words(shop, turn)
    if not description:
        return None
    hits = shop.searcher.search(" ".join(description), k=MOST_BUTTONS, kind="product")
    described = stem_set(description)
    found = shop.products([hit.id for hit in hits])
    known = vocabulary(shop.store).words
    fitting = tuple(product for product in found if described & known[product.id])
    if len(fitting) == 1:
        return Focus(turn, fitting[0])
    return Focus(turn, candidates=fitting, described=True) if fitting else None


def names_one(shop: Shop, turn: Turn) -> bool:
    """Whether the message names exactly one product by its title."""
    found = _titled(shop, turn, Context())
    return bool(found and found.product)
