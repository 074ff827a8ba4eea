"""Which product a shopper is talking about.

In this order: the product of a pressed button, an ordinal of the last list, a title in
the message, a description of something in the last list, the product in focus, and a
description that the search understands. Two that fit equally well are never guessed
between: the shopper is asked, with buttons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.answer import Answer, Button, Outcome, facts, price_text
from actions.context import Context
from actions.current import vocabulary
from actions.naming import (
    before_pronoun,
    definite_kind,
    described_words,
    is_clear,
    is_name,
    name_spans,
    other_kinds,
)
from actions.options import asked_of, chosen_in
from actions.phrases import POINTING, content_words, join, stem_set, words
from actions.shop import Shop
from actions.shown import picked
from actions.turn import Turn
from actions.vocabulary import kind_of, told_of, words_of
from indexes.quantities import UNITS
from indexes.search import Mention
from knowledge.model import Product

# How much better the best must be than the second to be taken without asking.
CLEARLY = 0.12
MOST_BUTTONS = 4
# Words for both products of a list of two.
_TWO = frozenset(["both", "either"])
# Questions whose own words are known well enough: what else they hold describes a product.
_NAMING = frozenset(
    """
    ask_price ask_product ask_sizes ask_colors ask_stock ask_back_in_stock select_item refine
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Focus:
    """The product meant, or the candidates to ask about, or what was described.

    `turn` is the message less the words that name the product, so that a size or colour
    in its title is not read as asked for. `described` says that the candidates fit a
    description ("waterproof boots") and that no title was named, `unknown` that the
    message describes what no record fits.
    """

    turn: Turn
    product: Product | None = None
    candidates: tuple[Product, ...] = ()
    described: bool = False
    unknown: bool = False


def find(shop: Shop, turn: Turn, context: Context) -> Focus:
    """Resolve the product that `turn` is about."""
    return (
        _pressed(shop, turn)
        or _ordinal(shop, turn, context)
        or _titled(shop, turn, context)
        or _in_last_list(shop, turn, context)
        or _remembered(shop, turn, context)
        or _described(shop, turn)
        or _unknown(shop, turn, context)
    )


def _unknown(shop: Shop, turn: Turn, context: Context) -> Focus:
    """Nothing is meant for certain: one of the last list, if there is one."""
    shown = tuple(shop.products(context.products))[:MOST_BUTTONS]
    points = bool(POINTING & set(words(turn.text)))
    return Focus(turn, candidates=shown, unknown=not points and bool(described_words(shop, turn)))


def ask_back(focus: Focus, context: Context, topic: str) -> Outcome:
    """The answer where `find` could not settle on one product."""
    waiting = context.waiting(focus.turn, topic, tuple(p.id for p in focus.candidates))
    if not focus.candidates:
        unknown = focus.turn.intent in _NAMING and focus.unknown
        return Outcome(Answer("unknown_product" if unknown else "ask_product"), waiting)
    buttons = choices(focus.candidates)
    if set(waiting.products) <= set(context.products):
        return Outcome(Answer("ask_which", buttons=buttons), waiting)
    titles = join((button.title for button in buttons), last="or")
    source = ", ".join(product.source for product in focus.candidates)
    answer = Answer("clarify_product", facts(source, options=titles), buttons=buttons)
    return Outcome(answer, waiting)


def choices(products: Sequence[Product]) -> tuple[Button, ...]:
    """A button for each product; of several with one title, the price tells which is which."""
    often = Counter(product.title for product in products)
    buttons = (Button.select(product) for product in products)
    return tuple(
        replace(button, title=f"{product.title} ({price_text(product.variants)})")
        if often[product.title] > 1
        else button
        for product, button in zip(products, buttons, strict=True)
    )


def _pressed(shop: Shop, turn: Turn) -> Focus | None:
    pressed = turn.first("product")
    product = shop.store.product(pressed.value) if pressed else None
    return Focus(turn, product) if product else None


def _ordinal(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    ordinal = turn.first("ordinal")
    if not ordinal or not context.products:
        return None
    position = int(ordinal.value)
    index = position - 1 if position > 0 else position
    shown = context.products
    if not -len(shown) <= index < len(shown) and len(shown) > 1:
        return Focus(turn, candidates=tuple(shop.products(shown)))
    product = shop.store.product(shown[index] if len(shown) > 1 else shown[0])
    rest = turn.without([(ordinal.start, ordinal.end)])
    return Focus(rest, product) if product else None


def _titled(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    mentions = [m for m in shop.searcher.link(turn.text, k=8) if is_name(shop, turn, m)]
    if context.product or context.products:
        mentions = [m for m in mentions if m.id == context.product or is_clear(shop, turn, m)]
    if not mentions:
        return None
    best = mentions[0]
    rivals = _fitting_best(shop, turn, [m for m in mentions if _rivals(best, m)])
    chosen = next((m for m in rivals if m.id == context.product), rivals[0])
    rest = turn.without(name_spans(turn, chosen))
    if len(rivals) > 1 and chosen.id != context.product:
        candidates = shop.products([mention.id for mention in rivals])
        return Focus(rest, candidates=tuple(candidates)[:MOST_BUTTONS])
    product = shop.store.product(chosen.id)
    return Focus(rest, product) if product else None


def _rivals(best: Mention, other: Mention) -> bool:
    if best.exact and not other.exact:
        return False
    return best.score - other.score < CLEARLY


def _fitting_best(shop: Shop, turn: Turn, mentions: list[Mention]) -> list[Mention]:
    """Those that the whole message fits best: of "the Fjord jacket", no other jacket."""
    described = stem_set(described_words(shop, turn))
    products = shop.products([mention.id for mention in mentions])
    fits = {product.id: len(described & words_of(product)) for product in products}
    best = max(fits.values(), default=0)
    return [mention for mention in mentions if fits.get(mention.id) == best]


def _in_last_list(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    """The one of the last list that is picked, or those that it can be."""
    found = picked(shop, turn, context)
    if len(found) == 1:
        return Focus(turn, found[0])
    return Focus(turn, candidates=found) if found else None


def _remembered(shop: Shop, turn: Turn, context: Context) -> Focus | None:
    """What is under discussion, unless the message describes something else."""
    both = len(context.products) == 2 and not _TWO.isdisjoint(words(turn.text))
    product = shop.store.product(context.product) if context.product and not both else None
    shown = [product] if product else shop.products(context.products)
    if not shown:
        # "It" is no description.
        points = not POINTING.isdisjoint(words(turn.text))
        return Focus(turn) if points and not other_kinds(shop, turn.text) else None
    if not _stays(shop, turn, shown):
        return None
    shown = _titled_so(turn, shown)
    if len(shown) == 1:
        return Focus(turn, shown[0])
    return Focus(turn, candidates=tuple(shown)[:MOST_BUTTONS])


def _titled_so(turn: Turn, shown: Sequence[Product]) -> list[Product]:
    """Those of several whose titles the message shares most words with: "the parka"."""
    said = stem_set(content_words(turn.text))
    shared = {product.id: len(said & stem_set([product.title])) for product in shown}
    most = max(shared.values())
    return [product for product in shown if shared[product.id] == most]


def _stays(shop: Shop, turn: Turn, shown: Sequence[Product]) -> bool:
    """Whether a message that names no product clearly can be about these.

    It cannot where it names another kind of product and points back at nothing. A question
    whose own words are known well enough ("have you got ...?") describes with what else it
    holds; all others may say anything of the product.
    """
    said, names = words(turn.text), turn.intent in _NAMING
    known = frozenset[str]().union(*map(kind_of if names else told_of, shown))
    before = before_pronoun(turn.text)
    if before is not None:
        # "The parka, is it warm?" names what "it" is, "does it fit a boot?" does not.
        return not other_kinds(shop, before, known)
    kinds = other_kinds(shop, turn.text, known)
    if kinds or not POINTING.isdisjoint(said):
        return not kinds
    described = stem_set(described_words(shop, turn))
    if not names or not described or any(described & words_of(one) for one in shown):
        return True
    # "I really wanted lilac": no word of it but the colour is one of the goods.
    strange = described.isdisjoint(vocabulary(shop.store).known)
    return strange and len(shown) == 1 and chosen_in(shop, shown[0], turn)


def only_chooses(shop: Shop, meant: Focus) -> bool:
    """Whether all that is said of the product is which version of it: "20000 powerbank"."""
    if meant.product is None:
        return False
    size, color = asked_of(shop, meant.product, meant.turn)
    if size.values and color.values:
        return True
    said = described_words(shop, meant.turn)
    chosen = size.values or color.values
    return bool(chosen) and all(word.isdigit() or word in UNITS for word in said)


def _described(shop: Shop, turn: Turn) -> Focus | None:
    """What the words outside the question describe, found by search."""
    description = described_words(shop, turn)
    if not description:
        return None
    described = stem_set(description)
    kinds = definite_kind(shop, turn.text) or described
    ids = vocabulary(shop.store).of_kinds(kinds)
    hits = shop.searcher.search(" ".join(description), k=MOST_BUTTONS, kind="product", ids=ids)
    fitting = _sharing_most(shop.products([hit.id for hit in hits]), described)
    if len(fitting) == 1:
        return Focus(turn, fitting[0])
    return Focus(turn, candidates=tuple(fitting), described=True) if fitting else None


def _sharing_most(products: Sequence[Product], described: frozenset[str]) -> list[Product]:
    """Those whose titles say most of what is described: of "the boot balm", no boot."""
    told = [product for product in products if described & words_of(product)]
    shared = {p.id: len(described & stem_set([p.title])) for p in told}
    most = max(shared.values(), default=0)
    return [product for product in told if most < 2 or shared[product.id] == most]


def named(shop: Shop, turn: Turn) -> Focus | None:
    """The one product that the message names by its title, if it names one."""
    found = _titled(shop, turn, Context())
    return found if found and found.product else None


def named_in_full(shop: Shop, turn: Turn) -> bool:
    """Whether the message holds the whole title of one product."""
    mentions = shop.searcher.link(turn.text, k=3)
    return sum(mention.exact and is_name(shop, turn, mention) for mention in mentions) == 1
