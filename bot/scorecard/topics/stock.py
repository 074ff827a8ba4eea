"""Whether one size, one colour or one variant can be had."""

from __future__ import annotations

from collections.abc import Mapping

from bot.scorecard.demands import about, alternatives, available
from bot.scorecard.draw import Draw
from bot.scorecard.language import clauses
from bot.scorecard.mentions import is_gone
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, unsupported
from bot.scorecard.records import COLOR, SIZE, buyable, variants
from knowledge.model import Availability, Product, Variant

WORDINGS: Mapping[tuple[bool, bool], tuple[str, ...]] = {
    (True, False): (
        "Do you have the {t} in size {s}?",
        "is the {t} available in {s}?",
        "{t} in {s}, in stock?",
        "Is size {s} of the {t} in stock",
        "can i still get the {t} in a {s}",
    ),
    (False, True): (
        "Do you have the {t} in {c}?",
        "is the {t} available in {c}?",
        "can i get the {t} in {c}",
        "Is the {c} {t} in stock?",
    ),
    (True, True): (
        "Do you have the {t} in {c}, size {s}?",
        "is the {t} in {s} {c} in stock?",
        "I'd like the {t} in {c} in {s}. Is it available?",
        "{t} {c} {s} still there?",
    ),
}
# A colour that a product is not made in is asked for now and then.
NOT_MADE = 0.12


def stock(draw: Draw) -> Question | None:
    """Whether a product can be had in a size, a colour or both."""
    product = draw.product(lambda one: bool(one.option_values(SIZE) or one.option_values(COLOR)))
    if product is None:
        return None
    options = draw.rng.choice(product.variants).options
    offered = {name: options[name] for name in (SIZE, COLOR) if name in options}
    if len(offered) == 2 and draw.chance(0.5):
        offered.pop(draw.rng.choice((SIZE, COLOR)))
    if COLOR in offered and draw.chance(NOT_MADE):
        offered[COLOR] = _foreign_color(draw, product) or offered[COLOR]
    return Question("stock", (_ask(draw, product, offered),), (expected(product, **offered),))


def _ask(draw: Draw, product: Product, asked: Mapping[str, str]) -> str:
    size, color = asked.get(SIZE, ""), asked.get(COLOR, "")
    wordings = WORDINGS[bool(size), bool(color)]
    return draw.say(wordings, keep=(size, color), t=product.title, s=size, c=color)


def _foreign_color(draw: Draw, product: Product) -> str | None:
    """A colour of the shop of which no word is in one of the product's own."""
    own = {word for color in product.option_values(COLOR) for word in color.casefold().split()}
    others = {
        color
        for other in draw.products
        for color in other.option_values(COLOR)
        if not own & set(color.casefold().split())
    }
    return draw.one(sorted(others))


def expected(product: Product, **asked: str) -> Expected:
    """What the records say to whether these options can be had."""
    among = variants(product, **asked)
    tracked = [v for v in buyable(among) if v.availability is Availability.IN_STOCK]
    can_be_had = bool(buyable(among))
    demands: list[Demand] = [
        about(product), available(product, tuple(asked.values()), expected=can_be_had)
    ]  # fmt: skip
    for option, other in ((SIZE, COLOR), (COLOR, SIZE)):
        kept = {name: value for name, value in asked.items() if name != option}
        pool = variants(product, **kept) if kept else product.variants
        if option in asked or other in asked:
            demands.append(alternatives(product, pool, option))
    if can_be_had and not tracked:
        demands.append(_not_counted)
    named = f"{product.title} in {' and '.join(asked.values())}"
    return Expected(
        f"{named}: {'yes' if tracked else 'yes, but not counted' if can_be_had else 'no'}",
        Held((product,), left=_left(tracked)),
        tuple(demands),
        none_found=not tracked,
    )


def _left(tracked: list[Variant]) -> int | None:
    return sum(variant.stock or 0 for variant in tracked) or None


def _not_counted(reading: Reading) -> list[Flaw]:
    """What is not tracked must not be called in stock: the records do not say so."""
    said = any("in stock" in one.casefold() and not is_gone(one) for one in clauses(reading.text))
    return [unsupported("says in stock, which the records do not track")] if said else []
