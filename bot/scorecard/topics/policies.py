"""What the shop's own pages say, asked by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.scorecard.draw import Draw
from bot.scorecard.language import denies, plain, sentences
from bot.scorecard.model import Demand, Expected, Flaw, Held, Question, Reading, wrong
from bot.scorecard.records import CONTACT
from bot.scorecard.verbatim import quotable, without
from knowledge.model import PolicySection

WORDINGS = (
    "What are your rules on {t}?",
    "can you tell me about {t}",
    "I have a question about {t}",
    "what do I need to know about {t}?",
    "{t}?",
    "hi, what does your shop say about {t}?",
)
# Asked so, a shop answers with its reduced products, or with what it sells.
_AMBIGUOUS = re.compile(r"\bsales?\b|^our shop$", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")


def policies(draw: Draw) -> Question | None:
    """A heading of a page, asked about."""
    titles = [section.title.casefold() for section in draw.records.sections]
    section = draw.one(
        [
            one
            for one in draw.records.sections
            if len(one.title_path) > 1
            and titles.count(one.title.casefold()) == 1
            and not _AMBIGUOUS.search(one.title)
            # A section with rates answers by country: that is asked elsewhere.
            and not any(rate.section_id == one.id for rate in draw.records.rates)
        ]
    )
    if section is None:
        return None
    text = draw.say(WORDINGS, t=_as_asked(section.title))
    return Question("policy", (text,), (expected(draw, section),))


def _as_asked(title: str) -> str:
    """As a shopper says it: "Our 3-year promise" becomes "your 3-year promise"."""
    asked = re.sub(r"^Our\b", "your", title)
    asked = re.sub(r"\bwe\b", "you", asked)
    return asked if asked[:2].isupper() else asked[:1].lower() + asked[1:]


def expected(draw: Draw, section: PolicySection) -> Expected:
    """A reply has to quote the section; it may quote other sections beside it."""
    texts = tuple(text for one in draw.records.sections for text in (one.text, *one.title_path))
    first = sentences(plain(section.text))[:1]
    return Expected(
        f"{section.title}: {' '.join(first)}",
        Held(texts=texts),
        (_quotes(section), _adds_nothing(texts)),
    )


def _quotes(section: PolicySection) -> Demand:
    """Quotes a sentence of it, or states how the shop is reached as the section has it."""
    own = [
        one.strip(" .!?") for line in plain(section.text).splitlines() for one in sentences(line)
    ]
    hours, contacts = set(_CLOCK.findall(section.text)), CONTACT.findall(section.text)

    def demand(reading: Reading) -> Iterator[Flaw]:
        said = " ".join(reading.text.casefold().split())
        quoted = any(sentence.casefold() in said for sentence in own)
        reached = any(contact in reading.text for contact in contacts)
        if not quoted and not reached and not (hours and hours <= set(_CLOCK.findall(said))):
            yield wrong(f"quotes nothing of the section {section.title!r}")

    return demand


def _adds_nothing(texts: tuple[str, ...]) -> Demand:
    """Around the quotation stands no denial of it; what the assistant itself cannot do is none."""

    def demand(reading: Reading) -> Iterator[Flaw]:
        left = without(reading.text, quotable(texts))
        for sentence in sentences(left):
            if denies(sentence) and not re.search(r"\bI\b", sentence):
                yield wrong(f"adds {sentence.strip()!r}")

    return demand
