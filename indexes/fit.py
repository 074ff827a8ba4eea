"""How well one title fits a message."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexes.entry import Entry
from indexes.reading import Reading
from indexes.stopwords import ASKING, COLORS, STOPWORDS
from indexes.text import Token, stems

# Weight of words that say little, against 1 for others of the same rarity.
BRAND_WEIGHT = 0.3
STOPWORD_WEIGHT = 0.1
# Long titles end in specifications that nobody says.
SAID_WORDS, UNSAID_WEIGHT = 4, 0.5

# Highest score of a mention that rests on kinds, colours, sizes or brands alone.
VAGUE = 0.45
# Score of a whole title that is nothing but a kind of thing ("Shirt").
KIND = 0.75
# Matched words in another order, or with other words between them, fit less well.
REORDERED, SCATTERED = 0.85, 0.8
# Exponent that lifts a part of a title that names the product ("the submariner").
LIFT = 0.6
# A shorter corrected word is too uncertain to name a product by itself.
SURE = 6


@dataclass(frozen=True, slots=True)
class Title:
    """A title's words. `weights` sum to 1.

    `specific` says which words can help to name a product (sizes, colours and brands
    cannot), `leans` which mean something only next to another word of the title: figures,
    single letters, words of every question. `optional` words are often left out: brands
    and stop words.
    """

    entry: Entry
    words: tuple[str, ...]
    weights: tuple[float, ...]
    specific: tuple[bool, ...]
    leans: tuple[bool, ...]
    optional: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """`places` are the positions of the message's words that belong to the title.

    `named` are those of them that name the product; none where the words fit many.
    """

    title: Title
    score: float
    places: frozenset[int]
    named: frozenset[int]
    exact: bool


def weigh(
    entry: Entry,
    words: Sequence[str],
    rarity: Callable[[str], float],
    option_words: Collection[str],
) -> Title:
    """Weigh a title's words by their `rarity`; `option_words` never name a product."""
    brand = frozenset(stems(entry.brand))
    weights = [rarity(word) * factor(place, word, brand) for place, word in enumerate(words)]
    unspecific = STOPWORDS | ASKING | COLORS | brand
    total = math.fsum(weights)
    return Title(
        entry=entry,
        words=tuple(words),
        weights=tuple(weight / total for weight in weights),
        specific=tuple(word not in unspecific and word not in option_words for word in words),
        leans=_unless_all([_leans(word) for word in words]),
        optional=_unless_all([word in STOPWORDS or word in brand for word in words]),
    )


def factor(place: int, word: str, brand: Collection[str]) -> float:
    """What a word of a title counts by its place and kind; `brand` are the words of its brand."""
    said = 1 if place < SAID_WORDS else UNSAID_WEIGHT
    named = BRAND_WEIGHT if word in brand else 1
    return said * named * (STOPWORD_WEIGHT if word in STOPWORDS else 1)


def _unless_all(flags: Sequence[bool]) -> tuple[bool, ...]:
    """Something has to remain of a title: a flag that all its words have tells nothing."""
    return (False,) * len(flags) if all(flags) else tuple(flags)


def _leans(word: str) -> bool:
    return word.isdigit() or len(word) < 2 or word in STOPWORDS or word in ASKING


def fit(
    title: Title,
    readings: Mapping[str, Sequence[Reading]],
    tokens: Sequence[Token],
    sharing: Callable[[Collection[str]], int],
    few: float,
) -> Fit:
    """Fit `title` to a message whose `readings` are given by title word.

    `sharing` counts the titles that have all these words; words that more than `few`
    share do not name a product.
    """
    taken = _take(title, readings)
    places = _places(taken.values())
    specific = {i: reading for i, reading in taken.items() if title.specific[i]}
    sure = any(r.likeness == 1 or len(r.word) >= SURE for r in specific.values())
    named = _places(specific.values())
    shared = sharing([title.words[i] for i in specific]) if sure else 0
    if not 0 < shared <= few:
        named = frozenset()
    order = [taken[position].first for position in sorted(taken)]
    loose = _is_loose(places, tokens)
    ordered = order == sorted(order)
    said = [i in taken or optional for i, optional in enumerate(title.optional)]
    score = sum(title.weights[i] * reading.likeness for i, reading in taken.items())
    whole = len(taken) == len(title.words)
    # A title less its brand has to be the only one of these words: not "the shoes".
    if all(said) and ordered and not loose and (whole or (named and shared == 1)):
        score = _whole_score(title, score, named=bool(named), sure=sure)
        return Fit(title, score, places, named, exact=True)
    score *= (1 if ordered else REORDERED) * (SCATTERED if loose else 1)
    if not whole:
        score = score**LIFT if named else min(score, VAGUE)
    return Fit(title, score, places, named, exact=False)


def _whole_score(title: Title, score: float, *, named: bool, sure: bool) -> float:
    """Score of a title that was said completely, perhaps but for its brand."""
    if named:
        return float(score**LIFT)
    return score if len(title.words) > 1 else min(score, KIND if sure else VAGUE)


def _places(readings: Collection[Reading]) -> frozenset[int]:
    return frozenset(i for reading in readings for i in range(reading.first, reading.last + 1))


def _is_loose(places: Collection[int], tokens: Sequence[Token]) -> bool:
    """Whether words of another meaning stand between those of the title."""
    between = range(min(places, default=0), max(places, default=0))
    return any(i not in places and tokens[i].stem not in STOPWORDS | ASKING for i in between)


def _take(title: Title, readings: Mapping[str, Sequence[Reading]]) -> dict[int, Reading]:
    """The reading to use for each position of the title that is in the message."""
    options = _options(title, readings)
    standing = {i: found for i, found in options.items() if not title.leans[i]}
    if not standing:
        return {}
    anchor = max(standing, key=lambda i: title.weights[i] * standing[i][0].likeness)
    origin = standing[anchor][0].first - anchor
    taken = {
        i: min(found, key=lambda r: (abs(r.first - i - origin), -r.likeness))
        for i, found in standing.items()
    }
    leaning = [i for i in options if title.leans[i]]
    for i in [*leaning, *reversed(leaning)]:
        chosen = taken.values()
        beside = {r.first - 1 for r in chosen} | {r.last + 1 for r in chosen}
        for reading in options[i]:
            if i not in taken and (reading.first in beside or reading in chosen):
                taken[i] = reading
    return taken


def _options(title: Title, readings: Mapping[str, Sequence[Reading]]) -> dict[int, list[Reading]]:
    """All readings by position; a pair written as one word counts for both its positions."""
    options = {i: list(readings.get(word, ())) for i, word in enumerate(title.words)}
    for i, (word, following) in enumerate(pairwise(title.words)):
        for reading in readings.get(word + following, ()):
            options[i].append(reading)
            options[i + 1].append(reading)
    return {i: found for i, found in options.items() if found}
