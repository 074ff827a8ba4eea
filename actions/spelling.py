"""Slips of the finger in a message, mended by what the shop's records and questions say."""

from __future__ import annotations

import logging
from dataclasses import replace

from actions.current import vocabulary
from actions.naming import LINKED
from actions.phrases import QUESTION_WORDS, words
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
    according address answer back bad battery better bought broken browse buyers cancel card
    cards change cheapest check choose code codes compare compared comparing comparison contact
    cooler country customer customers customs deal dear deliver delivered delivery differ
    difference differences different discount discounts dryer during duties email exchange
    exchanges expensive experience experiences express fabric faster feedback friday gift gifts
    happy heavier help hours human instructions invoice lasts lighter lightest line looks made
    mail making material materials monday money month months often opening opinion opinions
    order ordered orders parcel password pay payment people person phone pickup please popular
    present problem problems properly question questions quick quicker rate rated rating ratings
    recommended refund refunds repair reply return returned returning returns review reviews
    sale sales saturday say saying school send sent service ship shipment shipping since someone
    soon speak specs staff standard stars status sunday support talk think thinking thought time
    times together tomorrow toward track tracking version voucher vouchers warmer warmest
    warranty washed washing week weekend weeks work works worth year years
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
        return _mended(shop, turn, _speller(shop))
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


def _mended(shop: Shop, turn: Turn, speller: Speller) -> Turn:
    kept = [(entity.start, entity.end) for entity in turn.entities]
    found = mend(turn.text, speller, kept)
    if found.mends:
        found = mend(turn.text, replace(speller, likely=_titles(shop, turn)), kept)
    entities = tuple(
        replace(entity, start=found.now(entity.start), end=found.now(entity.end))
        for entity in turn.entities
    )
    questions = tuple(_mended(shop, question, speller) for question in turn.questions)
    return replace(turn, text=found.text, entities=entities, questions=questions)


def _titles(shop: Shop, turn: Turn) -> frozenset[str]:
    """The words of the titles that seem to be named: "Cabn" is the Cabin Socks' Cabin."""
    mentions = shop.searcher.link(turn.text)
    return frozenset(
        word for mention in mentions if mention.score >= LINKED for word in words(mention.title)
    )
