"""What the shop's policy pages say, in the shop's own words. The topics on pages use it."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from actions import carriers, focus
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
from indexes.sections import Ranked, rank_sections
from knowledge.model import PolicySection, Product

logger = logging.getLogger(__name__)

TOPIC = "pages"
"""What is under way where a page answered what was not taken for a question about one."""

# From this score on a section answers (see `Ranked`): of 56 questions about what the demo shop's
# pages don't say, nine had a section above it. A subject whose page also answers what none speaks
# of needs less, for the question was understood to be about it.
NEAR, USUAL = 9.5, 6.5
# From these on it does, whatever the question was taken for; and from a bit less on, where it was
# taken for nothing. Of the first 200 messages in CLINC150 that are out of scope, 3 find a section
# above `SURE`, 5 above `UNREAD`.
SURE, UNREAD, SURELY = 10.5, 9.5, 0.6
# The score from which a section that stands out does, where the topic is known.
CLEAR = 8.0
# A second section whose chance is this part of the best one's is quoted too.
CLOSE = 0.5
# Where all sections are this unlikely, none is meant.
ONE_OF_MANY = 0.2
_POINTING = re.compile(r"\b(?:it|this|that|them|these|those|they)\b", re.IGNORECASE)
_LONGEST = 420
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_COST = frozenset("free cost costs pay paying pays charge charged fee fees price".split())  # noqa: SIM905
# Words that ask for rules and name none.
_ASKING = stem_set(["question rules rule policy policies say says said info information mean hi"])
_NEXT_QUESTION = re.compile(
    r"(?:[,;.?!]\s*|\s)(?:and|&|\+|n)\s+"
    r"(?=(?:for )?(?:how|whats?|when|where|who|which|do|does|if)\b)",
    re.IGNORECASE,
)
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


def quote(
    shop: Shop,
    turn: Turn,
    context: Context,
    topic: str,
    subject: Subject,
    *,
    product: Product | None = None,
    but: Collection[str] = (),
) -> Outcome:
    """Quote what answers best, of the sections `but` none.

    The wording around it says whose words they are.
    """
    context = replace(context, topic=topic, pending=None, asked=turn)
    sections = find_sections(shop, turn.text, subject, product, but)
    said = tuple(quoted(section, turn.text, shop.encoder) for section in sections)
    return Outcome(said or unknown(shop), context)


def remembered(turn: Turn, context: Context) -> Context:
    """The context after a page answered `turn`, whatever it was taken for."""
    return replace(context, topic=TOPIC, pending=None, asked=turn)


def quoted(section: PolicySection, question: str, encoder: Encoder) -> Answer:
    """The answer that quotes `section`: all of it, or of a long one what fits the question."""
    text = passage(section.text, question, encoder)
    return Answer("inform_policy", facts(section.source, title=section.title, text=text))


def product_meant(shop: Shop, turn: Turn, context: Context) -> Product | None:
    """The product that rules are asked of: named, the only one of its kind, or pointed at."""
    if named := focus.named(shop, turn):
        return named.product
    only = vocabulary(shop.store).of_kinds(stem_set(content_words(turn.text))) or ()
    pointed = context.product if _POINTING.search(turn.text) else None
    meant = next(iter(only)) if len(only) == 1 else pointed
    return shop.store.product(meant) if meant else None


def titled(shop: Shop, question: str) -> PolicySection | None:
    """The section that `question` names by its title and says little else of: "cookies?"."""
    said = stem_set(content_words(question)) - _ASKING
    sections = shop.store.policy_sections() if said else ()
    return next((s for s in sections if stem_set(content_words(s.title)) == said), None)


def unknown(shop: Shop) -> Answer:
    """The answer where no page says it: who to ask."""
    return Answer("no_policy", route(shop), buttons=(PERSON,))


def find_section(
    shop: Shop, question: str, subject: Subject, product: Product | None = None
) -> PolicySection | None:
    """The section that answers `question` best; ``None`` where the pages say nothing of it."""
    return next(iter(find_sections(shop, question, subject, product)), None)


def find_sections(
    shop: Shop,
    question: str,
    subject: Subject,
    product: Product | None = None,
    but: Collection[str] = (),
) -> tuple[PolicySection, ...]:
    """The section that answers `question`, two where either may be meant; none where none does.

    `product` is the one asked about, where it is known. A search that fails leaves the words
    of the headings to go by.
    """
    question, *more = _clauses(question)
    try:
        found = ranking(shop, question, subject.asked_by(question), product)
        ranked = [one for one in found if one.section.id not in but]
        added = [one for clause in more for one in going_on(shop, clause, question)[:1]]
    except Exception:
        logger.exception("the policy pages cannot be compared: going by their headings")
        headed = _by_heading(shop, question, subject)
        return (headed,) if headed else ()
    if ranked and ranked[0].score < USUAL and subject.usual:
        ranked = ranking(shop, subject.about, subject.about)[:1]
    if not ranked or not _answers(ranked, usual=subject.usual):
        return ()
    if added:
        return tuple(dict.fromkeys([ranked[0].section, *added]))
    return _best(shop, ranked)


def _answers(ranked: Sequence[Ranked], *, usual: bool) -> bool:
    """Whether the best section answers at all; where it stands out, less is enough."""
    best, *others = ranked
    if usual:
        return best.score >= USUAL
    stands_out = bool(others) and best.chance >= SURELY
    return best.score >= (CLEAR if stands_out else NEAR)


def _clauses(question: str) -> list[str]:
    """The questions that "and" joins: "can you fix a zip and how long does that take"."""
    return [part for part in _NEXT_QUESTION.split(question) if part.strip()] or [question]


def going_on(
    shop: Shop, question: str, before: str, bar: float = USUAL
) -> tuple[PolicySection, ...]:
    """The sections that answer `question`, which goes on with `before`; none for the table's."""
    ranked = ranking(shop, question, before=before)
    if not ranked or ranked[0].score < bar or ranked[0].chance < ONE_OF_MANY:
        return ()
    if ranked[0].section.id in _rated(shop):
        return ()
    return _best(shop, ranked)


def _best(shop: Shop, ranked: Sequence[Ranked]) -> tuple[PolicySection, ...]:
    """The first section, and the second where it may be meant as well."""
    # Countries' rates have a table of their own, and answer no second question.
    rated = _rated(shop)
    second = (one for one in ranked[1:2] if one.chance >= CLOSE * ranked[0].chance)
    return (ranked[0].section, *(one.section for one in second if one.section.id not in rated))


def _rated(shop: Shop) -> frozenset[str]:
    return frozenset(rate.section_id for rate in shop.store.all_shipping_rates())


def ranking(
    shop: Shop, question: str, about: str = "", product: Product | None = None, before: str = ""
) -> list[Ranked]:
    """All sections of the pages, those that answer `question` first; it may go on with `before`."""
    sections = (*shop.store.policy_sections(), *carriers.sections(shop))
    known = vocabulary(shop.store)
    own, others = _by_kind(sections, kinds_asked(question, product, known), known)
    return rank_sections(
        _resolved(question, product),
        sections,
        shop.encoder,
        about=about,
        before=before,
        own_kind=own,
        other_kinds=others,
    )


def sure(shop: Shop, turn: Turn, bar: float = SURE) -> PolicySection | None:
    """The section that surely answers `turn`, whatever it was taken for; no table of rates."""
    try:
        ranked = ranking(shop, turn.text)
    except Exception:
        logger.exception("the policy pages cannot be compared")
        return None
    best = ranked[0] if ranked else None
    if best is None or best.section.id in _rated(shop):
        return None
    return best.section if best.score >= bar and best.chance >= SURELY else None


def _resolved(question: str, product: Product | None) -> str:
    """The question with the product's name for the first word that points at it."""
    if product is None or stem_set([product.title]) & stem_set([question]):
        return question
    return _POINTING.sub(lambda _: product.title, question, count=1)


def kinds_asked(question: str, product: Product | None, known: Vocabulary) -> frozenset[str]:
    """The kinds that are asked about, wider ones with them: "shoes" speaks of boots too."""
    named = stem_set(content_words(question)) & known.kinds
    kinds = frozenset(wider for kind in named for wider in known.wider(kind))
    return kinds | (known.kinds_of(product.id) if product else frozenset())


def _by_kind(
    sections: Sequence[PolicySection], asked: frozenset[str], known: Vocabulary
) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the sections whose title names a kind in `asked`, and of those on others only."""
    own = frozenset(section.id for section in sections if stem_set([section.title]) & asked)
    spoken = {s.id: stem_set([s.title, s.text]) & known.kinds for s in sections if asked}
    return own, frozenset(id_ for id_, kinds in spoken.items() if kinds and not kinds & asked)


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
