"""Where a message may be cut into questions: sentence ends, line breaks, "and" between clauses.

Cutting is generous; `bot.nlu.several` decides which cuts part two questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1000
"""Characters; a longer text is a letter and no list of questions."""
MOST = 8
"""Clauses; what comes after is left in the last one."""

SHORTENED = "".join(rf"(?<!\b{word})" for word in ("no", "vs", "st", "incl", "approx"))
SENTENCE_END = rf"[?!]+[\s,]*|{SHORTENED}\.+(?=\s|$)\s*|;\s*|\s*\n\s*"
JOINT = (
    r"\s*,?\s+(?:and\s+also|and\s+then|and|n|plus|also|as\s+well\s+as|oh\s+and|oh|btw|by\s+the\s+way)\s+"
    r"|\s*[&+/]\s+|,\s*"
)
# One thing with two names is not cut between them.
PAIRS = (
    r"\b(?:click|pick|mix|track|terms|black|wear|bed|salt)(?:\s*&\s*|\s+(?:and|n)\s+)"
    r"(?:collect|mix|match|trace|conditions|white|tear|breakfast|pepper)\b"
)
# What may stand inside a name, and the words beside it.
IN_A_NAME = re.compile(r"\W*(?:and|plus|[&+/])\W*", re.IGNORECASE)
LAST_WORD = re.compile(r"\w+\W*$")
CUT = re.compile(rf"(?P<pair>{PAIRS})|(?P<end>{SENTENCE_END})|(?P<joint>{JOINT})", re.IGNORECASE)
# Small words in front of a clause that are not part of its question.
LEAD = re.compile(
    r"(?:(?:and|also|plus|oh|btw|by the way|ok|okay|so|then|but|n|&|well|hi|hey there|hey|hello"
    r"|thanks)\b[\s,]*)+",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:please |pls )?(?:wh(?:at|ich|en|ere|o|om|ose|y|ether)|wat|wats|wich|wen|how|whats|hows"
    r"|what's|how's|who's|where's|is|are|r|am|was|were|do|does|did|dont|don't|doesn't|isn't|aren't"
    r"|can|can't|cant|could|would|will|won't|shall|should|may|might|has|have|got|any"
    r"|i(?:'m| am)? (?:need|want|look|search)\w*|i'd like|i would like|(?:i'm )?looking for|need a"
    r"|show me|tell me|give me|find me|recommend|suggest|send me|let me know)\b",
    re.IGNORECASE,
)
# A question behind the name of what it is about: "power bank, 20,000 mAh how much is it".
ASKS_LATER = re.compile(
    r"\W(?:wh(?:at|ich)|what's|whats|how (?:much|many|long|big|heavy)|hows|how's"
    r"|(?:is|are|do|does|can|will) (?:it|they|this|these|that|you|u|i))\b",
    re.IGNORECASE,
)
# What shoppers ask in a word: "stove weight, price and delivery to Spain".
ASKED = (
    r"(?:prices?|costs?|sizes?|colou?rs?|weight|width|height|length|thickness|capacity|volume"
    r"|dimensions|measurements|materials?|availability|stock|delivery|shipping|returns?|warranty"
    r"|guarantee|reviews?|ratings?|care|washing)"
)
ASKED_ALONE = re.compile(
    rf"(?:the )?{ASKED}(?: (?:for|of|in|to|from) [^,]{{1,30}}| please| pls)?\??$", re.IGNORECASE
)
ASKED_WORD = re.compile(rf"\b{ASKED}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]`; `apart` from the clause before by a sentence end, `asks` in its form."""

    start: int
    end: int
    apart: bool
    asks: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of `text` in their order, none empty; one where nothing parts it."""
    if len(text) > LONGEST:
        return (Clause(0, len(text), apart=True, asks=False),)
    return tuple(_joined(text, list(_pieces(text))))


def _pieces(text: str) -> Iterator[Clause]:
    """Cut everywhere."""
    start, apart = 0, True
    cuts = (cut for cut in CUT.finditer(text) if not cut["pair"] and not _in_a_name(text, cut))
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(text)
        asked = bool(cut and cut["end"] and "?" in cut["end"])
        lead = LEAD.match(text, start, end)
        first = lead.end() if lead and lead.end() < end else start
        if any(character.isalnum() for character in text[first:end]):
            is_asked = asked or asks(text, first, end)
            shown_end = end + 1 if asked else end
            yield Clause(first, shown_end, apart, is_asked)
            apart = False
        if cut:
            start, apart = cut.end(), apart or bool(cut["end"])


def _in_a_name(text: str, cut: re.Match[str]) -> bool:
    """Whether capitals around the cut make one name of it: "the Black & Brown Slipper"."""
    before = LAST_WORD.search(text[: cut.start()])
    if text.isupper() or not before or not IN_A_NAME.fullmatch(cut.group()):
        return False
    joint, after = cut.group().strip(), text[cut.end() : cut.end() + 1]
    if not before.group()[0].isupper() or not (after.isupper() or joint[0].isupper()):
        return False
    asked = ASKS.match(text, cut.end()) or ASKED_WORD.match(text, cut.end())
    return joint == "Plus" or not asked


def asks(text: str, start: int, end: int) -> bool:
    """Whether the words of `text[start:end]` make a question, whatever the mark behind them."""
    return any(
        found is not None
        for found in (
            ASKS.match(text, start, end),
            ASKS_LATER.search(text, start, end),
            ASKED_ALONE.match(text, start, end),
        )
    )


def _joined(text: str, pieces: list[Clause]) -> Iterator[Clause]:
    """Undo the cuts at a comma before what is no question, and those beyond `MOST`."""
    current: Clause | None = None
    count = 1
    for piece in pieces:
        if current is None:
            current = piece
        elif count < MOST and (piece.apart or _parts(text, current, piece)):
            yield current
            current, count = piece, count + 1
        else:
            current = Clause(current.start, piece.end, current.apart, current.asks or piece.asks)
    if current is not None:
        yield current


def _parts(text: str, left: Clause, right: Clause) -> bool:
    """Whether more than a comma stands between the two, or the comma parts a question."""
    opens = ASKS.match(text, right.start, right.end) or ASKED_ALONE.match(
        text, right.start, right.end
    )
    if opens or LEAD.fullmatch(text, left.start, left.end):
        return True
    return any(c.isalnum() or c in "&+/" for c in text[left.end : right.start])
