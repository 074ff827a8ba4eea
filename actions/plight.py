"""What a shopper needs who tells of a plight and names no goods: "a spark burnt a hole in my tent".

No word of it need stand in a record, so the search by meaning decides alone, and only where
it is surer than it is of what is none of a shop's business.
"""

from __future__ import annotations

import re

from actions.candidates import can_be_bought
from actions.context import Criteria
from actions.current import vocabulary
from actions.needs import MOST_SHOWN, Match
from actions.phrases import words
from actions.shop import Shop
from actions.turn import Turn
from actions.wishes import criteria_of
from indexes.text import stem

# How relevant to the message goods are that help, where it may be a wish, and where somebody
# tells of themselves. Of 1,000 messages of CLINC150 that are out of scope 14 find any.
WISHED_FOR, TOLD = 0.03, 0.05
# A likeliness of a wish or a gift from which on what may help is enough.
WISHED = 0.05
WISHES = frozenset(["ask_recommendation", "ask_gift"])
# What is this part as relevant as the best is shown beside it.
AS_GOOD = 0.6
DEPTH = 20
_ONESELF = frozenset("i i'm i've i'd im ive my we we're we've our".split())  # noqa: SIM905
_OWNED = re.compile(r"\b(?:my|our|his|her|their)((?:\s+[\w'-]+){1,3})", re.IGNORECASE)


def helping(shop: Shop, turn: Turn) -> list[Match]:
    """What can be bought and helps; none of what the shopper speaks of as owned."""
    wishes = may_wish(turn)
    if not wishes and _ONESELF.isdisjoint(words(turn.text)):
        return []
    least = WISHED_FOR if wishes else TOLD
    limits = criteria_of(shop, turn, Criteria())
    limits = Criteria(min_price=limits.min_price, max_price=limits.max_price)
    hits = shop.searcher.search(turn.text, k=DEPTH, kind="product", min_relevance=least)
    owned = _owned(shop, turn.text)
    relevance = {hit.id: hit.relevance for hit in hits if hit.id not in owned}
    found = [
        Match(product, variants, relevance[product.id])
        for product, variants in can_be_bought(shop, limits, list(relevance))
    ]
    found.sort(key=lambda match: -match.score)
    return [match for match in found if match.score >= AS_GOOD * found[0].score][:MOST_SHOWN]


def may_wish(turn: Turn) -> bool:
    """Whether a wish or a gift is among the likeliest readings."""
    return any(one.intent in WISHES and one.confidence >= WISHED for one in turn.readings)


def _owned(shop: Shop, text: str) -> frozenset[str]:
    """The ids of the kind of thing that is at hand already: "my rain jacket"."""
    goods = vocabulary(shop.store).things
    spoken = [[stem(word) for word in words(said[1])] for said in _OWNED.finditer(text)]
    firsts = (next((word for word in said if word in goods), "") for said in spoken)
    return frozenset().union(*(goods.get(word, frozenset()) for word in firsts))
