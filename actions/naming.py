"""Which words of a message name a product, and which only describe or ask."""

from __future__ import annotations

import re
from itertools import takewhile

from actions.current import vocabulary
from actions.phrases import QUESTION_WORDS, content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Span, Turn
from indexes.search import Mention
from indexes.text import stem

# Below this share of its title a product is not meant by name (see `Searcher.link`).
LINKED = 0.5
# What goes before the name of a thing that is known, which has so many words at most.
_DEFINITE, _NAME = frozenset(["the", "this", "that", "these", "those", "your"]), 3
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


def definite_kind(shop: Shop, text: str) -> frozenset[str]:
    """The kind of thing that `text` speaks of as known: "balm" of "the boot balm"; one or none."""
    kinds = vocabulary(shop.store).kinds
    said = words(text)
    for place, word in enumerate(said):
        if word in _DEFINITE:
            named = takewhile(lambda one: one not in QUESTION_WORDS, said[place + 1 :][:_NAME])
            heads = [stem(one) for one in named if stem(one) in kinds]
            if heads:
                return frozenset(heads[-1:])
    return frozenset()


def name_spans(turn: Turn, mention: Mention) -> tuple[Span, ...]:
    """Where the title is named; a word of it that stands apart says something else.

    "Do the Firefly lights fit any bike?" names no bike light a second time.
    """
    runs: list[list[Span]] = []
    for span in sorted(mention.spans):
        beside = runs and not words(turn.text[runs[-1][-1][1] : span[0]])
        if beside:
            runs[-1].append(span)
        else:
            runs.append([span])
    longest = max((len(run) for run in runs), default=0)
    return tuple(next((run for run in runs if len(run) == longest), ()))


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
