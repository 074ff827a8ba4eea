"""Small pieces of English that facts are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexes.text import stems

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words of a question that name no product, however the question is put.
QUESTION_WORDS = frozenset(
    """
    a about above actually again ah all also alternative alternatives an and another any anymore
    anything are around as at available be been below best between big bigger both bucks budget
    but buy buying by can changed cheap cheaper chest cm color colors colour colours come comes
    comparable correction cost costs could currently did different do does doesn't doesnt dollar
    dollars don't dont each else eu eur euro euros even ever feet fifth find first fit fits foot
    for fourth from gbp get give given good got had hang has have hello help hey hi hm hmm how
    how's i i'd i'm i've id idea ideas if im in inch inches instead is isn't isnt it it's item
    items its ive just kind kindly know large larger last least left length less let let's lets
    like long look looking many max maximum maybe me mean meant measure measures medium min mind
    minimum mm more most much my need no not now number of oh ok okay on one ones only oops or
    order other others our out over pair pairs per please pls plz possible pounds price prices
    product products purchase rather really recommend recommendation recommendations right same
    second sell selling shall shoe shop should show similar size sizes small smaller so sold
    some something sorry still stock stocked store such suggest suggestion suggestions sure take
    tell than thank thanks that that's the their them then there there's theres these they thing
    things third this those to today too try two u uk un under until up us usd usual usually very
    waist wait wanna want was we wear wearing well were what what's whats when where which who
    whole will with within without would yes you your
    """.split()  # noqa: SIM905 - words read best as words
)

# Words that point back at what was talked about.
POINTING = frozenset(["it", "its", "it's", "that", "this", "them", "they", "these", "those", "one"])


def words(text: str) -> list[str]:
    """The lower-case words of `text`, apostrophes kept ("it's" is one word)."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """The words of a question that may name a product or describe one."""
    return [word for word in words(text) if not _asks(word)]


def _asks(word: str) -> bool:
    """Whether it is a word of questions, or begins with one: "you've"."""
    return word in QUESTION_WORDS or word.partition("'")[0] in QUESTION_WORDS


def join(values: Iterable[str], last: str = "and") -> str:
    """Write a list as English does: "41, 42 and 43"."""
    parts = list(values)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def stem_set(texts: Iterable[str]) -> frozenset[str]:
    """The stems of all words in `texts`."""
    return frozenset(found for text in texts for found in stems(text))
