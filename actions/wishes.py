"""What a shopper wishes for: read from a message, and said back in the shop's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions import counts
from actions.audience import ASIDE, OCCASIONS, names_people, people_in
from actions.context import Criteria
from actions.counts import child_ages
from actions.current import vocabulary
from actions.phrases import WORD, content_words, join, stem_set, words
from actions.shop import Shop
from actions.turn import Entity, Turn
from actions.values import SIZE, measured
from actions.wanted import ANYTHING, Kind, wanted
from indexes.denial import is_denied
from indexes.text import stem
from knowledge.model import Product

# What is left between two wishes once the entities between them are taken out.
_DANGLING = re.compile(r"\b(?: in| size| under| below)+ (?=(?:in|for|with|and|under|below)\b)")
# What is not said again of "something for hiking".
_SOMETHING = re.compile(
    rf"^(?:{'|'.join(sorted(ANYTHING))})\b(?: for\b| of\b| to\b)?\s*", re.IGNORECASE
)
# How far from "about 50 euros" a price may be.
_AROUND = Decimal("0.15")
_WITHOUT = re.compile(r"\b(?:without|no)(?: any| an?| the)? $", re.IGNORECASE)
# "40-50" after a budget: what the second figure is.
_UP_TO = re.compile(r"\W{0,2}(?:-|–|to|and)\W{0,2}(?P<high>\d+(?:[.,]\d{1,2})?)\b", re.IGNORECASE)
_THRIFTY = re.compile(
    r"\b(?:low|small|tight|limited|little)[ -]budget|\bon a budget|\bbudget[ -]friendly|"
    r"\bnot (?:too|so|that|very) expensive|\b(?:inexpensive|affordable|cheap)\b",
    re.IGNORECASE,
)
# A size that is a measure, and the words that say that it is asked for.
_MEASURED = re.compile(
    r"\b(?:in|sizes?|of|an?|the) (?P<size>\d[\d.,]*(?: ?[x×] ?\d[\d.,]*)*"
    r"[ -]?(?:[cm]?m|inch(?:es)?|[cm]?l|lit(?:re|er)s?|mah|[\"”″])(?!\w))",
    re.IGNORECASE,
)
# What stands before an aim or a plight, where nothing is wished for by name: "for a weekend by
# the sea", "how can I keep tea hot", "my feet are always cold". Who looks for a thing names it.
_PURPOSE = re.compile(
    r"(?<!look)(?<!looking)(?<!search)(?<!searching)(?<!shopping)(?<!hunting)(?<!asking)(?:^|[^\w'])"
    r"(?P<by>for|against|on|at|in|during|to|i|we|you|he|she|they|is|are|am|gets?|'s|'re|'m)"
    r"\s+(?:(?:an?|the|my|our|his|her|their|your|some|always|so|too|very)\s+)*$",
    re.IGNORECASE,
)
_PLIGHT = re.compile(r"is|are|am|gets?|'s|'re|'m", re.IGNORECASE)
_OWNED = re.compile(r"(?:^|[.,;:!?])\W*(?:my|our|his|her)\s+$", re.IGNORECASE)
_BREAK = re.compile(r"[.,;:!?]\s*")
_FOR = dict.fromkeys(["for", "against", "on", "at", "in", "during"], "for")
# Whom "for me (m)" means.
_MARKED = re.compile(r"\((m|f|w)\)", re.IGNORECASE)
_MARKS = {"m": "men", "f": "women", "w": "women"}
# A need that can be repeated at all: a few words, no figures, no markup.
_PLAIN = re.compile(r"[A-Za-z' -]{1,60}")


def criteria_of(shop: Shop, turn: Turn, earlier: Criteria) -> Criteria:
    """`earlier` plus what `turn` asks for; a new need or budget replaces the old one."""
    turn = _with_measured_size(shop, turn)
    low, high = _budget(turn, shop.currency)
    if low is not None or high is not None:
        earlier = replace(earlier, min_price=low, max_price=high)
    if _THRIFTY.search(turn.text):
        earlier = replace(earlier, thrifty=True)
    if size := turn.first("size"):
        earlier = replace(earlier, size=size.value, size_system=size.role)
    if color := turn.first("color"):
        earlier = replace(earlier, color=color.value)
    age, people = counts.age_in(turn.text), counts.people_in(turn.text)
    if age is not None or people is not None:
        earlier = replace(earlier, age=age or earlier.age, people=people or earlier.people)
    need, avoid = need_of(shop, turn), _avoided(shop, turn, earlier)
    if marked := _MARKED.search(turn.text):
        need = f"{need} for {_MARKS[marked[1].lower()]}".strip()
    if any(child_ages(turn.text)) and not names_people(stem_set([need])):
        need = f"{need} for kids" if need else "kids"
    gone = stem_set([avoid])
    if earlier.color and stem_set([earlier.color]) & gone:
        earlier = replace(earlier, color=None)
    kept = " ".join(w for w in earlier.need.split() if not stem_set([w]) & gone)
    return replace(earlier, need=_joined(shop, need, kept), avoid=avoid)


def carried(shop: Shop, turn: Turn, earlier: Criteria) -> Criteria:
    """What stays of an `earlier` search when `turn` begins another with a kind of its own.

    All of it where that named no kind yet ("something warm" – "a jacket"), else whom it was for
    and what was ruled out.
    """
    known = vocabulary(shop.store)
    if not earlier.need or not wanted(need_of(shop, turn), known).kinds:
        return Criteria()
    if not wanted(earlier.need, known).kinds:
        return earlier
    return Criteria(need=people_in(earlier.need), avoid=earlier.avoid, age=earlier.age)


def _with_measured_size(shop: Shop, turn: Turn) -> Turn:
    """`turn` with the size that is a measure ("in 50 x 80 cm"), as the shop's records write it."""
    for said in _MEASURED.finditer(turn.text):
        start, end = said.span("size")
        if own := measured(shop.store.option_values(SIZE), said["size"]):
            kept = tuple(e for e in turn.entities if not e.overlaps([(start, end)]))
            return replace(turn, entities=(*kept, Entity(SIZE, own[0], start, end)))
    return turn


def _avoided(shop: Shop, turn: Turn, earlier: Criteria) -> str:
    """What is ruled out by now, as far as the catalogue knows the words; less what is asked for."""
    known = vocabulary(shop.store).known | vocabulary(shop.store).colors
    color = turn.first("color")
    wanted = stem_set([need_of(shop, turn), color.value if color else ""])
    said = [word[0].lower() for word in _ruled_out(turn) if word[0].isalpha()]
    avoided = dict.fromkeys([*earlier.avoid.split(), *content_words(" ".join(said))])
    return " ".join(word for word in avoided if stem_set([word]) & known - wanted)


def _ruled_out(turn: Turn) -> list[re.Match[str]]:
    """The words that the message rules out: "not leather", "without a hood"."""
    return [
        word
        for word in WORD.finditer(turn.text)
        if is_denied(turn.text, word.start()) or _WITHOUT.search(turn.text[: word.start()])
    ]


def _joined(shop: Shop, need: str, earlier: str) -> str:
    """The new need; "waterproof ones" names no kind of product, so it adds to the old one.

    A kind that is named takes the place of another, for the same people.
    """
    if not need or not earlier or stem_set([need]) <= stem_set([earlier]):
        return earlier or need
    if stem_set([earlier]) <= OCCASIONS:
        return f"{earlier} for {need}"
    known = vocabulary(shop.store)
    if not wanted(need, known).kinds:
        return f"{need} {earlier}"
    if not wanted(earlier, known).kinds:
        return f"{need}, {earlier}"
    people = "" if names_people(stem_set([need])) else people_in(earlier)
    return f"{need} for {people}" if people else need


def _budget(turn: Turn, currency: str) -> tuple[Decimal | None, Decimal | None]:
    around = turn.amount(currency, "around")
    if around is not None:
        return around * (1 - _AROUND), around * (1 + _AROUND)
    low, high = turn.amount(currency, "min"), turn.amount(currency, "max", None)
    said = turn.first("money")
    span = _UP_TO.match(turn.text, said.end) if said and low is None else None
    if span and high is not None and (most := Decimal(span["high"].replace(",", "."))) > high:
        return high, most
    return low, high


def need_of(shop: Shop, turn: Turn) -> str:
    """The part of the message that says what for: "waterproof boots for winter".

    What is ruled out ("not leather") is no part of it, nor is a bare number. The words of a
    whole category are ("shoe care"), though some say nothing alone.
    """
    taken = [(e.start, e.end) for e in turn.entities if e.name in {"money", "size", "color"}]
    taken += [word.span() for word in WORD.finditer(turn.text) if word[0].isdigit()]
    taken += [found.span() for found in (*_ruled_out(turn), *child_ages(turn.text))]
    taken += [found.span() for found in counts.people_counts(turn.text)]
    text = turn.without(taken).text
    content = stem_set(content_words(text)) | vocabulary(shop.store).whole_kind(stem_set([text]))
    spans = [m.span() for m in WORD.finditer(text) if stem_set([m.group()]) & content]
    if not spans:
        return ""
    # "Something for hiking" leaves open what, "hiking" does not.
    open_ = [m.start() for m in WORD.finditer(text[: spans[0][0]]) if m[0].lower() in ANYTHING]
    start = open_[-1] if open_ else spans[0][0]
    need = _DANGLING.sub(" ", " ".join(text[start : spans[-1][1]].split()))
    purpose = not open_ and _PURPOSE.search(text[:start])
    owned = not open_ and _OWNED.search(text[:start])
    if not (purpose or owned) or not wanted(need, vocabulary(shop.store)).missing:
        return need
    if not purpose or _PLIGHT.fullmatch(purpose["by"]):
        # Who or what suffers from it belongs to the need.
        start = max([0, *(found.end() for found in _BREAK.finditer(text[:start]))])
        return f"something for {' '.join(text[start : spans[-1][1]].split())}"
    return f"something {_FOR.get(purpose['by'].lower(), 'to')} {need}"


def like(product: Product) -> Criteria:
    """Criteria that describe `product`: the kind of thing that it is."""
    return Criteria(need=(product.category.rpartition(">")[2].strip() or product.title).lower())


def describe(shop: Shop, criteria: Criteria) -> str:
    """The criteria as a noun phrase, with no figure and no colour that is only the shopper's."""
    known = vocabulary(shop.store)
    wish = _sayable(shop, criteria.need) if criteria.need else "something"
    if criteria.color:
        ours = stem_set([criteria.color]) <= known.colors
        wish += f" in {criteria.color}" if ours else " in that colour"
    if criteria.size:
        wish += " in your size"
    avoided = criteria.avoid.split()
    shades = [word for word in avoided if stem_set([word]) <= known.colors]
    things = [word for word in avoided if word not in shades and stem(word) not in known.natures]
    if things:
        wish += f" without {join(things, last='or')}"
    if shades:
        wish += f" other than {join(shades, last='or')}"
    if criteria.max_price is not None and criteria.min_price is not None:
        wish += " in your price range"
    elif criteria.max_price is not None or criteria.min_price is not None:
        wish += " within your budget"
    return wish


def _sayable(shop: Shop, need: str) -> str:
    """As much of the need as is in the shop's own words: all, or the thing that is asked for."""
    known = vocabulary(shop.store)
    kinds = wanted(need, known).kinds
    named = frozenset().union(*(kind.said for kind in kinds if kind.ids))
    for text in (_SOMETHING.sub("", need), _first(kinds, need)):
        plain = _PLAIN.fullmatch(text)
        if plain and stem_set(content_words(text)) <= known.known | ASIDE | named:
            return text.lower()
    return "a gift" if OCCASIONS & stem_set(words(need)) else "what you are looking for"


def _first(kinds: Sequence[Kind], need: str) -> str:
    """The first thing that is asked for and what it is said to be: "rain jacket"."""
    said = frozenset().union(*(kind.said | kind.told for kind in kinds[:1]))
    return " ".join(word for word in words(need) if stem(word) in said)
