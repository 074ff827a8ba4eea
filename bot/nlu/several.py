"""Which clauses of a message are questions of their own: "how much is it and is it vegan"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.clauses import Clause
from bot.nlu.contents import contrast, has_measure, nouns, nouns_apart, values, words
from bot.nlu.groups import (
    ASIDES,
    CONTINUES,
    NAMES_ONLY,
    OF_A_PRODUCT,
    ON_A_PAGE,
    OUT_OF_SCOPE,
    PROPERTIES,
)
from bot.nlu.place import FRAGMENT, UNSURE, Place, Question, Reading, Readings

SERVICES = frozenset({"ask_shipping", "ask_repair", "ask_exchange", "ask_pickup", "ask_customs"})
"""What "it" is in "and what does it cost" behind them."""
SURE = 0.6
"""Confidence that a clause needs which has not the form of a question: "orders and returns"."""
LIKELY = 0.15
"""Confidence of a reading that may be meant since the question before has it."""

# "if it breaks, do you repair it?" is one question.
CONDITION = re.compile(r"(?:if|when|in case)\b", re.IGNORECASE)
WHICH_OF_THEM = re.compile(r"wh?ich\b(?! (?:size|colou?r))", re.IGNORECASE)
NOUN_PHRASE = re.compile(r"\b(?:the|your)\b", re.IGNORECASE)


def questions(
    text: str,
    clauses: Sequence[Clause],
    readings: Sequence[Readings],
    threshold: float,
    whole: Reading,
) -> tuple[Question, ...]:
    """The questions of `text` where it holds at least two that differ, else nothing.

    A clause counts with a confidence of `threshold`, and also where it has the form of a
    question beside one that is sure; what does not count belongs to the question of its
    sentence, or to the one before it. `whole` is how the text reads as one question.
    """
    found = _found(text, clauses, readings, threshold, whole)
    answerable = any(q.is_sure and q.reading.intent != OUT_OF_SCOPE for q in found)
    return found if len(found) > 1 and answerable else ()


def lone_question(
    text: str,
    clauses: Sequence[Clause],
    readings: Sequence[Readings],
    threshold: float,
    whole: Reading,
) -> int | None:
    """The clause that says what the message asks, where its other words hide that.

    They are a greeting, thanks or a yes ("hi, sizes?"), or what makes the whole unsure.
    """
    if whole.intent in ASIDES:
        said = [likely[0] for likely in readings]
        asked = [i for i, one in enumerate(said) if _is_more(one)]
        return asked[0] if len(asked) == 1 and len(said) > 1 else None
    if whole.confidence >= threshold:
        return None
    found = _found(text, clauses, readings, threshold, whole)
    sure = [q for q in found if q.reading.confidence >= SURE and q.reading.intent != OUT_OF_SCOPE]
    return sure[0].clause if len(found) == 1 and sure else None


def _is_more(reading: Reading) -> bool:
    """Whether it is more than a greeting, thanks or a yes."""
    if reading.intent in ASIDES:
        return False
    return reading.intent not in CONTINUES or reading.confidence >= SURE


def _found(
    text: str,
    clauses: Sequence[Clause],
    readings: Sequence[Readings],
    threshold: float,
    whole: Reading,
) -> tuple[Question, ...]:
    """Every question of `text`, and what else stands for itself, in order."""
    found: list[Question] = []
    told: Clause | None = None
    for number, (clause, likely) in enumerate(zip(clauses, readings, strict=True)):
        if _is_aside(text, clause, likely[0]):
            continue
        after = clauses[number + 1] if number + 1 < len(clauses) else None
        place = Place(text, clause, found[-1] if found else None, after)
        lost = whole.confidence < threshold
        own = _own(place, likely, threshold) or _fragment(place, likely[0], threshold, lost=lost)
        if own is None:
            told = replace(told, end=clause.end) if told else clause
            continue
        # "my feet are 28 cm, which size fits?" is one sentence, and one question.
        leads = told is not None and (not found or _leads(text, told, clause))
        if told and not leads:
            found[-1] = replace(found[-1], end=told.end)
        start = told.start if told and leads else clause.start
        found.append(Question(start, clause.end, own, number))
        told = None
    if told and found:
        found[-1] = replace(found[-1], end=told.end)
    return tuple(found)


def _is_aside(text: str, clause: Clause, reading: Reading) -> bool:
    """Whether `clause` is said along with a question: "thanks", "damn"."""
    short = len(words(text, clause)) < 3
    return reading.intent in ASIDES or (reading.intent == "complain" and short)


def _own(place: Place, likely: Readings, threshold: float) -> Reading | None:
    """How the clause reads as a question of its own; None where it only adds to another."""
    reading, clause, before = _in_context(place, likely), place.clause, place.before
    if before is not None and _takes_over(place.text, before, clause, reading, threshold):
        return before.reading
    if _only_adds(place, reading) and not _asks_for_one(place, reading):
        return None
    if reading.confidence < threshold:
        return _unsure(place, reading)
    if not clause.asks:
        needed = threshold if place.is_listed and reading.intent in OF_A_PRODUCT else SURE
        if reading.confidence < needed or reading.intent in {OUT_OF_SCOPE, "ask_product"}:
            return None
    if before is not None and before.reading.intent == reading.intent:
        return reading if _differ(place.text, before, clause) else None
    return reading


def _asks_for_one(place: Place, reading: Reading) -> bool:
    """Whether it asks for a size or colour behind a question of another kind: "in L too?"."""
    fits = reading.intent == "refine" and place.clause.apart and place.clause.asks
    named = {kind for kind, _ in values(place.text, place.clause)} & {"size", "color"}
    return fits and bool(named) and place.comes_after(PROPERTIES | ON_A_PAGE)


def _unsure(place: Place, reading: Reading) -> Reading | None:
    """A question that no example is like, unless it goes on with the one before."""
    goes_on = place.before is not None and reading.intent == place.before.reading.intent
    asks = place.has_form or (place.clause.asks and place.clause.apart)
    if not asks or goes_on or place.wishes or not nouns(place.text, place.clause):
        return None
    return Reading(UNSURE, reading.confidence)


def _in_context(place: Place, likely: Readings) -> Reading:
    """The likeliest reading, or the one of the question before where that is likely too."""
    best, before = likely[0], place.before
    if before is None or not place.clause.asks:
        return best
    if before.reading.intent == "ask_compare" and WHICH_OF_THEM.match(place.said):
        return before.reading
    if not place.comes_after(ON_A_PAGE | {"ask_shipping"}):
        return best
    needed = max(LIKELY, best.confidence / 2)
    same = (r for r in likely if r.intent == before.reading.intent and r.confidence >= needed)
    return next(same, best)


def _fragment(place: Place, reading: Reading, threshold: float, *, lost: bool) -> Reading | None:
    """The reading of words that may ask something, as the records would tell.

    They stand in front ("stove weight and does it fold?") or, where nothing else tells what
    the message as a whole asks, in a sentence of their own.
    """
    clause = place.clause
    stands = place.is_listed and place.before is None
    alone = lost and clause.apart and (place.after is None or place.after.apart)
    if not (stands or alone) or ((clause.asks or place.states) and not place.wishes):
        return None
    other = reading.intent in CONTINUES or reading.intent == OUT_OF_SCOPE
    if (other and reading.confidence >= threshold) or not nouns(place.text, clause):
        return None
    return Reading(FRAGMENT, reading.confidence)


def _leads(text: str, told: Clause, clause: Clause) -> bool:
    """Whether what was told belongs to the question behind it."""
    return not clause.apart and (told.apart or bool(CONDITION.match(text, told.start)))


def _only_adds(place: Place, reading: Reading) -> bool:
    """Whether the clause belongs to another question by what it says."""
    clause, after = place.clause, place.after
    if reading.intent in CONTINUES or (place.states and has_measure(place.said)):
        return True
    ends = "?" in place.said
    if CONDITION.match(place.said) and not ends and after and after.asks and not after.apart:
        return True
    if not clause.asks:
        # "city bag or trail pack, which one should I take" names first and asks then.
        named = after and not after.apart and WHICH_OF_THEM.match(place.text, after.start)
        is_name = (place.before is not None or bool(named)) and reading.intent in NAMES_ONLY
        # "hip 95 cm, which size fits me?" tells a measure first.
        tells = reading.intent == "ask_fit" and not place.is_listed
        return is_name or tells or place.states
    return not nouns(place.text, clause) and (
        # "how long does shipping take and what does it cost"
        (reading.intent == "ask_price" and place.comes_after(SERVICES))
        # "do you repair phones, how long does it take and what do I pay"
        or (reading.intent in {"ask_shipping", "ask_payment"} and place.comes_after(ON_A_PAGE))
    )


def _takes_over(
    text: str, before: Question, clause: Clause, reading: Reading, threshold: float
) -> bool:
    """Whether `clause` asks what `before` asked, of something else: "and the fleece in L?"."""
    if reading.intent not in NAMES_ONLY and reading.confidence >= threshold:
        return False
    if reading.intent in CONTINUES and clause.apart and clause.asks:
        return contrast(text, before, clause)
    left, right = text[before.start : before.end], text[clause.start : clause.end]
    return (
        before.reading.intent in OF_A_PRODUCT
        and NOUN_PHRASE.search(left) is not None
        and NOUN_PHRASE.match(right) is not None
        and nouns_apart(text, before, clause)
    )


def _differ(text: str, before: Question, clause: Clause) -> bool:
    """Whether two questions of one intent ask different things."""
    if contrast(text, before, clause):
        return True
    intent = before.reading.intent
    by_noun = intent in OF_A_PRODUCT or intent in ON_A_PAGE or intent == "ask_compare"
    return by_noun and clause.asks and nouns_apart(text, before, clause)
