"""Which product a question about a property is about.

Its other words describe the property and no product: "does it have a rain cover?" means the
backpack in focus, not the rain jackets.
"""

from __future__ import annotations

from actions import focus
from actions.context import Context
from actions.current import vocabulary
from actions.focus import Focus
from actions.phrases import POINTING, content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Turn

_PRONOUNS = frozenset(["it", "its", "it's", "they", "them"])


def find(shop: Shop, turn: Turn, context: Context) -> Focus:
    """Resolve the product: as `focus.find`, but what is under discussion goes first.

    It does not where a whole title is said, or a kind of product and nothing points back.
    """
    found = focus.find(shop, turn, context)
    if turn.first("product") or turn.first("ordinal") or _is_titled(shop, turn):
        return found
    said = set(words(turn.text))
    kinds = stem_set(content_words(turn.text)) & vocabulary(shop.store).kinds
    points = bool(_PRONOUNS & said) or (bool(POINTING & said) and not kinds)
    if "one" in said or (not points and (kinds or focus.named(shop, turn))):
        return found
    shown = shop.products(context.products)
    kept = shop.store.product(context.product) if context.product else None
    kept = shown[0] if kept is None and len(shown) == 1 else kept
    if kept:
        return found if found.product == kept else Focus(turn, kept)
    return Focus(turn, candidates=tuple(shown)[: focus.MOST_BUTTONS]) if shown or points else found


def _is_titled(shop: Shop, turn: Turn) -> bool:
    return any(mention.exact for mention in shop.searcher.link(turn.text))
