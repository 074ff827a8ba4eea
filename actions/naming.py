"""Which words of a message name a product, and which only describe or ask."""

from __future__ import annotations

import re

from actions.current import vocabulary
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Turn
from indexes.search import Mention

# Below this share of its title a product is not meant by name (see `Searcher.link`).
LINKED = 0.5
_PRONOUN = re.compile(r"\b(?:it|it['’]?s|they|them)\b", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|your|that|this)\s+$", re.IGNORECASE)
_THING = re.compile(r"\s*(?:$|[?!.,;]|ones?\b|things?\b|instead\b|then\b|please\b|pls\b)")


def described_words(shop: Shop, turn: Turn) -> list[str]:
    """The words that may describe a product: neither question words nor entities."""
    rest = turn.without([(e.start, e.end) for e in turn.entities if e.name != "product"])
    values = {
        w for name in ("size", "color") for v in shop.store.option_values(name) for w in words(v)
    }
    return [word for word in content_words(rest.text) if word not in values]


def is_name(shop: Shop, turn: Turn, mention: Mention) -> bool:
    """Whether a title is meant; words that only say a kind ("shoes") describe instead."""
    if not shop.store.product(mention.id):
        # The index is from before the last import.
        return False
    return mention.exact or (
        mention.score >= LINKED and not said_of(turn, mention) <= vocabulary(shop.store).kinds
    )


def said_of(turn: Turn, mention: Mention) -> frozenset[str]:
    """The stems that the message says of the title."""
    return stem_set(turn.text[start:end] for start, end in mention.spans)


def is_clear(shop: Shop, turn: Turn, mention: Mention) -> bool:
    """Whether a name leads away from the product under discussion.

    "Is the rain cover included?" and "which keeps me dry?" do not: one word of a title that
    the records mostly use of other things names nothing, unless it is pointed at ("the dry
    one"). Nor does what stands after a pronoun: "does it fit the Northlake?" asks about it.
    """
    if mention.exact:
        return True
    start, end = mention.spans[0]
    if before_pronoun(turn.text[:start]) is not None:
        return False
    said = said_of(turn, mention)
    if len(said) > 1 or (_THE.search(turn.text[:start]) and _THING.match(turn.text[end:])):
        return True
    return all(shop.searcher.is_name(word) for word in said)


def before_pronoun(text: str) -> str | None:
    """What stands before the first "it" or "they"; ``None`` where there is none."""
    found = _PRONOUN.search(text)
    return text[: found.start()] if found else None


def other_kinds(shop: Shop, text: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The kinds of product that `text` names, but for those in `known`."""
    return (stem_set(content_words(text)) & vocabulary(shop.store).kinds) - known
