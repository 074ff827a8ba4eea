"""How well one title fits a message."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bm25s.stopwords import STOPWORDS_EN_PLUS

from indexes.reading import Reading
from indexes.shelf import Entry
from indexes.text import Token, stems

STOPWORDS = frozenset(part for word in STOPWORDS_EN_PLUS for part in stems(word))

# Weight of words that say little, against 1 for others of the same rarity.
BRAND_WEIGHT = 0.3
STOPWORD_WEIGHT = 0.1
# Long titles end in specifications that nobody says.
SAID_WORDS, UNSAID_WEIGHT = 4, 0.5

# A word in more titles than this share (and than two) is a kind of thing, not a name.
GENERIC = 0.03
# Highest score of a mention that rests on kinds, colours, sizes or brands alone.
VAGUE = 0.45
# Score of a whole title that is nothing but a kind of thing ("Shirt").
KIND = 0.75
# Matched words in another order, or with other words between them, fit less well.
REORDERED, SCATTERED = 0.85, 0.8
# Exponent that lifts a part of a title that names the product ("the submariner").
LIFT = 0.6


@dataclass(frozen=True, slots=True)
class Title:
    """A title's words. `weights` sum to 1.

    `names` says which words can name a product, `leans` which mean something only next to
    another word of the title: figures, single letters, stop words.
    """

    entry: Entry
    words: tuple[str, ...]
    weights: tuple[float, ...]
    names: tuple[bool, ...]
    leans: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """`places` are the positions of the message's words that belong to the title."""

    title: Title
    score: float
    places: frozenset[int]
    exact: bool


def weigh(
    entry: Entry,
    words: Sequence[str],
    frequency: Mapping[str, int],
    titles: int,
    unspecific: Collection[str],
) -> Title:
    """Weigh a title's words by their `frequency` in the catalogue's `titles`.

    `unspecific` words (sizes, colours) never name a product.
    """
    brand = frozenset(stems(entry.brand))
    limit = max(2, GENERIC * titles)
    weights = []
    for position, word in enumerate(words):
        weight = math.log1p(titles / frequency[word])
        weight *= BRAND_WEIGHT if word in brand else 1
        weight *= STOPWORD_WEIGHT if word in STOPWORDS else 1
        weights.append(weight * (1 if position < SAID_WORDS else UNSAID_WEIGHT))
    leans = [_leans(word) for word in words]
    names = [
        not lean and word not in unspecific and word not in brand and frequency[word] <= limit
        for word, lean in zip(words, leans, strict=True)
    ]
    if all(leans):
        leans = [False] * len(words)
    total = sum(weights)
    shares = tuple(weight / total for weight in weights)
    return Title(entry, tuple(words), shares, tuple(names), tuple(leans))


def _leans(word: str) -> bool:
    return word.isdigit() or len(word) < 2 or word in STOPWORDS


def fit(title: Title, readings: Mapping[str, Sequence[Reading]], tokens: Sequence[Token]) -> Fit:
    """Fit `title` to a message whose `readings` are given by title word."""
    taken = _take(title, readings)
    if not taken:
        return Fit(title, 0.0, frozenset(), exact=False)
    order = [taken[position] for position in sorted(taken)]
    places = frozenset(i for reading in order for i in range(reading.first, reading.last + 1))
    ordered = all(a.first <= b.first for a, b in pairwise(order))
    loose = sum(
        tokens[i].stem not in STOPWORDS for i in range(min(places), max(places)) if i not in places
    )
    missing = [
        word for i, word in enumerate(title.words) if i not in taken and word not in STOPWORDS
    ]
    exact = ordered and not loose and not missing
    score = sum(title.weights[i] * reading.likeness for i, reading in taken.items())
    named = any(title.names[i] for i in taken)
    if exact:
        return Fit(title, _whole(title, score, named=named), places, exact=True)
    score *= (1 if ordered else REORDERED) * (SCATTERED if loose else 1)
    return Fit(title, score**LIFT if named else min(score, VAGUE), places, exact=False)


def _whole(title: Title, score: float, *, named: bool) -> float:
    """The score of a title that was said completely."""
    if named or len(title.words) > 1:
        return score
    return min(score, KIND)


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
        beside = {r.first - 1 for r in taken.values()} | {r.last + 1 for r in taken.values()}
        for reading in options[i]:
            if i not in taken and reading.first in beside:
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
