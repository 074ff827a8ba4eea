"""What buyers rated highest, and what they rated most often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, ProductCard, facts, price_text
from actions.context import Criteria
from actions.needs import Match, first_of
from actions.phrases import WORD, stem_set
from actions.shop import Shop
from actions.turn import Turn, blank
from actions.wishes import describe
from indexes.text import stem
from knowledge.model import Fact, Product

RATED, SELLING = "ask_best_rated", "ask_best_selling"
INTENTS = frozenset([RATED, SELLING])
# Words that ask for the ranking itself and name no need.
_RANKING = stem_set(
    """
    best rated rating ratings rate top highest high reviewed reviews review star stars popular
    popularity bestseller bestsellers seller sellers selling sold sell favourite favourites
    favorite favorites customer customers people buyers shoppers everyone buy bought hit hits
    loved liked most trending hot scored score scoring
    """.split()  # noqa: SIM905 - words read best as text
)


def without_praise(turn: Turn) -> Turn:
    """The message less the words that only ask for what is best, so that its need is left."""
    spans = [m.span() for m in WORD.finditer(turn.text) if stem(m[0].lower()) in _RANKING]
    return replace(turn, text=blank(turn.text, spans))


def find(
    shop: Shop, intent: str, criteria: Criteria, among: Sequence[str] | None = None
) -> list[Match]:
    """The rated products that satisfy `criteria`, best first; of `among` only, if given.

    For SELLING by how often they were rated: no record says how often they were sold.
    """
    ids = shop.store.rated(by_count=intent == SELLING)
    return first_of(shop, criteria, [id_ for id_ in ids if among is None or id_ in among])


def answer(shop: Shop, intent: str, criteria: Criteria, found: Sequence[Match]) -> Answer:
    """State the products found with their ratings, or that there are none."""
    need = facts("message", need=describe(shop, criteria)) if criteria.to_slot() else ()
    if not found:
        return Answer("no_sales_figures") if intent == SELLING else Answer("no_ratings", need)
    act = "recommend_reviewed" if intent == SELLING else "recommend_rated"
    said = [
        fact
        for position, match in enumerate(found, start=1)
        for fact in _rated(shop, match, position, intent)
    ]
    cards = tuple(ProductCard.of(match.product, match.price) for match in found)
    return Answer(act, (*said, *need), cards)


def _rated(shop: Shop, match: Match, position: int, intent: str) -> tuple[Fact, ...]:
    product = match.product
    values = {
        f"product_{position}": product.title,
        f"price_{position}": price_text(match.variants),
        f"rating_{position}": f"{product.rating} out of 5" if intent == RATED else None,
        f"count_{position}": _count(shop, product),
    }
    return facts(product.source, **values)


def _count(shop: Shop, product: Product) -> str:
    if not product.rating_count:
        written = len(shop.store.reviews(product.id))
        said = f"{written} review{'s' * (written > 1)}"
        return said if written else "number of ratings not stated"
    return f"{product.rating_count} rating{'s' * (product.rating_count > 1)}"
