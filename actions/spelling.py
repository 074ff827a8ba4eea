"""Slips of the finger in a message, mended by what the shop's records and questions say."""

from __future__ import annotations

import logging
from dataclasses import replace

from actions.current import vocabulary
from actions.phrases import QUESTION_WORDS
from actions.shop import Shop
from actions.turn import Turn
from indexes.roots import FAMILIES, SPELT, root
from indexes.slips import Speller, mend
from indexes.synonyms import SYNONYMS
from indexes.text import stem

logger = logging.getLogger(__name__)

# What questions are asked in, beside the words that name or describe a product.
_ASKED = frozenset(
    """
    according address answer back bad battery better bought broken browse buyers buys cancel card
    cards change cheapest check choose code codes compare compared comparing comparison contact
    cooler country customer customers customs deal dear deliver delivered delivery difference
    differences differ different discount discounts dryer during duties email exchange exchanges
    expensive experience experiences express fabric faster feedback friday gift gifts happy heavier
    help hours human instructions invoice lasts lighter lightest line looks made making mail
    material materials money monday month months often opening opinion opinions order ordered
    orders parcel password pay payment people person phone pickup please popular present problem
    problems properly questions quick quicker rated rating ratings recommended refund refunds repair
    reply return returned returning returns review reviews sale sales saturday say saying school
    send sent service ship shipment shipping since someone soon specs speak staff standard stars
    status sunday support talk think thinking thought time times together tomorrow toward track
    tracking version voucher vouchers warmer warmest warranty washed washing week weeks
    weekend work works worth year years
    """.split()  # noqa: SIM905 - words read best as words
)


def mended(shop: Shop, turn: Turn) -> Turn:
    """The turn, and each question in it, with the words read as they were meant.

    A word that the records, the pages and English know stays; so does what an entity was
    read from. Where the records cannot be read, all of it stays.
    """
    if turn.pressed:
        return turn
    try:
        return _mended(turn, _speller(shop))
    except Exception:
        logger.exception("the records cannot be read: slips of the finger stay")
        return turn


def _speller(shop: Shop) -> Speller:
    known = vocabulary(shop.store)

    def is_right(word: str) -> bool:
        said = stem(word)
        spoken = said in known.known or said in known.colors or shop.searcher.holds(said)
        return spoken or said in SYNONYMS or root(word) in FAMILIES

    return Speller((known.spelt, QUESTION_WORDS, _ASKED, SPELT), is_right)


def _mended(turn: Turn, speller: Speller) -> Turn:
    found = mend(turn.text, speller, [(e.start, e.end) for e in turn.entities])
    entities = tuple(
        replace(entity, start=found.now(entity.start), end=found.now(entity.end))
        for entity in turn.entities
    )
    questions = tuple(_mended(question, speller) for question in turn.questions)
    return replace(turn, text=found.text, entities=entities, questions=questions)
