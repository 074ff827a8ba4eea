"""The little English that a judge needs: sentences, clauses, denials, hedges, refusals."""

from __future__ import annotations

import re

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", " ": " "})
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# A comma ends a clause only before a word that opens another one: it also parts lists.
_CLAUSE = re.compile(
    r"[;()]|(?<=[.!?])\s+|\n+"
    r"|,? (?=(?:but|though|although|while|whereas|however|except|apart from|instead of|rather than"
    r"|unless|as we|because)\b)"
    r"|, (?=(?:with|so|as|not"
    r"|and (?=[^,.;]*\b(?:sold out|out of stock|unavailable|not available)\b))\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|never|none|neither|nor|without|cannot|nothing|hardly|no longer|instead of"
    r"|rather than|false|untrue|wrong)\b|n't\b|\bnon-",
    re.IGNORECASE,
)
# What holds a word of denial and denies nothing.
_HARMLESS = re.compile(
    r"\bno (?:need|problem|worries|doubt)\b|\bnot only\b"
    r"|\b(?:don't|do not) (?:wait|worry|hesitate)\b"
    r"|\bcan't (?:go wrong|be beaten)\b|\b(?:don't|do not) need to\b|\bwhy not\b",
    re.IGNORECASE,
)
_OPENER = re.compile(r"^\W*(?:no|nope)(?=[,.:;!])", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:maybe(?! this is for you)|perhaps|probably|possibly|presumably|supposedly|apparently"
    r"|i think|i guess"
    r"|i believe|i suppose|i assume|as far as i know|if i remember|not (?:quite |entirely )?sure"
    r"|not certain|more or less|roughly|approximately|or so|something like|should be around"
    r"|(?:might|may|could) (?:be|cost|take|come|have|also be)"
    r"|(?<!how )(?<!what )(?:about|around|circa|nearly|almost)"
    r" (?=[$€£¥]|[A-Z]{3} ?\d|\d))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:couldn't|could not|can't|cannot|don't|do not|didn't|did not|doesn't|does not"
    r"|wasn't able to|unable to|isn't|is not|not|no|nothing|never) (?:quite |really |yet |been )?"
    r"(?:find|found|see|know|knew|say|state|stated|mention|mentioned|list|listed|cover|covered"
    r"|tell|understand|understood|get that|catch|follow|help with|look that up|check that|reach"
    r"|open our|answer|information|details? (?:on|about)|anything|record|sure|certain|specified"
    r"|given|guess|match|exact match|perfect match|real match|recognise|recognize|something i"
    r"|aware|a product (?:called|named))\b"
    r"|\bnothing (?:about|on|of|cheaper|like|that|in our|matches|fits)\b|\bsay nothing\b"
    r"|\b(?:rather not|don't want to) guess\b|\bcame up empty\b"
    r"|\b(?:ask|contact|reach out to|get in touch with) (?:our|the|a) (?:team|staff|human)"
    r"|\bin other words\b|\brephrase\b|\bput it differently\b|\bonly (?:help|know)\b"
    r"|\bsomething went wrong\b|\btry again\b|\bask me again\b|\bout of reach\b|\bnot stated\b"
    r"|\bmore than i know\b|\blost (?:me|the thread)\b|\bover my head\b|\bour team (?:will|can)\b"
    r"|\bno (?:record|entry|page|product|details?|data|such (?:product|item|thing))\b"
    r"|\bunknown to (?:me|us)\b|\bnot in our (?:range|shop|catalogue|records)\b"
    r"|\b(?:is|are)n't in our (?:range|shop|catalogue|records)\b|\bonly about\b"
    r"|\bmy world is\b|\bat home in this shop\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:do you mean|are you (?:asking|thinking)|would that be|is it about"
    r"|which (?:of|is it|it is|do you mean|you mean|would it be))\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"\b(yes|yep|yeah|no|nope)\b(?=[,.:;!]| (?:it|you|we|the|indeed|that|i|they)\b)", re.IGNORECASE
)
_BROKEN = re.compile(
    r"\[\w+\]|\{\w*\}|<[/!a-z][^>]*>|\b(?:None(?! of\b)|null|undefined|NaN|nan|N/A|TBD|TODO)\b"
    r"|\*\*|```|&\w+;|\b[a-z]+_[a-z_]+\b"
    r"|Traceback|Exception|�"
)


def plain(text: str) -> str:
    """`text` with plain quotes, dashes and single spaces, its lines kept apart."""
    lines = text.translate(_PLAIN).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def sentences(text: str) -> list[str]:
    """The sentences of `text`; a new line ends one too."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def clauses(text: str) -> list[str]:
    """Parts of `text` small enough that a word of denial in one does not reach the next."""
    return [part.strip(" ,") for part in _CLAUSE.split(text) if part and part.strip(" ,.!?")]


def clause_at(text: str, at: int) -> str:
    """The clause of `text` that the character at `at` stands in."""
    start = 0
    for match in _CLAUSE.finditer(text):
        if match.start() >= at:
            return text[start : match.start()]
        start = match.end()
    return text[start:]


def denies(clause: str) -> bool:
    """Whether a clause holds a word that turns what it says round; a "No," before it is none."""
    return bool(_NOT.search(_HARMLESS.sub(" ", _OPENER.sub("", clause))))


def hedges(text: str) -> bool:
    """Whether `text` only half states what it states."""
    return bool(_HEDGE.search(text))


def refuses(text: str) -> bool:
    """Whether `text` says that the answer is not known, or sends the shopper elsewhere."""
    return bool(_REFUSES.search(text))


def asks_back(text: str) -> bool:
    """Whether `text` ends by asking the shopper something."""
    return text.rstrip().endswith("?") or bool(
        re.search(
            r"\b(?:tell me|let me know|which of (?:them|these|those)|i need to know)\b",
            text,
            re.IGNORECASE,
        )
    )


def which_is_meant(text: str) -> bool:
    """Whether `text` asks the shopper to choose between what it names."""
    return bool(_WHICH.search(text)) and "?" in text


def yes_or_no(text: str) -> set[bool]:
    """What the sentences of `text` begin by answering: yes, no, both or nothing."""
    openers = (_YES_NO.match(sentence.lstrip("\"' ")) for sentence in sentences(text))
    return {found.group(1).lower()[0] == "y" for found in openers if found}


def broken(text: str) -> str:
    """What in `text` no shopper should see: a placeholder, markup, an empty value."""
    found = _BROKEN.search(text)
    return found.group() if found else ""
