"""Small pieces of English that facts are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexes.text import stems

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words of a question that name no product, however the question is put.
QUESTION_WORDS = frozenset(
    """
    a about again ah all also an and another any anymore anything are as at available be been
    big bigger both but buy by can cheap cheaper chest cm color colors colour colours come comes
    cost costs could currently did do does doesn't don't else even ever feet fifth find first
    fit fits foot for fourth from get give given good got had has have hello hey hi hm hmm how
    how's i i'd i'm i've id if im in inch inches instead is isn't it it's item items its ive
    just kind know large larger last left length like long look looking many maybe me mean meant
    measure measures medium mm much my need no not now number of oh ok okay on one ones only or
    order other others our out pair pairs please pls plz possible price prices product products
    really right same second sell selling shall shoe shop should show size sizes small smaller
    so sold some something still stock stocked store sure take tell than thank thanks that
    that's the their them then there there's these they thing things third this those to today
    too try two un up us usual usually waist wanna want was we wear wearing well were what
    what's whats when where which who whole will with without would yes you your
    """.split()  # noqa: SIM905 - words read best as words
)

# Words that point back at what was talked about.
POINTING = frozenset(["it", "its", "it's", "that", "this", "them", "they", "these", "those", "one"])


def words(text: str) -> list[str]:
    """The lower-case words of `text`, apostrophes kept ("it's" is one word)."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """The words of a question that may name a product or describe one."""
    return [word for word in words(text) if word not in QUESTION_WORDS]


def join(values: Iterable[str], last: str = "and") -> str:
    """Write a list as English does: "41, 42 and 43"."""
    parts = list(values)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def stem_set(texts: Iterable[str]) -> frozenset[str]:
    """The stems of all words in `texts`."""
    return frozenset(found for text in texts for found in stems(text))
