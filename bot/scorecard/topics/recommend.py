"""What to buy: a kind of product within a budget, in a colour, in a size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.scorecard.draw import Draw
from bot.scorecard.mentions import names
from bot.scorecard.model import Expected, Flaw, Held, Question, Reading, wrong
from bot.scorecard.records import COLOR, SIZE, Records, buyable
from indexes.text import stems
from knowledge.model import Money, Product
from knowledge.money import format_money

WORDINGS = (
    "Can you recommend {k}{w}?",
    "I'm looking for {k}{w}",
    "show me {k}{w}",
    "i need {k}{w}",
    "do you have {k}{w}?",
    "What {k} would you suggest{w}?",
)
BUDGETS = (" under {b}", " for less than {b}", " below {b}", ", max {b}", " up to {b}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a recommendation has to be."""

    kind: str
    budget: Money | None = None
    color: str = ""
    size: str = ""

    def fits(self, product: Product) -> bool:
        """Whether the product is of the kind and one variant that can be had fits the rest."""
        told = (product.title, product.category, *product.tags)
        known = {stem for text in told for stem in stems(text)}
        described = known | {s for text in product.attributes.values() for s in stems(text)}
        words = stems(self.kind)
        if not {*words[-1:]} <= known or not set(words) <= described | set(
            stems(product.description)
        ):
            return False
        return any(
            (self.budget is None or variant.price <= self.budget)
            and (not self.color or self.color.casefold() in _shades(variant.options.get(COLOR, "")))
            and (not self.size or variant.options.get(SIZE) == self.size)
            for variant in buyable(product.variants)
        )


def recommend(draw: Draw) -> Question | None:
    """A wish that at least one product fits, and now and then one that none can."""
    product = draw.product(lambda one: bool(buyable(one.variants)) and bool(one.category))
    if product is None:
        return None
    variant = draw.rng.choice(buyable(product.variants))
    impossible = draw.chance(0.1)
    wish = Wish(
        _kind(product, draw.records),
        _budget(draw, variant.price, impossible=impossible),
        _shade(draw, variant.options.get(COLOR, "")) if draw.chance(0.4) else "",
        variant.options.get(SIZE, "") if draw.chance(0.3) else "",
    )
    return Question("recommendation", (_ask(draw, wish),), (expected(draw.records, wish),))


def _kind(product: Product, records: Records) -> str:
    """The last part of the category, "hiking boots"; where others end alike, "kids shoes"."""
    path = [part.strip().lower() for part in product.category.split(">")]
    others = {one.category for one in records.products if one.category != product.category}
    own = stems(path[-1])
    alike = any(stems(other)[-len(own) :] == own for other in others)
    return (
        " ".join(path[-2:]) if alike and len(path) > 1 and len(path[-2].split()) == 1 else path[-1]
    )


def _budget(draw: Draw, price: Money, *, impossible: bool) -> Money | None:
    if impossible:
        return Money(Decimal(1), price.currency)
    if draw.chance(0.25):
        return None
    return Money(Decimal(int(price.amount) + draw.rng.randrange(2, 30)), price.currency)


def _shade(draw: Draw, color: str) -> str:
    return draw.rng.choice((color, color.rsplit(maxsplit=1)[-1])).lower() if color else ""


def _shades(color: str) -> set[str]:
    return {color.casefold(), *color.casefold().split()}


def _ask(draw: Draw, wish: Wish) -> str:
    color = f" in {wish.color}" if wish.color else ""
    size = f" in size {wish.size}" if wish.size else ""
    limit = format_money(wish.budget).removesuffix(".00") if wish.budget else ""
    budget = draw.rng.choice(BUDGETS).format(b=limit) if limit else ""
    keep = [value for value in (wish.color, wish.size, limit) if value]
    return draw.say(WORDINGS, keep=[*keep, budget], k=wish.kind, w=f"{color}{size}{budget}")


def expected(records: Records, wish: Wish) -> Expected:
    """Each product that the reply names or shows has to fit the wish."""
    fitting = [product for product in records.products if wish.fits(product)]
    by_id = {product.id: product for product in records.products}

    def demand(reading: Reading) -> Iterator[Flaw]:
        told = [product for product in records.products if _told(product, reading)]
        shown = [by_id[card.id] for card in reading.cards if card.id in by_id]
        if fitting and not told:
            yield wrong("recommends nothing")
        for product in dict.fromkeys(p.id for p in (*told, *shown)):
            if fitting and not wish.fits(by_id[product]):
                yield wrong(f"recommends {by_id[product].title}, which does not fit")

    return Expected(
        " or ".join(product.title for product in fitting[:5]) or "nothing fits",
        Held(any_product=True, amounts=(wish.budget,) if wish.budget else ()),
        (demand,),
        refuse=not fitting,
    )


def _told(product: Product, reading: Reading) -> bool:
    return product.title.split()[0].casefold() in reading.text.casefold() and names(
        reading.text, product
    )
