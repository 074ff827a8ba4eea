"""What a reply states that the records do not hold for what was asked.

All that they hold is blanked out of the reply, the longest first. A figure, sum, size,
colour, title or material that is left over is unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.scorecard import amounts as money
from bot.scorecard.language import which_is_meant
from bot.scorecard.mentions import NOT_A_UNIT
from bot.scorecard.model import Flaw, Held, Reading, unsupported
from bot.scorecard.records import COLOR, SIZE, Records
from bot.scorecard.titles import Named, Titles
from bot.scorecard.titles import blank as without_titles
from bot.scorecard.verbatim import quotable, whole, without
from bot.scorecard.words import Words
from knowledge.model import Money, Product
from knowledge.money import format_money

FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
LETTERS = re.compile(r"\b(?:[2-6]XL|X{0,3}[SL]|M)\b(?!['’])")
# "One" is left out: it stands for a thing more often than for a number.
NUMBER_WORD = re.compile(
    r"(?<!the )(?<!of these )\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|dozen|half|twice|double)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w+")
SIGN = re.compile(r"[$€£¥₹%]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a reply that speaks of one product, or of none."""

    text: str
    product: Product | None
    prices: tuple[money.Amount, ...]


class Claims:
    """Finds unsupported claims; made once for a shop."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._titles = Titles(records.products)
        self._words = Words(records)
        self._pieces: dict[str, list[str]] = {}
        shown = [variant.price.currency for p in records.products[:1] for variant in p.variants]
        self.currency = shown[0] if shown else ""

    def named(self, text: str) -> list[Named]:
        """The products that `text` names."""
        return self._titles.named(text)

    def own_words(self, text: str, held: Held) -> str:
        """`text` without what it quotes of the shop's own words."""
        on_products = (piece for product in held.products for piece in self._quotable(product))
        return without(text, [*quotable(held.texts), *on_products])

    def unsupported(self, reading: Reading, held: Held) -> Iterator[Flaw]:
        """Everything in the reply and on its cards that `held` does not support."""
        own = [piece for product in held.products for piece in self._quotable(product)]
        pieces = quotable((*held.texts, *held.phrases))
        text = without(reading.text, [piece for piece in pieces if len(piece.split()) > 3])
        text = without(text, sorted(self._records.contacts, key=len, reverse=True))
        named = self.named(text)
        allowed = {product.id for product in held.products}
        if _clarifies(text, named):
            allowed |= {product.id for one in named for product in one.products}
        for one in named:
            if not held.any_product and not any(p.id in allowed for p in one.products):
                yield unsupported(f"names {one.products[0].title}")
        for segment in self._segments(text, named, held):
            yield from self._left_over(segment, held, pieces)
        left = without(without_titles(text, named), [*pieces, *own])
        for name in self._titles.invented(left):
            yield unsupported(f"names {name}, which the shop does not have")
        yield from self._cards(reading, held, allowed)

    def _segments(self, text: str, named: Sequence[Named], held: Held) -> list[Segment]:
        """Cut `text` before each title; sums of money go to the titles in their order."""
        bare = without_titles(text, named)
        told = [*held.products, *(product for one in named for product in one.products)]
        sums = {*held.amounts, *(price for product in told for price in prices(product))}
        # A figure without a sign that is no price is one of other figures.
        found = [
            amount
            for amount in money.amounts(bare, self.currency)
            if amount.signed or money.same(amount.money, sums)
        ]
        default = held.products[0] if held.products else None
        owners = [_one_of(one, held) for one in named]
        starts = [0, *(one.start for one in named[1:])] if named else [0]
        ends = [*starts[1:], len(bare)]
        products = owners or [default]
        if len({product.id for product in owners if product}) < 2:
            products = [next((p for p in owners if p), default)] * len(starts)
        ids = [product.id if product else "" for product in products]
        firsts = [at for at, id_ in enumerate(ids) if id_ not in ids[:at]]
        shares: list[list[money.Amount]] = [[] for _ in starts]
        for position, amount in enumerate(found):
            after = sum(start <= amount.start for start in starts) - 1
            shares[firsts[position] if len(found) == len(firsts) else after].append(amount)
        without_sums = money.blank(bare, found)
        return [
            Segment(without_sums[start:end], product, tuple(share))
            for start, end, product, share in zip(starts, ends, products, shares, strict=True)
        ]

    def _left_over(self, segment: Segment, held: Held, pieces: Sequence[str]) -> Iterator[Flaw]:
        product = segment.product
        sums = {*held.amounts, *(prices(product) if product else ())}
        for amount in segment.prices:
            if not money.same(amount.money, sums):
                yield unsupported(f"states {amount.text}")
        own = self._quotable(product) if product else []
        text = without(segment.text, sorted({*pieces, *own}, key=len, reverse=True))
        for held_pattern in _patterns(product, held):
            text = re.sub(held_pattern, " ", text, flags=re.IGNORECASE)
        for pattern in (LINK, FIGURE, NUMBER_WORD, LETTERS, SIGN):
            for found in pattern.finditer(text):
                yield unsupported(f"states {found.group()}")
        allowed = (
            *held.texts,
            *held.phrases,
            *(self._records.texts_on(product) if product else ()),
        )
        for word in self._words.foreign(text, allowed, product):
            yield unsupported(f"states {word}")

    def _quotable(self, product: Product) -> list[str]:
        if product.id not in self._pieces:
            self._pieces[product.id] = quotable(self._records.texts_on(product))
        return self._pieces[product.id]

    def _cards(self, reading: Reading, held: Held, allowed: set[str]) -> Iterator[Flaw]:
        known = {product.id: product for product in self._records.products}
        for card in reading.cards:
            product = known.get(card.id)
            if product is None:
                yield unsupported(f"shows {card.title or card.id}, which the shop does not have")
            elif product.id not in allowed and not held.any_product:
                yield unsupported(f"shows {product.title}")
            elif card.price and card.price not in prices(product):
                yield unsupported(f"shows {product.title} at {format_money(card.price)}")


def _clarifies(text: str, named: Sequence[Named]) -> bool:
    """Whether `text` asks which of several products is meant: that claims nothing of them."""
    ids = {product.id for one in named for product in one.products}
    return len(ids) > 1 and which_is_meant(text)


def prices(product: Product) -> set[Money]:
    """Every sum that the records name for a product."""
    found: set[Money] = set()
    for variant in product.variants:
        found |= {variant.price, *variant.other_prices}
        if variant.list_price:
            found.add(variant.list_price)
    return found


def _one_of(named: Named, held: Held) -> Product | None:
    ids = {product.id for product in held.products}
    own = next((product for product in named.products if product.id in ids), None)
    return own or (named.products[0] if held.any_product else None)


def _patterns(product: Product | None, held: Held) -> Iterable[str]:
    """What else the product holds, as patterns, the longest first."""
    if held.left is not None:
        yield rf"\b{held.left}(?= (?:left|remaining|pieces?|in stock|more)\b)"
    if product is None:
        return
    if product.rating is not None:
        stars = rf"{re.escape(f'{product.rating.normalize():f}')}(?:\.0)?"
        yield rf"(?<![\w.,$€£¥]){stars}(?: ?(?:out of|/|of) ?5)?(?: stars)?(?![\w%]|[.,]\d)"
    if product.rating_count:
        yield rf"\b{product.rating_count:,} (?=(?:review|rating|buyer|shopper|customer))"
    values = [v for name in (SIZE, COLOR) for v in product.option_values(name)]
    others = [v for variant in product.variants for v in variant.options.values()]
    for value in sorted({*values, *others}, key=len, reverse=True):
        yield rf"{whole(value)}{NOT_A_UNIT}"
    yield from (rf"\b{re.escape(v.split()[-1])}\b" for v in product.option_values(COLOR))
