"""A reply's verdict. It rests on the records alone: the reply's own facts are not read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.scorecard.claims import Claims
from bot.scorecard.language import (
    asks_back,
    broken,
    hedges,
    plain,
    refuses,
    sentences,
    which_is_meant,
)
from bot.scorecard.model import Expected, Flaw, Held, Question, Reading, Reply, Verdict, wrong
from bot.scorecard.records import Records

# From the best to the worst: of several ways to read a reply the best one counts.
ORDER = (Verdict.RIGHT, Verdict.REFUSED, Verdict.WRONG, Verdict.UNSUPPORTED)
# More sentences than a reply to two questions has.
MOST_SENTENCES = 24

Result = tuple[Verdict, tuple[Flaw, ...]]


class Judge:
    """Judges replies to questions about one shop."""

    def __init__(self, records: Records) -> None:
        self._claims = Claims(records)

    def verdict(self, question: Question, reply: Reply) -> Result:
        """The verdict on the last reply of a conversation, and why."""
        text = plain(reply.text)
        if reply.error or not text:
            return Verdict.SILENT, (Flaw(Verdict.SILENT, reply.error or "no text"),)
        reading = Reading(text, reply.cards)
        if len(question.expected) == 1:
            return self._one(question.expected[0], reading)
        return self._several(question.expected, reading)

    def _several(self, expected: Sequence[Expected], reading: Reading) -> Result:
        """Cut the reply in two wherever it can be cut; the cut that does best counts."""
        parts = sentences(reading.text)[:MOST_SENTENCES]
        held = _all([one.held for one in expected])
        if which_is_meant(reading.text) and not list(self._claims.unsupported(reading, held)):
            return Verdict.REFUSED, (Flaw(Verdict.REFUSED, "asks which product is meant"),)
        cuts = [(parts[:at], parts[at:]) for at in range(1, len(parts))]
        results = [
            _worse(*(self._one(*half) for half in zip(order, map(_joined, cut), strict=True)))
            for cut in cuts
            for order in (expected, expected[::-1])
        ] or [(Verdict.WRONG, (wrong("answers only one of the questions"),))]
        best = min(results, key=lambda result: ORDER.index(result[0]))
        shown = tuple(self._claims.unsupported(Reading("", reading.cards), held))
        return (Verdict.UNSUPPORTED, shown) if shown else best

    def _one(self, expected: Expected, reading: Reading) -> Result:
        flaws: tuple[Flaw, ...] = (
            *self._claims.unsupported(reading, expected.held),
            *(flaw for demand in expected.demands for flaw in demand(reading)),
        )
        own_words = self._claims.own_words(reading.text, expected.held)
        if found := broken(reading.text):
            flaws = (*flaws, wrong(f"shows {found!r}"))
        evades, asks = refuses(own_words), asks_back(own_words)
        if hedges(own_words) and not (expected.refuse or evades):
            flaws = (*flaws, wrong("states it only as a guess"))
        if any(flaw.verdict is Verdict.UNSUPPORTED for flaw in flaws):
            return Verdict.UNSUPPORTED, flaws
        if expected.refuse:
            if evades or asks:
                return (Verdict.WRONG if flaws else Verdict.RIGHT), flaws
            return Verdict.WRONG, (*flaws, wrong("answers what the records do not say"))
        if evades and not expected.none_found:
            return Verdict.REFUSED, (*flaws, Flaw(Verdict.REFUSED, "says that it does not know"))
        # "How about the Ember Tee?" asks nothing that has to be answered first.
        suggests = expected.held.any_product and self._claims.named(own_words)
        if flaws and (evades or (asks and not suggests)):
            return Verdict.REFUSED, (*flaws, Flaw(Verdict.REFUSED, "asks back"))
        return (Verdict.WRONG if flaws else Verdict.RIGHT), flaws


def _all(each: Sequence[Held]) -> Held:
    """What any of them holds."""
    return Held(
        products=tuple(product for held in each for product in held.products),
        any_product=any(held.any_product for held in each),
        texts=tuple(text for held in each for text in held.texts),
        amounts=tuple(amount for held in each for amount in held.amounts),
        phrases=tuple(phrase for held in each for phrase in held.phrases),
    )


def _joined(parts: Sequence[str]) -> Reading:
    return Reading("\n".join(parts))


def _worse(one: Result, other: Result) -> Result:
    flaws = (*one[1], *other[1])
    return max((one[0], other[0]), key=ORDER.index), flaws
