"""Which products satisfy a need: hard filters, then fit, then a reason of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from actions.audience import GIFT, OCCASIONS, for_children, for_others, names_people, people_in
from actions.candidates import Among, Fit, can_be_bought, candidates, described
from actions.context import Criteria
from actions.counts import stated_people
from actions.current import vocabulary
from actions.phrases import content_words, stem_set, words
from actions.shop import Shop
from actions.vocabulary import is_of_kind, words_of
from actions.wanted import Wanted, wanted
from indexes.english import english
from indexes.text import stem
from knowledge import criteria as records
from knowledge.model import Money, Product, Variant

MOST_SHOWN = 3
# From this cosine on, a product that shares no word with the need is still near to it.
RELATED = 0.35
# What the shop has no such thing as is near to what is at least so relevant, or so alike.
RELEVANT, ALIKE = 0.15, 0.5
# Where any kind will do, meaning tells what meets a need, and words that are met add to it.
WORDS = 0.7
# From here on it fits or is near, and what is as good as the best is shown beside it. Chosen on
# seventy needs of a demo shop, a third of them for what it does not have.
FITS, NEAR, AS_GOOD, AS_GOOD_BY_WORD = 0.42, 0.34, 0.85, 0.7
# More than all else adds up to: what is named by the kind asked for comes first.
NAMED = 5.0
# How many ways of meeting a wish there are (see `Match.met`).
_SURE = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A product that passed the filters, with the variants that did.

    `met` is how much of what is wished for its record says (see `Wanted.met`).
    """

    product: Product
    variants: tuple[Variant, ...]
    score: float = 0.0
    met: tuple[int, int, int] = (0, 0, 0)

    @property
    def price(self) -> Money:
        return min(variant.price for variant in self.variants)


def asked_for(shop: Shop, criteria: Criteria) -> Wanted:
    """The kinds of thing and the wishes in the need. A gift may be of any kind."""
    asked = wanted(criteria.need, vocabulary(shop.store))
    if not OCCASIONS & stem_set(words(criteria.need)):
        return asked
    return replace(asked, kinds=() if asked.missing else asked.kinds, gift=True)


def fitting(shop: Shop, criteria: Criteria) -> list[Match]:
    """The products that pass every hard filter of `criteria`, the best fit first.

    A kind of product that the need names ("boots", "running shoes") and a yes/no attribute
    ("waterproof") are hard filters too, as are price, size and colour. Of what passes, only
    what meets the most wishes fits; nothing does where a wish is unheard of in the shop.
    """
    asked = asked_for(shop, criteria)
    if asked.missing or (_unheard(shop, asked) and not asked.open):
        return []
    found = _matches(shop, criteria, _flags(shop, criteria), _kind(shop, criteria))
    if asked.open:
        return _as_good([match for match in found if match.score >= FITS], asked)
    best = _of_each_kind(_for_people(found, criteria), asked)
    return sorted(best, key=lambda match: match.price) if criteria.thrifty else best


def _unheard(shop: Shop, asked: Wanted) -> bool:
    """Whether the thing is described by a word of English that no record uses: "electric"."""
    return any(word in english() and not shop.searcher.holds(word) for word in asked.told)


def _for_people(found: list[Match], criteria: Criteria) -> list[Match]:
    """Of what is for so many people what says so, and room to spare comes last."""
    if criteria.people is None:
        return found
    stated = {m.product.id: stated_people(m.product) or 0 for m in found}
    sized = [match for match in found if stated[match.product.id]]
    return sorted(sized or found, key=lambda match: stated[match.product.id])


def _as_good(found: list[Match], asked: Wanted) -> list[Match]:
    """Those that come nearly as near to an open need as the best.

    Of a wish of one word ("for camping") what says the very word may stand further off.
    """
    if not found:
        return []
    one = len(asked.wishes) == 1
    bars = (AS_GOOD_BY_WORD if one and match.met[0] else AS_GOOD for match in found)
    return [m for m, bar in zip(found, bars, strict=True) if m.score >= bar * found[0].score]


def _most_met(found: list[Match]) -> list[Match]:
    """Those that meet the most wishes: by the very words, or else by less and less certain."""
    for sure in range(_SURE):
        if most := max((match.met[sure] for match in found), default=0):
            return [match for match in found if match.met[sure] == most]
    return found


def _of_each_kind(found: list[Match], asked: Wanted) -> list[Match]:
    """What meets the most wishes; of several kinds, the best of each before any second best."""
    if len(asked.kinds) < 2:
        return _most_met(found)
    each = [_most_met([m for m in found if m.product.id in kind.ids]) for kind in asked.kinds]
    in_turn = chain.from_iterable(zip_longest(*each))
    return list({match.product.id: match for match in in_turn if match}.values())


def first_of(shop: Shop, criteria: Criteria, ids: Sequence[str]) -> list[Match]:
    """The first products of `ids`, in this order, that pass every filter of `criteria`.

    Where the need has words of its own, only what fits it.
    """
    if described(shop, criteria):
        fit = {match.product.id: match for match in _meeting(shop, criteria)}
        return [fit[id_] for id_ in ids if id_ in fit][:MOST_SHOWN]
    among = _allowed(shop, criteria, _flags(shop, criteria))
    passing = can_be_bought(shop, criteria, [id_ for id_ in ids if id_ in among])
    return [Match(product, variants) for product, variants in islice(passing, MOST_SHOWN)]


def _meeting(shop: Shop, criteria: Criteria) -> list[Match]:
    """What fits, and of an open need all that says the words of it."""
    if not asked_for(shop, criteria).open:
        return fitting(shop, criteria)
    return _most_met(_matches(shop, criteria, _flags(shop, criteria), _kind(shop, criteria)))


def nearest(shop: Shop, criteria: Criteria) -> list[Match]:
    """What comes nearest where nothing fits; the kind of product is never given up.

    What is made for kids and fits in all else comes first, where nobody was named.
    """
    kind = _kind(shop, criteria)
    found = _for_kids(shop, criteria, kind)[:MOST_SHOWN]
    for named in dict.fromkeys([kind, frozenset[str]()]):
        for relaxed in _relaxations(criteria):
            if near := _matches(shop, relaxed, [], named):
                asked = asked_for(shop, relaxed)
                near = _as_good(near, asked) if asked.open or asked.missing else near
                over_budget = criteria.max_price is not None and relaxed.max_price is None
                best = near[: 2 * MOST_SHOWN]
                if over_budget:
                    best.sort(key=lambda match: match.price)
                return found + best
    if asked_for(shop, criteria).gift and not found:
        anyone = replace(criteria, need=f"{GIFT} {people_in(criteria.need)}".strip())
        return fitting(shop, anyone) if anyone != criteria else []
    return found


def _for_kids(shop: Shop, criteria: Criteria, kind: frozenset[str]) -> list[Match]:
    asked_kinds = asked_for(shop, criteria)
    if names_people(stem_set([criteria.need])) or asked_kinds.open or asked_kinds.missing:
        return []
    for_kids = replace(criteria, need=f"{criteria.need} kids".strip())
    made, asked = vocabulary(shop.store).made_for.get("kid", frozenset()), _asked(shop, criteria)
    found = _matches(shop, for_kids, _flags(shop, criteria), kind)
    return [m for m in found if m.product.id in made and asked & words_of(m.product)]


def _relaxations(criteria: Criteria) -> Iterator[Criteria]:
    """The criteria with ever more given up: first the attributes, the price last but one."""
    any_option = replace(criteria, size=None, color=None)
    any_price = replace(criteria, min_price=None, max_price=None)
    yield criteria
    yield any_option
    yield any_price
    yield replace(any_option, min_price=None, max_price=None)


def _asked(shop: Shop, criteria: Criteria) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(described(shop, criteria)))


def _flags(shop: Shop, criteria: Criteria) -> list[frozenset[str]]:
    """The yes/no attributes that the need names; not what something else is to be made."""
    if asked_for(shop, criteria).beside:
        return []
    asked = _asked(shop, criteria)
    return [flag for flag in vocabulary(shop.store).flags if flag <= asked]


def _kind(shop: Shop, criteria: Criteria) -> frozenset[str]:
    """The words of the category that the need names in full: "running shoes".

    None of several kinds: "boots or running shoes" asks for either.
    """
    kinds = asked_for(shop, criteria).kinds
    if len(kinds) > 1:
        return frozenset()
    said = kinds[0].said | kinds[0].told if kinds else stem_set([criteria.need])
    return vocabulary(shop.store).whole_kind(said)


def _matches(
    shop: Shop, criteria: Criteria, musts: Sequence[frozenset[str]], kind: frozenset[str]
) -> list[Match]:
    """What passes, best first. What can be told by id alone is told before the search.

    Of a `kind` are the products whose records say all its words; those that are named by
    it come first.
    """
    asked, among = asked_for(shop, criteria), _allowed(shop, criteria, musts, kind)
    by_meaning = (asked.open and not kind) or asked.missing
    least = FITS if _unheard(shop, asked) else NEAR
    found = []
    for product, variants, fit in candidates(shop, criteria, among):
        known = words_of(product)
        met = asked.met(known, stem_set([product.description]))
        if by_meaning:
            nearness = fit.similarity * (1 + WORDS * asked.share(met))
            like = fit.relevance >= RELEVANT or fit.similarity >= ALIKE
            if like if asked.missing else nearness >= least:
                found.append(Match(product, variants, nearness, met))
        elif kind <= known and (asked.ids or _is_near(shop, asked, met, fit)):
            rated = float(product.rating or 3) / 5
            named = NAMED if kind and is_of_kind(product, kind) else 0.0
            share = (2 * met[0] + 2 * met[1] + met[2]) / (len(asked.wishes) or 1)
            found.append(Match(product, variants, named + fit.score + share + rated, met))
    return sorted(found, key=lambda match: (-match.score, match.price, match.product.id))


def _is_near(shop: Shop, asked: Wanted, met: tuple[int, int, int], fit: Fit) -> bool:
    """Whether a product is near to a need that names no kind."""
    if _unheard(shop, asked):
        return fit.relevance >= RELEVANT or fit.similarity >= ALIKE
    return not asked.wishes or any(met[:2]) or fit.similarity >= RELATED


def _allowed(
    shop: Shop,
    criteria: Criteria,
    musts: Sequence[frozenset[str]],
    kind: frozenset[str] = frozenset(),
) -> Among:
    """What passes all but size and colour.

    Which of a product's sizes is meant depends on its own names and chart.
    """
    known, asked = vocabulary(shop.store), asked_for(shop, criteria)
    heads = _asked(shop, criteria) - known.phrases.get(kind, frozenset())
    of_kind = asked.ids or (None if asked.open and not kind else known.of_kinds(heads))
    allowed = [ids for ids in (of_kind, *map(known.flags.get, musts)) if ids]
    if criteria.min_price is not None or criteria.max_price is not None:
        hard = records.Criteria(
            min_price=criteria.min_price, max_price=criteria.max_price, in_stock=True
        )
        allowed.append(frozenset(shop.store.matching(hard)))
    people = stem_set([criteria.need])
    if for_kids := for_children(known, people, of_kind):
        allowed.append(for_kids)
    others = for_others(known, people) | asked.beside
    return Among(frozenset.intersection(*allowed) - others) if allowed else Among(None, others)
