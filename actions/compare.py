"""Two products side by side: by price, by what is asked, or by what tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from actions import focus, topics
from actions.answer import Answer, Button, Outcome, ProductCard, facts, price_text
from actions.base import ShopAction
from actions.context import Context
from actions.contrast import by_attribute, by_price, differences
from actions.current import vocabulary
from actions.naming import is_clear, is_name, other_kinds
from actions.options import buyable
from actions.phrases import WORD, words
from actions.shop import Shop
from actions.similar import alike
from actions.turn import Span, Turn, blank
from actions.yardstick import Asked, read
from indexes.search import Mention
from knowledge.model import Fact, Product

TOPIC = "compare"
MOST_COMPARED = 3
_JOINING = re.compile(
    r"(?:\W+(?:or|and|vs|versus|than|to|with|against|the)\b|\W+[+&](?=\W))*", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:and|plus|[+&,])\s", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:\d{1,2}|one|two|three|four|five|six)\b", re.IGNORECASE)
# What may stand between two things that one question asks about.
_AND = re.compile(
    r"(?:[\s,/+&]|\b(?:and|or|vs|versus|also|plus|the|a|your|both)\b)+", re.IGNORECASE
)


def answer(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Compare the products that are named, or those of the last list."""
    products, spans = compared(shop, turn, context)
    if len(products) < 2 and len({*turn.all("color"), *turn.all("size")}) > 1:
        # "Plum or petrol?" compares no products.
        return topics.named("stock")(shop, turn, context)
    if len(products) < 2:
        return _ask_other(shop, turn, context, products)
    asked = read(_without_titles(turn.without(spans).text, products))
    shown = tuple(product.id for product in products)
    listed = context.products if set(shown) <= set(context.products) else shown
    cards = tuple(ProductCard.of(product) for product in products)
    buttons = tuple(Button.select(product) for product in products)
    said = replace(_compared(shop, asked, products), products=cards, buttons=buttons)
    in_focus = _winner(said, products) or (context.product if context.product in shown else None)
    remembered = replace(
        context, product=in_focus, products=listed, options={}, topic=TOPIC, pending=None
    )
    return Outcome(said, remembered)


def _winner(said: Answer, products: Sequence[Product]) -> str | None:
    """The one that the answer calls the best, or the cheapest: what is said next is about it."""
    name = "product_1" if said.act == "compare_price" else "best"
    best = next((fact for fact in said.facts if fact.name == name), None)
    return next((p.id for p in products if best and p.source == best.source), None)


def _compared(shop: Shop, asked: Asked, products: Sequence[Product]) -> Answer:
    if asked.price:
        return by_price(products)
    if asked.question:
        found = by_attribute(shop, asked, products)
        if found.act != "compare_unknown" or not asked.open:
            return found
    said: tuple[Fact, ...] = ()
    for position, product in enumerate(products, start=1):
        others = [other for other in products if other.id != product.id]
        values = {
            f"product_{position}": product.title,
            f"price_{position}": price_text(buyable(product.variants) or product.variants),
            f"reason_{position}": differences(product, others),
        }
        said += facts(product.source, **values)
    return Answer("compare", said)


def _without_titles(text: str, products: Sequence[Product]) -> str:
    """`text` without words of the titles: of "Tempo Road and Tempo Light" a "Tempo" was left."""
    titles = {word for product in products for word in words(product.title)}
    return WORD.sub(lambda found: "" if found.group().lower() in titles else found.group(), text)


def compared(
    shop: Shop, turn: Turn, context: Context
) -> tuple[tuple[Product, ...], tuple[Span, ...]]:
    """The products to compare, at most three, and where the message names them.

    One that is named is compared with the one in focus or with the other of a list of two.
    """
    named, spans = _named(shop, turn, context)
    chosen = list(named)
    pressed = turn.first("product")
    ids = [*_ordinals(turn, context), *([pressed.value] if pressed else [])]
    chosen += [product for product in shop.products(ids) if product not in chosen]
    if len(chosen) == 1:
        chosen = [*_beside(shop, chosen[0], context), *chosen]
    if not chosen and len(context.products) > 1:
        chosen = shop.products(context.products)
    if not chosen and context.product:
        chosen = shop.products([context.product])
        chosen += [other for one in chosen for other in _other_of_kind(shop, turn, one)]
    return tuple(chosen[:MOST_COMPARED]), spans


def _named(
    shop: Shop, turn: Turn, context: Context
) -> tuple[tuple[Product, ...], tuple[Span, ...]]:
    """The products whose titles stand in the message, in its order, and where they stand.

    Titles that share a word ("the Tempo Road or the Light") share its place.
    """
    found, taken = _mentioned(shop, turn, context)
    ids = sorted(found, key=lambda id_: _place(found[id_], found.values()))
    return tuple(shop.products(ids)), taken


def _mentioned(
    shop: Shop, turn: Turn, context: Context
) -> tuple[dict[str, Mention], tuple[Span, ...]]:
    """The titles in the message by their products' ids, and where they stand.

    Of "better for snow, the Frostline or the Polar Trek" the "snow" names no third one.
    """
    found: dict[str, Mention] = {}
    taken: list[Span] = []
    for _ in range(MOST_COMPARED):
        # Of two titles that begin alike, the second is found once the first is out of the way,
        # or the word that tells it apart ("Pathfinder 22 or 45").
        last = tuple(_told_apart_by(turn.text, span) for span in taken)
        for hidden in dict.fromkeys([tuple(taken), last]):
            rest = replace(turn, text=blank(turn.text, hidden))
            for mention in _mentions(shop, rest, context):
                # "Better for snow, the Frostline or the Polar Trek?" names no Snow Hare.
                certain = len(found) < MOST_COMPARED - 1 or is_clear(shop, rest, mention)
                if mention.id not in found and certain and not _explained(mention, taken):
                    found[mention.id] = mention
                    taken += mention.spans
    clear = {id_: one for id_, one in found.items() if is_clear(shop, turn, one)}
    if len(clear) > 1:
        return clear, tuple(span for one in clear.values() for span in one.spans)
    return found, tuple(taken)


def side_by_side(shop: Shop, turn: Turn) -> tuple[tuple[Product, ...], tuple[Span, ...]]:
    """The two or three products that the message names in one breath: "the A and the B".

    None where one is asked about for another: "does the A fit the B?".
    """
    found, taken = _mentioned(shop, turn, Context())
    clear = [one for one in found.values() if is_clear(shop, turn, one)]
    mentions = sorted(clear, key=lambda one: _place(one, clear))
    ends = [max(end for _, end in one.spans) for one in mentions]
    starts = [_place(one, mentions) for one in mentions]
    joined = [turn.text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    products = shop.products([one.id for one in mentions[:MOST_COMPARED]])
    if len(products) < 2 or not all(
        between.strip() and _AND.fullmatch(_without_titles(between, products)) for between in joined
    ):
        return (), ()
    return tuple(products), taken


def places(shop: Shop, turn: Turn) -> list[tuple[Product, int, int]]:
    """The products that the message names, and where each title begins and ends.

    Titles that cross are told apart only where words that join two stand between: "2 pairs of
    Cabin Socks" names no "Hiker Socks, 2 pairs".
    """
    found, _ = _mentioned(shop, turn, Context())
    clear = [one for one in found.values() if is_clear(shop, turn, one)]
    mentions = sorted(clear, key=lambda one: _place(one, clear))
    products = shop.products([one.id for one in mentions])
    found_at: list[tuple[Product, int, int]] = []
    for one, product in zip(mentions, products, strict=True):
        first, end = min(_letters(one)), max(_letters(one)) + 1
        before = found_at[-1][2] if found_at else 0
        start = first if first >= before else _place(one, clear)
        between = _COUNTED.sub(" ", _without_titles(turn.text[before:start], products))
        crosses = found_at and first < before
        follows = start == before and _JOINED.match(turn.text, before)
        if crosses and not follows and not (between.strip() and _AND.fullmatch(between)):
            return [
                (p, min(_letters(m)), max(_letters(m)) + 1)
                for m, p in zip(mentions, products, strict=True)
                if m.exact
            ][:1]
        found_at.append((product, start, end))
    return found_at


def _told_apart_by(text: str, span: Span) -> Span:
    """The last word of a title, with the words that join the next one to it."""
    start, end = span
    joining = _JOINING.match(text, end)
    return max(start, text.rfind(" ", start, end) + 1), joining.end() if joining else end


def _place(mention: Mention, mentions: Iterable[Mention]) -> int:
    """Where a title stands: its first letter that is no other's, "the Light" of "Tempo Light"."""
    others = {at for one in mentions if one is not mention for at in _letters(one)}
    return min(set(_letters(mention)) - others or set(_letters(mention)))


def _letters(mention: Mention) -> Iterator[int]:
    return chain.from_iterable(range(start, end) for start, end in mention.spans)


def _mentions(shop: Shop, turn: Turn, context: Context) -> list[Mention]:
    """The products named, best first; of equals, what was shown before."""
    mentions = [m for m in shop.searcher.link(turn.text, k=8) if is_name(shop, turn, m)]
    shown = {context.product, *context.products}
    if shown != {None}:
        mentions = [m for m in mentions if m.id in shown or is_clear(shop, turn, m)]
    return sorted(mentions, key=lambda mention: (-mention.score, mention.id not in shown))


def _explained(mention: Mention, taken: Sequence[Span]) -> bool:
    """Whether all words of a mention belong to better ones."""
    return all(any(a <= start and end <= b for a, b in taken) for start, end in mention.spans)


def _ordinals(turn: Turn, context: Context) -> list[str]:
    """The ids that "the first or the third one" picks from the last list."""
    places = [int(ordinal.value) for ordinal in turn.all("ordinal")]
    indexes = [place - 1 if place > 0 else place for place in places]
    shown = context.products
    return [shown[index] for index in indexes if -len(shown) <= index < len(shown)]


def _beside(shop: Shop, product: Product, context: Context) -> list[Product]:
    """What one product is compared with where no other was named."""
    in_focus = [context.product] if context.product else []
    if ids := [id_ for id_ in in_focus if id_ != product.id]:
        return shop.products(ids)
    others = [id_ for id_ in context.products if id_ != product.id]
    return shop.products(others) if len(others) == 1 else []


def _other_of_kind(shop: Shop, turn: Turn, product: Product) -> list[Product]:
    """What "the other sandal" is, where the shop has but one more."""
    kinds = other_kinds(shop, turn.text)
    ids = (vocabulary(shop.store).of_kinds(kinds) or frozenset()) - {product.id}
    return shop.products([*ids]) if len(ids) == 1 else []


def _ask_other(shop: Shop, turn: Turn, context: Context, known: Sequence[Product]) -> Outcome:
    """Ask what to compare with; the buttons are what is most like the one that is known."""
    if not known:
        return focus.ask_back(focus.Focus(turn), context, TOPIC)
    product = known[0]
    offered = [match.product for match in alike(shop, product)]
    buttons = tuple(Button.select(other) for other in offered)
    said = facts(product.source, product=product.title)
    waiting = replace(
        context.waiting(turn, TOPIC), product=product.id, products=tuple(o.id for o in offered)
    )
    return Outcome(Answer("compare_other", said, buttons=buttons), waiting)


class ActionCompare(ShopAction):
    """Answers `ask_compare`."""

    topic = TOPIC
    answer = staticmethod(answer)
