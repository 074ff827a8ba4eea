"""A shopper's details read from a message by rules, without a model.

One module an entity; each yields the spans it sees, and the order below settles which
reading wins where two overlap: "under 42" is money before it could be a size.
"""

from __future__ import annotations

from bot.nlu.parse import colors, measures, methods, money, ordinals, places, quantities, sizes
from bot.nlu.spans import Span, without_overlaps

BY_PRIORITY = (money, measures, ordinals, quantities, sizes, colors, places, methods)


def find_entities(text: str) -> tuple[Span, ...]:
    """Return what `text` names, in text order, without overlaps. Never raises."""
    return without_overlaps(span for module in BY_PRIORITY for span in module.find(text))
