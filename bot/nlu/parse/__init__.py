"""A shopper's details read from a message by rules, without a model.

One module an entity; each yields the spans it sees, and the order below settles which
reading wins where two overlap: "under 42" is money before it could be a size.
"""

from __future__ import annotations

from dataclasses import replace

from bot.nlu.parse import colors, measures, methods, money, ordinals, places, quantities, sizes
from bot.nlu.spans import Span, without_overlaps
from indexes.slips import Mended, Speller, mend
from knowledge.countries import country_names

BY_PRIORITY = (money, measures, ordinals, quantities, sizes, colors, places, methods)

# The words that details are told by: a slip in one of them must not lose the detail.
TELLING = frozenset(
    f"""
    {colors.PLAIN} dark light express overnight priority standard regular economy delivery shipping
    shipment pickup size sizes small medium large extra first second third fourth fifth last former
    latter number option chest waist foot inch inches euro euros dollar dollars pound pounds bucks
    budget under below over above between than maximum least around pair pairs united kingdom states
    zealand
    """.split()
)
COUNTRIES = frozenset(name for name in country_names() if len(name) >= places.FUZZY_LENGTH)


def _is_right(word: str) -> bool:
    """Whether it is no slip: "croatian" is a word, and "expresso" is coffee to many."""
    return word[:-1] in country_names() or word == "expresso"


SPELLER = Speller((TELLING, COUNTRIES), _is_right)


def find_entities(text: str) -> tuple[Span, ...]:
    """Return what `text` names, in text order, without overlaps. Never raises."""
    mended = mend(text, SPELLER)
    found = without_overlaps(span for module in BY_PRIORITY for span in module.find(mended.text))
    return tuple(_as_typed(mended, span) for span in found)


def _as_typed(mended: Mended, span: Span) -> Span:
    start, end = mended.as_typed(span.start, span.end)
    return replace(span, start=start, end=end)
