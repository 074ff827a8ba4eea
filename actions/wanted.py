"""What kind of thing a message asks for: the heads of its first noun phrases."""

# ruff: noqa: SIM905 - words read best as text
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from actions.audience import ASIDE
from actions.nature import JOINING
from actions.phrases import QUESTION_WORDS, WORD
from actions.vocabulary import Vocabulary
from indexes.english import english
from indexes.roots import FAMILIES, root
from indexes.synonyms import alike
from indexes.text import stem

# A shorter word has too many neighbours to be taken for a slip.
SHORTEST = 5
# How much more a word counts that stands before its thing than one that says what for.
_TOLD = 2
# What a wish counts by how it is met: said of it, said at length, or by a word of its family.
_CERTAINTY = (1.0, 0.8, 0.6)
_PARTS = re.compile(r"[.,;:!?()–—/+&]|\s-\s")
# Words that join another thing to the one before, and those that no thing is named by.
_ALSO = frozenset("and or also plus".split())
_ENDING = JOINING | frozenset(
    """
    is are was were be been am can could has have had do does did will would should may might i
    you we they he she it its it's he's she's i'm i'd my your his her their our this these those
    that's thats what where how why not no but make makes making go goes going get keep keeps
    made smell smells look looks feel feels fit fits work works come comes coming cost costs
    last lasts run runs hold holds suit suits need needs want wants weigh weighs survive survives
    stay stays put wear use take bring carry
    """.split()
)
ANYTHING = frozenset(
    """
    anything something nothing everything stuff thing things sth smth smthg item items article
    articles product products idea ideas gear equipment kit suggestion suggestions one ones kind
    kinds type types sort sorts brand brands model models range selection choice choices option
    options version versions assortment
    """.split()
)
"""Words that stand for any thing, or say nothing of it."""
VAGUE = frozenset(
    """
    new nice good great cool pretty beautiful lovely fancy decent solid proper perfect ideal best
    better top cheap cheaper cheapest budget low high expensive affordable inexpensive quality
    favourite favorite popular latest different little bit quite super too rather simple certain
    suitable useful next week weeks month months year years tomorrow soon today now currently
    stock available online here please money alternative alternatives
    """.split()
)
"""Words that praise and price what is asked for, and tell nothing of it."""
_OWN = frozenset("my our his her their".split())
# What follows these is of the kind that is wanted: "something like a fleece".
_LIKE = frozenset(["like", "as", "than", "be"])
_GREETING = frozenset("good morning afternoon evening day dear folks guys hiya".split())
_UNTOLD = QUESTION_WORDS - {"shoe"} | VAGUE | _GREETING
UNWISHED = _UNTOLD | ANYTHING | _ENDING
"""Words that describe nothing that is asked for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: the ids of what is of it, none where the shop has no such thing.

    `said` are the stems that name it, `told` those that describe it beside its head.
    """

    ids: frozenset[str]
    said: frozenset[str]
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `kinds` of thing, none where that is left open.

    `told` are the stems that describe them before any "for" or "with", `aims` those that
    follow: what they are for, and what they should have. `beside` are the ids of what the
    shopper has: "something to clean my boots" asks for no boots. A `gift` may be anything that
    somebody likes.
    """

    kinds: tuple[Kind, ...] = ()
    told: frozenset[str] = frozenset()
    aims: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    gift: bool = False

    @property
    def ids(self) -> frozenset[str] | None:
        """The ids of what is of these kinds; ``None`` where any kind will do."""
        return frozenset().union(*(kind.ids for kind in self.kinds)) if self.kinds else None

    @property
    def missing(self) -> bool:
        """Whether it is named by a word that nothing in the shop is called by."""
        return bool(self.kinds) and not self.ids

    @property
    def open(self) -> bool:
        """Whether only wishes are told, and any kind of thing may meet them."""
        return not self.kinds and bool(self.wishes) and not self.gift

    def share(self, met: tuple[int, int, int]) -> float:
        """What part of the wishes is `met`, from 0 to 1, where its certainty counts too."""
        most = self._weight(self.wishes)
        return sum(n * w for n, w in zip(met, _CERTAINTY, strict=True)) / most if most else 0.0

    def met(self, says: frozenset[str], described: frozenset[str]) -> tuple[int, int, int]:
        """How much of what is wished for is met by a record, all in stems.

        First by the words that it `says`, or others that mean the same, what describes the
        thing counting more than what it is for; then, of the rest, by what is `described` at
        length; then by any words of their families.
        """
        own, more = says | set(map(root, says)), described | set(map(root, described))
        same = frozenset(word for word in self.wishes if _same(word) & own)
        told = frozenset(word for word in self.wishes - same if _same(word) & more)
        near = frozenset(word for word in self.wishes - same - told if _family(word) & own)
        return self._weight(same), self._weight(told), self._weight(near)

    @property
    def wishes(self) -> frozenset[str]:
        """The stems of all that is wished for."""
        return self.told | self.aims

    def _weight(self, met: frozenset[str]) -> int:
        return len(met) + (_TOLD - 1) * len(met & self.told)


def _same(word: str) -> frozenset[str]:
    """A word, its other names and what it is derived from; smoothies are not "smooth"."""
    names = (word, *(name[0] for name in alike((word,)) if not name[1:]))
    return frozenset(names) | {root(name) for name in names if not name.endswith("y")}


def _family(word: str) -> frozenset[str]:
    return FAMILIES.get(root(word), frozenset()) | {root(word)}


def wanted(need: str, known: Vocabulary) -> Wanted:
    """Read what `need` asks for.

    "A rucksack for my bike, and lights" asks for two kinds; what follows "for" is a purpose.
    "Something warm" leaves the kind open, as does a gift.
    """
    found: list[Kind] = []
    told: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    anything = False
    for phrase, joined in _phrases(need):
        if anything and not joined:
            owned = frozenset(map(stem, phrase)) - ASIDE
            beside = beside.union(*(known.things.get(word, ()) for word in owned))
        if (found or anything) and not joined:
            continue
        kind = _kind(phrase, known)
        if kind and (kind.ids or not (found or anything)):
            found.append(kind)
        elif kind is None and not found and ANYTHING & set(phrase):
            told, anything = frozenset(map(stem, _told(phrase))), True
    kinds = tuple(kind for kind in found if kind.ids) or tuple(found[:1])
    told |= frozenset().union(*(kind.told for kind in kinds))
    beside = beside if not kinds and not _LIKE & set(need.lower().split()) else frozenset()
    return Wanted(kinds, told - ASIDE, _wished(need, kinds) - told, beside)


def _phrases(need: str) -> Iterator[tuple[list[str], bool]]:
    """The noun phrases of `need`, and whether each goes on a list or begins a sentence."""
    for part in _PARTS.split(need.lower().replace("’", "'")):
        phrase: list[str] = []
        joined = True
        for word in WORD.findall(part):
            if word not in _ENDING and word not in _ALSO:
                phrase.append(word)
                continue
            if phrase:
                yield phrase, joined
            goes_on = joined and not phrase and word not in JOINING | _OWN
            joined = word in _ALSO or goes_on
            phrase = []
        if phrase:
            yield phrase, joined


def _told(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _UNTOLD | ANYTHING]


def _kind(phrase: Sequence[str], known: Vocabulary) -> Kind | None:
    """The kind that a phrase ends with; ``None`` where it names none, as "something warm"."""
    told = [stem(word) for word in _told(phrase)]
    if ANYTHING & set(phrase):
        return None
    for end in range(len(told), 0, -1):
        if told[end - 1] in ASIDE:
            # A "Golden Shoes Woman" is none.
            continue
        if kind := _named(told[:end], told[end:], known):
            return kind
        if near := _meant(told[end - 1], known):
            return _named([*told[: end - 1], near], told[end:], known)
        if not _describes(told[end - 1], known):
            return Kind(frozenset(), frozenset(told[end - 1 : end]), frozenset(told[: end - 1]))
    return None


def _named(before: list[str], after: list[str], known: Vocabulary) -> Kind | None:
    """The kind of the last of `before`, alone or with the word before it, by any name of it."""
    for own in dict.fromkeys((tuple(before[-2:]), tuple(before[-1:]))):
        count, others = len(own), alike(own)
        joined = ("".join(name) for name in (own, *others))
        if ids := frozenset().union(*(known.natures.get(name, ()) for name in joined)):
            return Kind(ids, frozenset(own), frozenset([*before[:-count], *after]))
        same = next((other for other in others if other[-1] in known.natures), None)
        if same and (count == 1 or own[-1] not in known.natures):
            told = frozenset([*before[:-count], *after, *same[:-1]])
            return Kind(known.natures[same[-1]], frozenset(own), told)
    return None


def _meant(word: str, known: Vocabulary) -> str:
    """The kind that a misspelt word must mean, "" if none; English words are not misspelt."""
    if len(word) < SHORTEST or word in english():
        return ""
    near = extractOne(word, known.natures.keys(), scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and len(near[0]) >= SHORTEST - 1 else ""


def _describes(word: str, known: Vocabulary) -> bool:
    """Whether a word tells what a thing is like, or for whom, by what the records say."""
    return word in known.describing or word.isdigit()


def _wished(need: str, kinds: Sequence[Kind]) -> frozenset[str]:
    """The stems of what describes the things of `kinds`: of "an umbrella against wind" wind."""
    said = {stem(word) for word in WORD.findall(need.lower()) if word not in UNWISHED}
    return frozenset(said.difference(ASIDE, *(kind.said for kind in kinds if kind.ids)))
