"""What the model reads and writes: placeholders in, placeholders out, values never.

A prompt is the act's token, the placeholders of the given slots in alphabetical order,
the facts that nobody says aloud, the kind of question if known, and the token that starts
the reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.writer.grammar import PLACEHOLDER

SAY = "<say>"
PAD = "<pad>"
END = "<end>"
KINDS = ("yes_no", "open")
# "for business: false" is worded, never quoted: the model is told the value itself.
UNSPOKEN = frozenset({"", "true", "false", "yes", "no", "none", "dontcare", "don't care"})

_YES_NO = re.compile(
    r"(?:do|does|did|is|are|was|were|can|could|will|would|have|has|may|should|any)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:what|which|when|where|why|who|whose|how|tell|show|give|list|i|i'm|i’m|we)\b", re.IGNORECASE
)
_LEAD_IN = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|and|but|well|great|thanks|please|yes|no|then|also)\b[\s,.!]*)+",
    re.IGNORECASE,
)
# "Is it sold out?" asks the other way round, "blue or red?" for a choice: yes would be wrong.
_TURNED = re.compile(
    r"\b(?:sold out|out of stock|unavailable|gone|discontinued|not|or|only|just)\b|n['’]t\b",
    re.IGNORECASE,
)
_VOWEL = re.compile(r"[aeiou]|8|11\b|18\b", re.IGNORECASE)
_DONE = re.compile(r"[.!?…:]['”\")]?$")
# A page's headline with such a word is no noun that "our … page" could hold.
_HEADLINE = re.compile(
    r"\b(?:what|how|when|where|which|who|why|if|our|we|us|you|your|i|my|it|is|are|can|do|does|not)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact under its slot's name; the value is finished text ("41, 42 and 43")."""

    name: str
    value: str

    @property
    def flag(self) -> str:
        """Name and value ("waterproof=true") where the value is not said as it stands."""
        value = self.value.strip().casefold()
        return f"{self.name}={value}" if value in UNSPOKEN else ""


def question_kind(question: str) -> str:
    """Say "yes_no", "open", or "" where it cannot be told.

    >>> question_kind("Do you have it in 42?"), question_kind("Which sizes?")
    ('yes_no', 'open')
    """
    asked = _LEAD_IN.sub("", question.strip())
    if _OPEN.match(asked):
        return "open"
    if _YES_NO.match(asked):
        return "open" if _TURNED.search(asked) else "yes_no"
    return ""


def act_token(act: str) -> str:
    """The act as one token of the prompt."""
    return f"<{act}>"


def flag_token(flag: str) -> str:
    """A fact that is worded but never quoted, as one token of the prompt."""
    return f"<{flag}>"


def prompt(act: str, slots: Iterable[str], kind: str = "", flags: Iterable[str] = ()) -> str:
    """The model's prompt for an act with these slots and flags (see `Slot.flag`).

    >>> prompt("inform_sizes", ["sizes", "product"], "open")
    '<inform_sizes>[product][sizes]<open><say>'
    """
    return in_order(act, parts(slots, flags), kind)


def parts(slots: Iterable[str], flags: Iterable[str]) -> list[str]:
    """The facts as the prompt names them, in alphabetical order."""
    return [*(f"[{name}]" for name in sorted(slots)), *map(flag_token, sorted(flags))]


def in_order(act: str, facts: Iterable[str], kind: str) -> str:
    """The prompt with the facts in the order given; see `parts`."""
    return f"{act_token(act)}{''.join(facts)}{f'<{kind}>' if kind else ''}{SAY}"


def lexicalise(text: str, slots: Sequence[Slot], *, cased: bool = True) -> str:
    """Put the values in; "a"/"an", "the The …" and full stops follow them.

    With `cased` a value gets a capital at the start of a sentence. A headline that is no
    plain noun is quoted.
    """
    values = {slot.name: _spoken(slot) for slot in slots}
    parts: list[str] = []
    at = 0
    for match in PLACEHOLDER.finditer(text):
        before = text[at : match.start()]
        value = values.get(match[1], match[0])
        value_said = _cased(value, "".join(parts) + before) if cased else value
        parts += (_lead(before, value), value_said)
        at = match.end()
        if _DONE.search(value) and text[at : at + 1] == ".":
            at += 1
    return "".join([*parts, text[at:]])


def _spoken(slot: Slot) -> str:
    value = slot.value.strip()
    return f"“{value}”" if slot.name == "title" and _HEADLINE.search(value) else value


def _lead(before: str, value: str) -> str:
    if value.lower().startswith("the "):
        before = re.sub(r"\b(the|our) $", "", before, flags=re.IGNORECASE)
    if value.lower().startswith("“our "):
        before = re.sub(r"\b([Oo])ur $", lambda m: "The " if m[1] == "O" else "the ", before)
    wanted = "an" if _VOWEL.match(value) else "a"
    return re.sub(r"\b([Aa])n? $", lambda m: m[1] + wanted[1:] + " ", before)


def _cased(value: str, said: str) -> str:
    starts = not said.strip() or said.rstrip().endswith((".", "!", "?"))
    return value[:1].upper() + value[1:] if starts else value


def delexicalise(text: str, slots: Sequence[Slot]) -> str:
    """Replace each slot's value in `text` by its placeholder, longest value first.

    A value that does not occur leaves the text as it is; each slot is replaced once. A
    plural leaves its ending: "televisions" becomes "[type]s".
    """
    marks: dict[str, str] = {}
    for number, slot in enumerate(sorted(slots, key=lambda slot: -len(slot.value))):
        # Private-use characters keep a value from being found inside another's name.
        mark = chr(0xE000 + number)
        if found := _find(slot.value.strip(), text):
            text = text[: found.start()] + mark + text[found.end() :]
            marks[mark] = f"[{slot.name}]"
    return "".join(marks.get(sign, sign) for sign in text)


def _find(value: str, text: str) -> re.Match[str] | None:
    """The value as a whole word (the "m" of "I'm" is not size M), exact case first."""
    if not value:
        return None
    whole = rf"(?<![\w'’])(?<!\d[.,]){re.escape(value)}"
    ends = [r"(?![\w'’]|[.,]\d)"]
    if value[-1].isalpha():
        ends.append(r"(?=e?s(?![\w'’]))")
    found = (
        re.search(whole + end, text, flags) for end in ends for flags in (re.NOFLAG, re.IGNORECASE)
    )
    return next((match for match in found if match), None)
