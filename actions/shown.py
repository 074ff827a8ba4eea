"""Which product of the last list a message picks: "the cheaper one", "the blue one", "in 41"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answer import lowest_price
from actions.attributes import stated_exactly
from actions.context import Context
from actions.naming import described_words
from actions.options import buyable, wanted
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Turn
from actions.values import COLOR, SIZE
from actions.vocabulary import words_of
from actions.yardstick import read
from indexes.quantities import quantities
from knowledge import criteria as records
from knowledge.model import Money, Product

_CHEAPER = re.compile(
    r"\bthe (?:ch[ea]+p(?:er|est)|less expensive|least expensive)\b", re.IGNORECASE
)
_DEARER = re.compile(
    r"\bthe (?:more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest))\b", re.IGNORECASE
)
_MEASURED = tuple(
    (re.compile(rf"\bthe (?:{words})\b", re.IGNORECASE), read(f"which is {more}?"))
    for words, more in (
        ("big|bigger|biggest|large|larger|largest", "bigger"),
        ("small|smaller|smallest", "smaller"),
        ("light|lighter|lightest", "lighter"),
        ("heavy|heavier|heaviest", "heavier"),
        ("warm|warmer|warmest", "warmer"),
    )
)
# "Which is the cheaper one?" asks which, and picks none.
_ASKS = frozenset(["which", "what"])
_OTHER = re.compile(r"\bthe other(?: one)?\b(?! \w+s\b)", re.IGNORECASE)
# "The thin ones" picks, "waterproof ones" wishes.
_PICKING = re.compile(r"\bone\b|\b(?:the|those|these) .*\b(?:ones|things?|stuff)\b", re.IGNORECASE)
# How many times as likely as the second the best of the list is that is picked by meaning.
CLEARLY = 2.0


def picked(shop: Shop, turn: Turn, context: Context) -> tuple[Product, ...]:
    """The product of the last list that the message picks; several where it could be either.

    None where it picks none.
    """
    listed = shop.products(context.products)
    if len(listed) < 2:
        return _sibling(shop, turn, context)
    others = [product for product in listed if product.id != context.product]
    if _OTHER.search(turn.text) and len(others) < len(listed):
        listed = others
        if len(others) == 1:
            return (others[0],)
    asks = not _ASKS.isdisjoint(words(turn.text))
    if not asks and (ranked := _by_price(turn, listed) or _by_measure(turn, listed)):
        return (ranked,)
    if _PICKING.search(turn.text) and (found := _described(shop, turn, listed)):
        return tuple(one for one in found if one.id == context.product) or found
    # A list is narrowed by a wish; a question is asked of what it can be asked of.
    questions = turn.intent != "refine" and context.product is None
    return _made_in(shop, turn, listed) if questions else ()


def _sibling(shop: Shop, turn: Turn, context: Context) -> tuple[Product, ...]:
    """What "the bigger one" is beside the one product under discussion, if there is one."""
    product = shop.store.product(context.product) if context.product else None
    if product is None or turn.intent == "ask_compare":
        return ()
    same = shop.store.matching(records.Criteria(categories=(product.category,), in_stock=False))
    others = [one for one in shop.products(sorted(same)) if one.id != product.id]
    first = words(product.title)[:1]
    family = [one for one in others if words(one.title)[:1] == first]
    if _OTHER.search(turn.text) and len(family) == 1:
        return (family[0],)
    picked = _by_price(turn, [product, *family]) or _by_measure(turn, [product, *family])
    if family and picked and picked.id != product.id:
        return (picked,)
    less = [one for one in others if _price(one) < _price(product)]
    if not less or not _CHEAPER.search(turn.text):
        return ()
    ids = [one.id for one in less]
    alike = shop.searcher.search(" ".join([product.title, *product.tags]), k=1, ids=ids)
    return tuple(one for one in less if alike and one.id == alike[0].id)


def _price(product: Product) -> Money:
    return lowest_price(buyable(product.variants) or product.variants)


def _by_measure(turn: Turn, listed: Sequence[Product]) -> Product | None:
    """The bigger or the lighter one, by the first figure of what is stated of all of them."""
    asked = next((asked for pattern, asked in _MEASURED if pattern.search(turn.text)), None)
    if asked is None or asked.best is None:
        return None
    stated = [stated_exactly(product, asked.question, one=True) for product in listed]
    names = {one.name if one else "" for one in stated}
    values = [found[0].high for one in stated if one and (found := quantities(one.value))]
    if len(names) > 1 or len(values) < len(listed):
        return None
    best = asked.best(values)
    return listed[values.index(best)] if values.count(best) == 1 else None


def _by_price(turn: Turn, listed: Sequence[Product]) -> Product | None:
    """The cheaper or the dearer one."""
    ordered = sorted(listed, key=_price)
    if _CHEAPER.search(turn.text):
        return ordered[0]
    return ordered[-1] if _DEARER.search(turn.text) else None


def _described(shop: Shop, turn: Turn, listed: Sequence[Product]) -> tuple[Product, ...]:
    """Those that "the blue one" or "the leather one" fits: by the records' words, or meaning."""
    described = stem_set(content_words(turn.text))
    fitting = tuple(p for p in listed if _fits(p, turn, described, words_of(p)))
    return fitting or _nearest(shop, turn, listed)


def _fits(product: Product, turn: Turn, described: frozenset[str], known: frozenset[str]) -> bool:
    color = wanted(product, COLOR, turn, ())
    return bool(color.values) if color else bool(described) and described <= known


def _nearest(shop: Shop, turn: Turn, listed: Sequence[Product]) -> tuple[Product, ...]:
    """The one that means what is described, if it clearly does."""
    description = " ".join(described_words(shop, turn))
    if not description:
        return ()
    ids = [product.id for product in listed]
    hits = shop.searcher.search(description, k=2, ids=ids)
    if len(hits) < 2 or hits[0].relevance < CLEARLY * hits[1].relevance:
        return ()
    return tuple(product for product in listed if product.id == hits[0].id)


def _made_in(shop: Shop, turn: Turn, listed: Sequence[Product]) -> tuple[Product, ...]:
    """The only one that is made in the size and colour asked for."""
    if not turn.first(SIZE) and not turn.first(COLOR) and not turn.first("measure"):
        return ()
    made = tuple(product for product in listed if _is_made(shop, turn, product))
    return made if len(made) == 1 else ()


def _is_made(shop: Shop, turn: Turn, product: Product) -> bool:
    size = wanted(product, SIZE, turn, shop.store.option_values(SIZE), shop.chart(product))
    color = wanted(product, COLOR, turn, shop.store.option_values(COLOR))
    return bool(size or color) and not size.unknown and not color.unknown
