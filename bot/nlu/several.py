"""Which clauses of a message are questions of their own: "how much is it and is it vegan"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlu.clauses import Clause
from bot.nlu.parse import find_entities
from bot.nlu.spans import Span

SEVERAL = "ask_several"
OUT_OF_SCOPE = "out_of_scope"

ASIDES = frozenset({"greet", "thank", "goodbye", "affirm", "deny", "help"})
"""Said along with a question, and no question."""

CONTINUES = frozenset({"refine", "drop_filter", "select_item"})
"""What completes the clause before, unless it puts another value in place of one there."""

OF_A_PRODUCT = frozenset(
    {
        *("ask_price", "ask_stock", "ask_back_in_stock", "ask_sizes", "ask_colors", "ask_fit"),
        *("ask_material", "ask_care", "ask_dimensions", "ask_compatibility", "ask_detail"),
        *("ask_product", "ask_reviews", "ask_similar"),
    }
)
"""Asked of one product or property at a time, so that another noun makes another question."""

NAMES_ONLY = CONTINUES | {"ask_product", "ask_recommendation", "ask_compare", OUT_OF_SCOPE}
"""What a product's bare name may be read as."""

SURE = 0.6
"""Confidence that a clause needs which has not the form of a question: "price and sizes"."""

# "my wrist is 17 cm, which strap fits?" tells first and asks then.
STATEMENT = re.compile(
    r"(?:i|i'm|im|i've|i'd|my|we|we're|our|it|it's|its|he|she|they|nobody|this is|that is"
    r"|the (?:\w+ ){1,3}(?:is|are|was|were))\b",
    re.IGNORECASE,
)
NOUN_PHRASE = re.compile(r"\b(?:the|your)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
# Words that name no thing.
LITTLE = frozenset(
    """a about again all also am an and any are as at available be but by can come comes cost costs
    could different do does for from get give go got has have how i if in is it its long many me
    much my new of on one ones or other out please price really same show so some still stock tell
    than that the their them then there these they this those to too u up want was what whats when
    where which who will with would you your r ur us we into made make""".split()  # noqa: SIM905 - prose
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest intent of a text."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """`text[start:end]` asks `reading`."""

    start: int
    end: int
    reading: Reading


def questions(
    text: str, clauses: Sequence[Clause], readings: Sequence[Reading], threshold: float
) -> tuple[Question, ...]:
    """The questions of `text` where it holds at least two that differ, else nothing.

    A clause counts with a confidence of `threshold`; what does not count belongs to the
    question of its sentence, or to the one before it.
    """
    found: list[Question] = []
    told: Clause | None = None
    for clause, reading in zip(clauses, readings, strict=True):
        if reading.intent in ASIDES:
            continue
        own = _own(text, clause, reading, found, threshold)
        if own is None:
            told = replace(told, end=clause.end) if told else clause
            continue
        # "my feet are 28 cm, which size fits?" is one sentence, and one question.
        leads = told is not None and (not found or (told.apart and not clause.apart))
        if told and not leads:
            found[-1] = replace(found[-1], end=told.end)
        found.append(Question(told.start if told and leads else clause.start, clause.end, own))
        told = None
    if told and found:
        found[-1] = replace(found[-1], end=told.end)
    answerable = any(question.reading.intent != OUT_OF_SCOPE for question in found)
    return tuple(found) if len(found) > 1 and answerable else ()


def lone_question(readings: Sequence[Reading]) -> int | None:
    """Which one of the clauses is more than a greeting, thanks or a yes, if just one is."""
    asked = [
        i
        for i, reading in enumerate(readings)
        if reading.intent not in ASIDES
        and (reading.intent not in CONTINUES or reading.confidence >= SURE)
    ]
    return asked[0] if len(asked) == 1 and len(readings) > 1 else None


def _own(
    text: str, clause: Clause, reading: Reading, found: Sequence[Question], threshold: float
) -> Reading | None:
    """How `clause` reads as a question of its own; None where it only adds to another."""
    before = found[-1] if found else None
    if before is not None and _takes_over(text, before, clause, reading, threshold):
        return before.reading
    if _only_adds(text, clause, reading, before):
        return None
    needed = threshold if clause.asks else max(SURE, threshold)
    if reading.confidence < needed or (reading.intent == OUT_OF_SCOPE and not clause.asks):
        return None
    if before is not None and before.reading.intent == reading.intent:
        return reading if _differ(text, before, clause) else None
    return reading


def _only_adds(text: str, clause: Clause, reading: Reading, before: Question | None) -> bool:
    """Whether `clause` belongs to another question by what it says."""
    if reading.intent in CONTINUES or _tells_a_measure(text, clause):
        return True
    if not clause.asks:
        is_name = before is not None and reading.intent in NAMES_ONLY
        # "hip 95 cm, which size fits me?" tells a measure first.
        tells = reading.intent == "ask_fit" or STATEMENT.match(text, clause.start) is not None
        return is_name or tells
    # "how long does shipping take and what does it cost"
    asks_its_price = reading.intent == "ask_price" and not _nouns(text, clause)
    return asks_its_price and before is not None and before.reading.intent == "ask_shipping"


def _tells_a_measure(text: str, clause: Clause) -> bool:
    """Whether `clause` says how long or wide something of the shopper's is."""
    said = text[clause.start : clause.end]
    return bool(STATEMENT.match(said)) and any(s.entity == "measure" for s in find_entities(said))


def _takes_over(
    text: str, before: Question, clause: Clause, reading: Reading, threshold: float
) -> bool:
    """Whether `clause` asks what `before` asked, of something else: "and the fleece in L?"."""
    if reading.intent not in NAMES_ONLY and reading.confidence >= threshold:
        return False
    if reading.intent in CONTINUES and clause.apart and clause.asks:
        return _contrast(text, before, clause)
    left, right = text[before.start : before.end], text[clause.start : clause.end]
    return (
        before.reading.intent in OF_A_PRODUCT
        and NOUN_PHRASE.search(left) is not None
        and NOUN_PHRASE.match(right) is not None
        and _nouns_apart(text, before, clause)
    )


def _differ(text: str, before: Question, clause: Clause) -> bool:
    """Whether two questions of one intent ask different things."""
    if _contrast(text, before, clause):
        return True
    return before.reading.intent in OF_A_PRODUCT and _nouns_apart(text, before, clause)


def _contrast(text: str, before: Question, clause: Clause) -> bool:
    """Whether a detail of `before` has another value in `clause`."""
    spans = find_entities(text)
    left, right = _values(spans, before), _values(spans, clause)
    kinds = {kind for kind, _ in left} & {kind for kind, _ in right}
    return any(kind in kinds for kind, _ in left ^ right)


def _values(spans: Sequence[Span], part: Question | Clause) -> set[tuple[str, str]]:
    return {(s.entity, s.value) for s in spans if part.start <= s.start and s.end <= part.end}


def _nouns_apart(text: str, before: Question, clause: Clause) -> bool:
    left, right = _nouns(text, before), _nouns(text, clause)
    return bool(left - right) and bool(right - left)


def _nouns(text: str, part: Question | Clause) -> set[str]:
    """The words that may name a thing, without details such as colours and sizes."""
    inside = [s for s in find_entities(text) if part.start <= s.start and s.end <= part.end]
    return {
        word.group().lower()
        for word in WORD.finditer(text, part.start, part.end)
        if word.group().lower() not in LITTLE
        and not any(s.start <= word.start() < s.end for s in inside)
    }
