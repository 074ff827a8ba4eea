"""One question of several: what it must mean beside the others of its message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions import focus, readings, same_page, topics
from actions.answer import Outcome
from actions.context import NOT_UNDERSTOOD, Context
from actions.current import vocabulary
from actions.naming import described_words
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.turn import Entity, Turn
from knowledge.model import Product

FRAGMENT = ""
"""The intent of words that have not the form of a question: "kindle stove weight"."""
UNCLEAR = frozenset([FRAGMENT, NOT_UNDERSTOOD])
# What is said where a message was not understood, or its reading leads to nothing.
_GUESSES = frozenset(["offer_readings", "rephrase", "still_unclear", "out_of_scope"])
_NOTHING = frozenset(["not_stated", "no_review_says", "compare_unknown", "no_policy"])
_NO_PRODUCT = frozenset(["ask_product", "unknown_product"])
# Behind a question that a page answered, these mostly ask more of it.
_STRANGE = frozenset([NOT_UNDERSTOOD, "out_of_scope"])
# From here on, a reading may be meant where the product is known.
_LIKELY = 0.15
# "Can I come and pick it up" is one question.
_IDIOM = re.compile(r"\b(?:come|go|try|pop in|drop by)$", re.IGNORECASE)
# What a question holds under: "what if it's too small, can I send it back".
_CONDITION = re.compile(r"\W*(?:what if|and if|if|in case|when)\b", re.IGNORECASE)
_THE = re.compile(r"(?:the|your)\b", re.IGNORECASE)
_THINGS = frozenset(["it", "its", "it's", "they", "them", "these", "those"])


def whole_titles(shop: Shop, turn: Turn) -> tuple[Turn, ...]:
    """The questions of `turn`; those between which a title was cut are one ("Salt & Pepper")."""
    found: list[Turn] = []
    starts: list[int] = []
    titles = [m.spans for m in shop.searcher.link(turn.text) if m.exact and m.spans]
    for question in turn.questions:
        start = turn.text.find(question.text, starts[-1] + 1 if starts else 0)
        inside = bool(found and _IDIOM.search(found[-1].text)) or any(
            min(spans)[0] < start < max(spans)[1] and starts[-1] < max(spans)[1]
            for spans in titles
            if starts
        )
        if inside:
            sure = question if question.intent not in UNCLEAR else found[-1]
            text = turn.text[starts[-1] : start + len(question.text)]
            found[-1] = replace(joined(found[-1], question), text=text, intent=sure.intent)
        else:
            found.append(question)
            starts.append(max(start, 0))
    return tuple(found)


def joined(first: Turn, second: Turn) -> Turn:
    """`second` with what `first` says in front of it."""
    by = len(first.text) + 1
    moved = (replace(e, start=e.start + by, end=e.end + by) for e in second.entities)
    text = f"{first.text} {second.text}"
    return replace(second, text=text, entities=(*first.entities, *moved))


def answered(shop: Shop, question: Turn, before: Turn | None, context: Context) -> Outcome | None:
    """The answer to `question`, asked behind `before`; ``None`` where it is not understood."""
    if question.intent == FRAGMENT:
        return _fragment(shop, question, context)
    if before and question.intent == NOT_UNDERSTOOD and asks_nothing(question):
        return None
    if before and question.intent in _STRANGE and before.intent not in same_page.BY_TABLE:
        more = replace(question, intent=NOT_UNDERSTOOD)
        if found := same_page.answer(shop, more, context):
            return found
    if before and _goes_on(shop, question, before):
        return _added(shop, question, before, context)
    if question.intent == NOT_UNDERSTOOD:
        return _unsure(shop, question, before, context)
    return _plain(shop, question, before, context)


def is_condition(question: Turn, outcome: Outcome) -> bool:
    """Whether it says when the next question is asked, and has no answer of its own."""
    unsure = question.intent in UNCLEAR and _CONDITION.match(question.text)
    return bool(unsure) and _comes_to(outcome, _NOTHING | {"part_unclear"})


def asks_nothing(question: Turn) -> bool:
    """Whether it only asks for an answer to what was said: "what would you suggest?"."""
    return not content_words(question.text) and not question.entities


def _plain(shop: Shop, question: Turn, before: Turn | None, context: Context) -> Outcome | None:
    """The answer of its own topic, or where that knows none, of what it goes on with."""
    outcome = topics.ask(shop, _like(shop, question, before), context)
    if _comes_to(outcome, _NOTHING) and _points(question, context) and not _is_detail(question):
        return _detail(shop, question, context)
    if not _comes_to(outcome, _NO_PRODUCT):
        return outcome
    if _on_a_page(before):
        # "do you ship to Norway and how long does it take": no product, but the shipping.
        return _added(shop, question, before, context)
    return topics.ask(shop, _of(context.product, question), context) if before else outcome


def _like(shop: Shop, question: Turn, before: Turn | None) -> Turn:
    """`question` in full where it only names another thing: "how heavy is A and the B"."""
    if not before or before.intent != question.intent or not _THE.match(question.text):
        return question
    named = focus.named(shop, before)
    return joined(named.turn, question) if named else question


def _comes_to(outcome: Outcome, acts: frozenset[str]) -> bool:
    return any(answer.act in acts for answer in outcome.answers)


def _of(product: str | None, question: Turn) -> Turn:
    """`question`, asked of `product`."""
    named = (Entity("product", product),) if product else ()
    return replace(question, entities=(*named, *question.entities))


def _fragment(shop: Shop, part: Turn, context: Context) -> Outcome | None:
    """What is asked of the product named; ``None`` where its name says what the rest is about."""
    named = focus.named(shop, part)
    if named is None:
        kind = _of_its_kind(shop, part)
        return _detail(shop, _of(kind.id, part), context, unless="not_stated") if kind else None
    if not described_words(shop, named.turn):
        outcome = topics.ask(shop, replace(part, intent="ask_stock"), context)
        return outcome if outcome.context.options else None
    return _understood(shop, part, context) or _detail(shop, part, context, unless="not_stated")


def _of_its_kind(shop: Shop, part: Turn) -> Product | None:
    """The product that `part` describes by its kind and more: "the knoll chair"."""
    kinds = vocabulary(shop.store).kinds & stem_set(words(part.text))
    return focus.find(shop, part, Context()).product if kinds else None


def _unsure(shop: Shop, question: Turn, before: Turn | None, context: Context) -> Outcome | None:
    """The answer to a question whose reading is unsure."""
    named = focus.named(shop, question)
    if (
        before
        and _on_a_page(before)
        and not context.product
        and _THINGS & set(words(question.text))
    ):
        # "what is the warranty and what does it cover": no product was spoken of.
        return _added(shop, question, before, context)
    if understood := _understood(shop, question, context) or _likely(shop, question, context):
        return understood
    if before and _on_a_page(before) and not named:
        return _added(shop, question, before, context)
    about = named or (before and context.product) or _points(question, context)
    return _detail(shop, question, context) if about else _of_kind(shop, question, context)


def _of_kind(shop: Shop, question: Turn, context: Context) -> Outcome | None:
    """What fits it of the kind of product that it names: "are there jeans with stretch"."""
    if not vocabulary(shop.store).kinds & stem_set(words(question.text)):
        return None
    outcome = topics.ask(shop, replace(question, intent=readings.WISH), context)
    return outcome if _comes_to(outcome, frozenset(["recommend"])) else None


def _likely(shop: Shop, question: Turn, context: Context) -> Outcome | None:
    """What it most likely asks of a product, if that can be told which one."""
    best = max(question.readings, key=lambda one: one.confidence, default=None)
    likely = best.intent if best and best.confidence >= _LIKELY else None
    likely = readings.plain(question.readings) or likely
    if not topics.about_a_product(topics.BY_INTENT.get(likely or "")):
        return None
    outcome = topics.ask(shop, replace(question, intent=likely or ""), context)
    return None if _comes_to(outcome, _NO_PRODUCT | _NOTHING) else outcome


def _understood(shop: Shop, part: Turn, context: Context) -> Outcome | None:
    """What the names in it make it mean, as in a message of its own."""
    alone = replace(context, pending=None)
    outcome = topics.ask(shop, replace(part, intent=NOT_UNDERSTOOD), alone)
    return None if _comes_to(outcome, _GUESSES | _NOTHING) else outcome


def _detail(shop: Shop, part: Turn, context: Context, unless: str = "") -> Outcome | None:
    """What the records say of it."""
    outcome = topics.ask(shop, replace(part, intent="ask_detail"), context)
    unhelpful = any(answer.act == unless or answer.buttons for answer in outcome.answers)
    return None if unless and unhelpful else outcome


def _added(shop: Shop, question: Turn, before: Turn | None, context: Context) -> Outcome | None:
    """The answer to `before` with what `question` adds to it."""
    if before is None:
        return None
    added = replace(joined(before, question), intent=before.intent)
    return topics.ask(shop, added, context)


def _goes_on(shop: Shop, question: Turn, before: Turn) -> bool:
    """Whether it asks more of the service before: "do you wrap gifts? how much is that?".

    Strange words, like "is there a faster way?", mostly do.
    """
    if not _on_a_page(before):
        return False
    its_price = question.intent == "ask_price" and not content_words(question.text)
    kinds = vocabulary(shop.store).kinds & stem_set(words(before.text))
    of_a_thing = _THINGS & set(words(question.text)) and (kinds or focus.named(shop, before))
    return (its_price and not of_a_thing) or question.intent == "out_of_scope"


def _points(question: Turn, context: Context) -> bool:
    """Whether it asks about the product in hand: "is it packable"."""
    return bool(context.product and _THINGS & set(words(question.text)))


def _is_detail(question: Turn) -> bool:
    return topics.BY_INTENT.get(question.intent) == "details"


def _on_a_page(question: Turn | None) -> bool:
    """Whether its topic is about the shop, not about a product."""
    topic = topics.BY_INTENT.get(question.intent) if question else None
    return topic in same_page.ON_PAGES


def later_named(shop: Shop, questions: Sequence[Turn], context: Context) -> Context:
    """Of "which sizes, and what is the price of the Loch Blanket?" both ask about the blanket."""
    first, *later = questions
    points = bool((_THINGS | {"that", "this", "one"}) & set(words(first.text)))
    if (points and context.product) or focus.named(shop, first):
        return context
    named = (focus.named(shop, part) for part in later)
    product = next((found.product for found in named if found), None)
    return replace(context, product=product.id, options={}) if product else context


def with_named(shop: Shop, question: Turn, before: Context, after: Context) -> Context:
    """The context `after` an answer that left aside the product, or the few, of `question`."""
    if after.product != before.product or after.products != before.products:
        return after
    found = focus.named(shop, question)
    if found and found.product:
        return replace(after, product=found.product.id, options=_kept(after, found.product))
    of_kinds = vocabulary(shop.store).kinds & stem_set(words(question.text))
    if not _on_a_page(question) or not of_kinds:
        return after
    few = focus.find(shop, question, Context()).candidates
    return replace(after, product=None, products=tuple(p.id for p in few)) if few else after


def _kept(context: Context, product: Product) -> Mapping[str, str]:
    return context.options if context.product == product.id else {}
