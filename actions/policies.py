"""What the shop's policy pages say, in the shop's own words. The topics on pages use it."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from actions.answer import Answer, Outcome, facts
from actions.context import Context
from actions.current import vocabulary
from actions.phrases import content_words, stem_set, words
from actions.reach import PERSON, route
from actions.shop import Shop
from actions.turn import Turn
from actions.vocabulary import Vocabulary
from indexes.encoder import Encoder
from indexes.passages import rank_passages
from knowledge.model import PolicySection

logger = logging.getLogger(__name__)

# How much the intent's subject counts beside the shopper's own words.
SUBJECT = 0.25
# Sections that answered the demo shop's questions had joint log odds from -2 up; of what its
# pages don't speak of, the nearest section had less, but for the topics' own kind of question.
NEAR = -2.0
# Added to the log odds of a section that speaks of the kind of product asked about; one less
# relevant to the subject only mentions it in passing.
OF_KIND, SAME_SUBJECT = 4.0, 0.15
# From this relevance on, a section is about the subject itself.
ABOUT = 0.3
_LONGEST = 420
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_COST = frozenset("free cost costs pay paying pays charge charged fee fees price".split())  # noqa: SIM905
# Words that ask for rules and name none.
_ASKING = stem_set(["question rules rule policy policies say says said info information mean hi"])
_MARKS = (".", "!", "?", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an intent is about, as a page would put it.

    `usual` says that the section about it also answers what none speaks of: to "do you
    take Bitcoin?" the ways to pay are an answer. `cost` is what it is about where a question
    asks what that costs.
    """

    about: str
    usual: bool = True
    cost: str = ""

    def asked_by(self, question: str) -> str:
        """The subject as this question puts it."""
        return self.cost if self.cost and _COST & set(words(question)) else self.about


def quote(shop: Shop, turn: Turn, context: Context, topic: str, subject: Subject) -> Outcome:
    """Quote the section that answers best; the wording around it says whose words they are."""
    remembered = replace(context, topic=topic, pending=None, asked=turn)
    section = find_section(shop, turn.text, subject)
    said = quoted(section, turn.text, shop.encoder) if section else unknown(shop)
    return Outcome(said, remembered)


def quoted(section: PolicySection, question: str, encoder: Encoder) -> Answer:
    """The answer that quotes `section`: all of it, or of a long one what fits the question."""
    text = passage(section.text, question, encoder)
    return Answer("inform_policy", facts(section.source, title=section.title, text=text))


def titled(shop: Shop, question: str) -> PolicySection | None:
    """The section that `question` names by its title and says little else of: "cookies?"."""
    said = stem_set(content_words(question)) - _ASKING
    sections = shop.store.policy_sections() if said else ()
    return next((s for s in sections if stem_set(content_words(s.title)) == said), None)


def unknown(shop: Shop) -> Answer:
    """The answer where no page says it: who to ask."""
    return Answer("no_policy", route(shop), buttons=(PERSON,))


def find_section(shop: Shop, question: str, subject: Subject) -> PolicySection | None:
    """The section that answers `question`; ``None`` where the pages say nothing of it.

    Shoppers' words and the subject that the intent tells are evidence of one answer: their
    log odds add up. A search that fails leaves the words of the headings to go by.
    """
    try:
        return _by_meaning(shop, question, subject)
    except Exception:
        logger.exception("the policy pages cannot be searched: going by their headings")
        return _by_heading(shop, question, subject)


def _by_meaning(shop: Shop, question: str, subject: Subject) -> PolicySection | None:
    sections = {section.id: section for section in shop.store.policy_sections()}
    asked, about = (
        {hit.id: hit.relevance for hit in hits if hit.id in sections}
        for hits in shop.searcher.search_all(
            [question, subject.asked_by(question)], len(sections), "policy"
        )
    )
    of_kind = _of_kind(sections.values(), question, vocabulary(shop.store))
    joint = {
        id_: _odds(asked.get(id_, 0))
        + SUBJECT * _odds(about.get(id_, 0))
        + OF_KIND * (id_ in of_kind and about.get(id_, 0) >= SAME_SUBJECT)
        for id_ in asked | about
    }
    best = max(joint, key=lambda id_: joint[id_], default="")
    if best and joint[best] >= NEAR:
        return sections[best]
    usual = max(about, key=lambda id_: about[id_], default="") if subject.usual else ""
    return sections[usual] if usual and about[usual] >= ABOUT else None


def _of_kind(sections: Iterable[PolicySection], question: str, known: Vocabulary) -> frozenset[str]:
    """The sections that say what is asked, and of the kind of product that is asked about.

    "Shoes" speaks of boots too. Words that no section says tell none of them apart.
    """
    said = {section.id: stem_set([section.title, section.text]) for section in sections}
    asked = stem_set(content_words(question))
    kinds = [known.wider(kind) for kind in asked & known.kinds]
    rest = (asked - known.kinds) & frozenset().union(*said.values())
    return frozenset(
        id_
        for id_, spoken in said.items()
        if kinds and rest <= spoken and all(kind & spoken for kind in kinds)
    )


def _odds(relevance: float) -> float:
    bounded = min(max(relevance, 0.005), 0.995)
    return math.log(bounded / (1 - bounded))


def _by_heading(shop: Shop, question: str, subject: Subject) -> PolicySection | None:
    """The section whose heading has most words in common, and fewest others."""
    asked = stem_set(content_words(f"{question} {subject.asked_by(question)}"))
    headings = {s.id: stem_set(s.title_path) for s in shop.store.policy_sections()}
    shared = {id_: (len(asked & said), -len(said)) for id_, said in headings.items()}
    best = max(shared, key=lambda id_: shared[id_], default="")
    return shop.store.policy_section(best) if best and shared[best][0] else None


def passage(text: str, question: str, encoder: Encoder) -> str:
    """`text` on one line; of a long one the part that answers `question` best."""
    parts = list(_parts(text))
    if len(parts) < 2:
        return "".join(parts)
    try:
        scores = rank_passages(question, parts, encoder)
    except Exception:
        logger.exception("passages cannot be ranked: quoting the first")
        return parts[0]
    return parts[scores.index(max(scores))]


def _parts(text: str) -> Iterator[str]:
    """The whole text where it is short, else its paragraphs, the long ones cut."""
    flat = _flat(text)
    if len(flat) <= _LONGEST:
        yield flat
        return
    for paragraph in _PARAGRAPH.split(text):
        rest = _flat(paragraph)
        while rest:
            part = excerpt(rest)
            yield part
            rest = rest[len(part) :].strip()


def _flat(text: str) -> str:
    """One line; items of a list, which seldom end in a mark, are kept apart."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    parts = [line if line.endswith(_MARKS) else f"{line};" for line in lines]
    return " ".join(parts).removesuffix(";")


def excerpt(text: str, longest: int = _LONGEST) -> str:
    """Whole sentences from the start of `text`, at most `longest` characters of them."""
    flat = " ".join(text.split())
    kept = ""
    for sentence in _SENTENCE_END.split(flat):
        if kept and len(kept) + len(sentence) >= longest:
            break
        kept = f"{kept} {sentence}".strip()
    return kept
