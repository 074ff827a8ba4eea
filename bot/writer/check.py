"""The grounding check: whether a text is said by the facts, and only by them.

`check` reads a written text that still has its placeholders, `check_final` the sentence
with the values in it. Both are pure and return the reasons against the text; an empty
result lets it pass. They never raise, whatever a model wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.writer.flow import runs
from bot.writer.grammar import PLACEHOLDER, WORD, Act, Grammar
from bot.writer.roles import roles, spoken_roles
from bot.writer.words import (
    COLOR_WORDS,
    CURRENCY_WORDS,
    DATE_WORDS,
    LETTER_SIZES,
    NEGATORS,
    NUMBER_WORDS,
    OPEN_WORDS,
)

MAX_WORDS = 90
# Beyond this nothing else is looked at: a server may send megabytes.
MAX_SIGNS = 1000
_SAFE = re.compile(r"[A-Za-z .,;:!?'’()\-–—]*")
_LINK = re.compile(r"https?:|www\.|@|\b\w+\.(?:com|net|org|shop|store|io|co)\b", re.IGNORECASE)
_CURRENCY_SIGN = re.compile(r"[$€£¥₹₽₩₺₴₦₱฿¢¤]")
# A placeholder stands on its own: "[price]0" or "-[price]" would change its figure.
_LOOSE = re.compile(r"(?:(?<=^)|(?<=\s)|(?<=\s\())\[\w+\](?=$|\s|[.,;:!?)]+(?:\s|$))")
# Other people write "[type]s", "[size]-" and " ." after a space.
_PLURAL = re.compile(r"(?<![^\s(/\"'])\[\w+\](?:e?s)?(?=$|[\s.,;:!?)/\"'-])")
# "this one" and "of the two" count nothing that could be wrong.
_COUNTS = NUMBER_WORDS - {"one", "two", "both", "first", "second", "half", "couple"}
# What stands beside a placeholder is said of it; a negation reaches less far.
_PARTS = re.compile(r"[.!?;,]|\s[-–—]\s|\b(?:but|though|while)\b", re.IGNORECASE)
_CLAUSES = re.compile(r":|\b(?:and|so)\b", re.IGNORECASE)
_LOOP = re.compile(r"(?:^|\s)((?:\S+\s+){0,3}\S+)\s+\1(?=$|[\s.,;:!?])", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_ENDS = re.compile(r"[.!?]\)?$")
_STUTTER = re.compile(r"[.,;:!?]\s*[.,;:!?]")
_ANSWERS = {
    "yes": re.compile(r"(?:yes|yep|yeah|indeed|absolutely|certainly|definitely)\b", re.IGNORECASE),
    "no": re.compile(
        r"(?:no|nope|nah)\b(?! (?:need|problem|size|colour|different))", re.IGNORECASE
    ),
}
_FIGURE = re.compile(r"\d+(?:[.,:/'’]\d+)*")


def check(
    text: str, act: Act, given: frozenset[str], grammar: Grammar, kind: str = ""
) -> tuple[str, ...]:
    """Why `text` may not be said for `act` with the slots `given`.

    `kind` is the question's kind (see `question_kind`). Each reason is a word that says
    what was broken, with the culprit after a colon: "missing:sizes", "figure",
    "polarity:free".
    """
    if len(text) > MAX_SIGNS:
        return ("length",)
    bare = PLACEHOLDER.sub(" ", text)
    return (
        *_slots(text, given),
        *_roles(text, act, given),
        *_figures(bare),
        *_vocabulary(text, grammar),
        *_flow(text, grammar),
        *_shape(text),
        *_polarity(text, act, grammar, kind),
    )


def check_slots(text: str, given: frozenset[str]) -> tuple[str, ...]:
    """Why `text` may not be said for an act that the grammar does not know.

    Other people's acts come without claims and vocabulary: what can be said of them is
    that each slot is realised once and no other figure is made up.
    """
    if len(text) > MAX_SIGNS:
        return ("length",)
    said = Counter(PLACEHOLDER.findall(text))
    bare = PLACEHOLDER.sub(" ", text)
    numbers = {word.lower() for word in WORD.findall(bare)} & _COUNTS
    reasons = [f"missing:{name}" for name in sorted(given - set(said))]
    reasons += [f"unknown:{name}" for name in sorted(set(said) - given)]
    reasons += [f"repeated:{name}" for name, times in said.items() if times > 1]
    reasons += [f"number:{word}" for word in sorted(numbers)]
    broken = {
        "glued": len(_PLURAL.findall(text)) != said.total(),
        "figure": any(sign.isnumeric() for sign in bare),
        "currency": bool(_CURRENCY_SIGN.search(bare)),
        "link": bool(_LINK.search(bare)),
        "repetition": bool(_LOOP.search(text)),
        "length": not text.strip(),
    }
    return (*reasons, *(reason for reason, is_so in broken.items() if is_so))


def check_final(text: str, values: Iterable[str]) -> tuple[str, ...]:
    """Why the finished sentence may not go out: a figure that no slot value holds."""
    known = {figure for value in values for figure in _numerals(value)}
    return tuple(
        f"figure:{figure}" for figure in dict.fromkeys(_numerals(text)) if figure not in known
    )


def _numerals(text: str) -> Iterator[str]:
    """Figures in any script; "1.99" is one figure, so that "1" and "99" do not cover it."""
    yield from _FIGURE.findall(text)
    yield from (sign for sign in text if sign.isnumeric() and not sign.isdecimal())


def _slots(text: str, given: frozenset[str]) -> Iterator[str]:
    said = Counter(PLACEHOLDER.findall(text))
    yield from (f"missing:{name}" for name in sorted(given - set(said)))
    yield from (f"unknown:{name}" for name in sorted(set(said) - given))
    yield from (f"repeated:{name}" for name, times in said.items() if times > 1)
    if len(_LOOSE.findall(text)) != said.total():
        yield "glued"


def _roles(text: str, act: Act, given: frozenset[str]) -> Iterator[str]:
    """A slot where the act's patterns never put it: "costs [time]" would be no price."""
    known = spoken_roles(act, given)
    yield from (f"role:{r[0]}" for r in roles(text) if r[0] in given and r not in known)


def _figures(bare: str) -> Iterator[str]:
    if any(sign.isnumeric() for sign in bare):
        yield "figure"
    if _CURRENCY_SIGN.search(bare):
        yield "currency"
    if _LINK.search(bare):
        yield "link"
    for word in WORD.findall(bare):
        low = word.lower()
        if low in NUMBER_WORDS:
            yield f"number:{low}"
        elif low in CURRENCY_WORDS:
            yield f"currency:{low}"
        elif low in DATE_WORDS:
            yield f"date:{low}"
        elif low in COLOR_WORDS:
            yield f"color:{low}"
        elif word in LETTER_SIZES:
            yield f"size:{word}"


def _vocabulary(text: str, grammar: Grammar) -> Iterator[str]:
    """Words that no pattern uses: a made-up feature, a brand, another language."""
    for sentence in _SENTENCES.split(text):
        for position, match in enumerate(WORD.finditer(PLACEHOLDER.sub("[]", sentence))):
            word = match[0].replace("’", "'")
            if word.lower() not in grammar.words:
                yield f"word:{word}"
            elif position and word[0].isupper() and not re.fullmatch(r"I(?:'\w+)?", word):
                yield f"name:{word}"


def _flow(text: str, grammar: Grammar) -> Iterator[str]:
    """Words as no pattern of any act strings them: known ones, but no sentence."""
    yield from (f"flow:{' '.join(run).strip()}" for run in runs(text) if run not in grammar.runs)


def _shape(text: str) -> Iterator[str]:
    bare = PLACEHOLDER.sub("x", text)
    if not _SAFE.fullmatch(bare):
        yield "character"
    words = re.findall(r"[\w'’\[\]]+", text.lower())
    if not 1 <= len(words) <= MAX_WORDS:
        yield "length"
    if not _ENDS.search(text):
        yield "ending"
    if _STUTTER.search(bare) or "  " in text or text != text.strip():
        yield "punctuation"
    if bare.count("(") != bare.count(")") or "()" in bare:
        yield "brackets"
    yield from _broken(text, words)


def _broken(text: str, words: list[str]) -> Iterator[str]:
    grams = [tuple(words[at : at + 6]) for at in range(len(words) - 5)]
    if _LOOP.search(text) or len(set(grams)) < len(grams):
        yield "repetition"
    for sentence in _SENTENCES.split(text):
        last = WORD.findall(sentence)[-1:]
        if sentence[:1].islower() or (
            last and last[0].lower() in OPEN_WORDS and not sentence.rstrip(".!?)").endswith("]")
        ):
            yield "sentence"
            return


def _polarity(text: str, act: Act, grammar: Grammar, kind: str) -> Iterator[str]:
    for answer, pattern in _ANSWERS.items():
        if pattern.match(text) and (act.answers != answer or kind == "open"):
            yield f"polarity:{answer}"
    said: set[str] = set()
    for part in _PARTS.split(text):
        for clause in _CLAUSES.split(part):
            for claim in _claims(PLACEHOLDER.sub("[]", clause), grammar):
                said.add(claim)
                if not _allowed(claim, part, act):
                    yield f"polarity:{claim}"
    yield from (f"polarity:not {claim}" for claim in sorted(act.asserts - said))


def _claims(clause: str, grammar: Grammar) -> Iterator[str]:
    """The claims of one clause.

    A negation counts for the whole clause ("not in stock"), unless it belongs to the
    claim's own words ("no charge").
    """
    found = [(claim, match) for claim in grammar.claims for match in claim.says.finditer(clause)]
    rest = list(clause)
    for _, match in found:
        rest[match.start() : match.end()] = " " * len(match[0])
    negated = any(
        word in NEGATORS or word.endswith(("n't", "n’t"))
        for word in (word.lower() for word in WORD.findall("".join(rest)))
    )
    for claim, _ in found:
        yield claim.opposite if negated else claim.name


def _allowed(claim: str, part: str, act: Act) -> bool:
    if claim in act.asserts:
        return True
    if claim not in act.may:
        return False
    beside = act.may[claim]
    return not beside or any(f"[{slot}]" in part for slot in beside)
