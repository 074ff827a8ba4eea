"""Messages that ask for sizes as such: a chart, a size in another system, for another thing."""

from __future__ import annotations

import re

from actions.context import Context
from actions.turn import Entity, Turn, blank
from actions.values import SIZE

TOPIC = "fit"
_SYSTEM = r"(?:eu|eur|european|europe|uk|british|us|usa|american)"
_SYSTEMS = {"eur": "eu", "european": "eu", "europe": "eu", "british": "uk", "usa": "us"}
_NAMED = re.compile(rf"\b{_SYSTEM}(?=\b|\d)", re.IGNORECASE)
_GUIDE = re.compile(
    r"\bsiz(?:e|es|ing)[ -]?(?:guide|chart|table|conversion|converter|list)s?\b"
    r"|\bmeasur(?:ement|ing) (?:guide|chart|table)s?\b"
    r"|\b(?:chart|guide|table) (?:for|of|with) sizes\b"
    r"|\bhow (?:do|should|can|to)\b.{0,12}\b(?:find|know|measure|determine|work out)\b"
    r".{0,15}\b(?:size|f(?:oo|ee)t|head|hand|waist|chest)\b",
    re.IGNORECASE,
)
_CONVERTS = re.compile(
    r"\b(?:convert\w*|equals?|equivalent|translate\w*|same as)\b|="
    rf"|\b(?:in|to|into|what|which|as|the) {_SYSTEM}\b(?! (?:for|within|by|next)\b)",
    re.IGNORECASE,
)
_FOR = "(?: (?:shoe|clothing|clothes|dress|jacket|kids|(?:wo)?mens))?"
_IN_SYSTEM = re.compile(
    rf"\b{_SYSTEM}{_FOR} (?:siz(?:e|es|ing)|numbers?)\b|\b(?:in|to|into|as) {_SYSTEM}\W*$"
    rf"|\b(?:what|which)(?:'?s| is| are)? (?:that|this|it)\b.* {_SYSTEM}\b"
    rf"|^\W*(?:and|or|what about|how about)? ?{_SYSTEM}\W*$",
    re.IGNORECASE,
)
# "Is M the same as 50?", "what is a 38 in letters".
_SAME = re.compile(
    r"\b(?:same(?: size)? as|equal to|equivalent to|in letters?|in numbers)\b"
    r"|\bis an? (?:\w+ )?(?:x*[sml]|\d\d) an? (?:x*[sml]|\d\d)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:how many|in|to) (?:cms?|centimet\w+|inches)\b"
    r"|\b(?:foot|feet) length (?:for|is|of) (?:an? )?(?:eu |uk |us |size )*\d\d?$",
    re.IGNORECASE,
)
# "Sock size for shoe size 42".
_ONE_FOR_ANOTHER = re.compile(r"\bsizes?\b.*\b(?:for|if|when|with|to)\b.*\d", re.IGNORECASE)
_IN_CM = re.compile(
    r"\bcms?\b|\bcentimet|\binch|\bhow (?:long|big|wide)\b|\bmeasure|\blength\b", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<![\w.,/])\d{1,3}(?:[.,]5)?(?![\w/]|[.,]\d)")


def is_asked(turn: Turn, context: Context) -> bool:
    """Whether `turn` asks for a chart, or for a size in another system."""
    if _GUIDE.search(turn.text) or goes_on(turn, context):
        return True
    return bool(sizes_in(turn)) and _converts(turn)


def sizes_in(turn: Turn) -> tuple[Entity, ...]:
    """The sizes that `turn` names; of one to convert also a figure that was not read as one."""
    said = turn.all(SIZE)
    if not _converts(turn):
        return said
    spans = [(e.start, e.end) for e in turn.entities]
    figures = _FIGURE.finditer(blank(turn.text, spans))
    return (*said, *(Entity(SIZE, found[0], *found.span()) for found in figures))


def _converts(turn: Turn) -> bool:
    if _SAME.search(turn.text) or _MEASURED.search(turn.text):
        return True
    named = [_SYSTEMS.get(one.lower(), one.lower()) for one in _NAMED.findall(turn.text)]
    to_another = len(set(named)) > 1 or bool(_IN_SYSTEM.search(turn.text))
    return bool(named) and to_another and bool(_CONVERTS.search(turn.text))


def to_another(turn: Turn) -> bool:
    """Whether a size is asked for in another system than the one that it is given in."""
    named = {_SYSTEMS.get(one.lower(), one.lower()) for one in _NAMED.findall(turn.text)}
    given = {(one.role or "").lower() for one in sizes_in(turn)}
    return _converts(turn) and bool(named - given) and bool(given)


def goes_on(turn: Turn, context: Context) -> bool:
    """Whether the size told last is asked for in another system: "and in UK sizes"."""
    return context.topic == TOPIC and not turn.first(SIZE) and bool(_IN_SYSTEM.search(turn.text))


def asks_for_chart(turn: Turn) -> bool:
    """Whether `turn` asks to see a size chart itself."""
    return _GUIDE.search(turn.text) is not None


def asks_for_measures(turn: Turn) -> bool:
    """Whether `turn` asks what a size measures."""
    return not turn.first("measure") and bool(_IN_CM.search(turn.text))


def of_two_things(turn: Turn) -> bool:
    """Whether one thing's size is asked for by another's: "sock size for shoe size 42"."""
    return _ONE_FOR_ANOTHER.search(turn.text) is not None
