"""The catalogue's own words, which tell a kind of product from a wish about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from actions.nature import describing
from actions.nature import natures as natures_of
from actions.nature import things as things_of
from actions.phrases import stem_set, words
from actions.values import COLOR
from indexes.stopwords import STOPWORDS
from indexes.text import stem, stems
from knowledge.model import Product
from knowledge.store import Store

Key = TypeVar("Key", bound=Hashable)

YES = frozenset(["yes", "true"])
# What goods are called that are made for them alone.
_MADE_FOR = {
    "men": stem_set(["men man gentlemen"]),
    "women": stem_set(["women woman lady ladies"]),
    "kid": stem_set(["kids children child boys girls toddler junior baby"]),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stems of the words that this catalogue uses, with the ids of the products by them.

    A kind of product is named by the last words of titles and of each part of a category
    ("boot" of "Shoes > Winter boots"), or by all words of such a part: `phrases` are those of
    several words, each with the words before its last ("winter"). `flags` are yes/no
    attributes ("waterproof"), as the records spell them; `made_for` are people, as the
    attribute "gender" does, and `charted` what each size chart is for. `natures` are what
    products are (see `actions.nature`), `things` those of them that are goods, and
    `describing` the stems that only describe them. `known` are all stems that the records
    say, descriptions aside, and `spelt` these words and those of colours and attributes'
    names as the records spell them.
    """

    by_kind: Mapping[str, frozenset[str]]
    phrases: Mapping[frozenset[str], frozenset[str]]
    flags: Mapping[frozenset[str], frozenset[str]]
    made_for: Mapping[str, frozenset[str]]
    charted: Mapping[str, frozenset[str]]
    natures: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]
    describing: frozenset[str]
    known: frozenset[str]
    colors: frozenset[str]
    spelt: frozenset[str]

    @property
    def kinds(self) -> frozenset[str]:
        """The words that name a kind of product."""
        return frozenset(self.by_kind)

    def whole_kind(self, said: frozenset[str]) -> frozenset[str]:
        """The words of the longest category that is named in full; none where several are."""
        named = [phrase for phrase in self.phrases if phrase <= said]
        longest = max(map(len, named), default=0)
        best = [phrase for phrase in named if len(phrase) == longest]
        return best[0] if len(best) == 1 else frozenset()

    def of_kinds(self, asked: frozenset[str]) -> frozenset[str] | None:
        """The ids of the products that are most of the kinds in `asked`; ``None`` for any.

        "Boots for kids" asks for what is both; of "a mug or a bottle" nothing is, and
        either will do.
        """
        held = Counter(id_ for kind in asked & self.kinds for id_ in self.by_kind[kind])
        most = max(held.values(), default=0)
        return frozenset(id_ for id_, count in held.items() if count == most) if held else None

    def kinds_of(self, id: str) -> frozenset[str]:
        """The kinds that the product of this id is of."""
        return frozenset(kind for kind, ids in self.by_kind.items() if id in ids)

    def wider(self, kind: str) -> frozenset[str]:
        """The kinds that everything of `kind` is also of, itself among them: a boot is a shoe."""
        own = self.by_kind[kind]
        return frozenset(name for name, ids in self.by_kind.items() if own <= ids)


def read_vocabulary(store: Store) -> Vocabulary:
    """The vocabulary of the catalogue as it stands; of a large one in seconds."""
    kinds: _Ids[str] = _Ids()
    categories: set[str] = set()
    flags: _Ids[frozenset[str]] = _Ids()
    made_for: _Ids[str] = _Ids()
    charted: _Ids[str] = _Ids()
    natures: _Ids[str] = _Ids()
    things: _Ids[str] = _Ids()
    descriptive: set[str] = set()
    known: set[str] = set()
    colors = store.option_values(COLOR)
    pages = (text for page in store.policy_sections() for text in (*page.title_path, page.text))
    spelt = set(words(" ".join([*colors, *pages])))
    for product in store.each_product(variants=False):
        kinds.add(_heads(product), product.id)
        categories.add(product.category)
        flags.add(flags_of(product), product.id)
        made_for.add([made_for_of(product)], product.id)
        charted.add(filter(None, [product.size_chart]), product.id)
        natures.add(natures_of(product), product.id)
        things.add(things_of(product), product.id)
        descriptive |= describing(product)
        known |= words_of(product)
        spelt.update(words(" ".join(_texts(product)).replace("_", " ")))
    return Vocabulary(
        by_kind=kinds.frozen(),
        phrases=_phrases(categories),
        flags=flags.frozen(),
        made_for=made_for.frozen(),
        charted=charted.frozen(),
        natures=natures.frozen(),
        things=things.frozen(),
        describing=frozenset(descriptive).union(*flags.keys()) | stem_set(colors),
        known=frozenset(known),
        colors=stem_set(colors),
        spelt=frozenset(spelt),
    )


class _Ids(Generic[Key]):
    """The ids that belong to each key."""

    def __init__(self) -> None:
        self._of: defaultdict[Key, set[str]] = defaultdict(set)

    def add(self, keys: Iterable[Key], id: str) -> None:
        for key in keys:
            self._of[key].add(id)

    def keys(self) -> Iterable[Key]:
        return self._of.keys()

    def frozen(self) -> dict[Key, frozenset[str]]:
        return {key: frozenset(ids) for key, ids in self._of.items()}


def _phrases(categories: Iterable[str]) -> dict[frozenset[str], frozenset[str]]:
    parts = {tuple(stems(part)) for category in categories for part in category.split(">")}
    return {frozenset(part): frozenset(part[:-1]) for part in parts if len(set(part)) > 1}


def is_of_kind(product: Product, kind: frozenset[str]) -> bool:
    """Whether the title or one part of the category names all of `kind`."""
    return any(kind <= stem_set([name]) for name in _names(product))


def flags_of(product: Product) -> frozenset[frozenset[str]]:
    """The stems of each yes/no attribute that the product has."""
    return frozenset(stem_set([name]) for name, v in product.attributes.items() if v.lower() in YES)


def made_for_of(product: Product) -> str:
    """Whom the product is made for: "men", "women", "kid", "" where the record does not say.

    By the attribute "gender", or else by the one of them that category, title and tags name.
    """
    if gender := product.attributes.get("gender", "").strip():
        return stem(gender)
    said = stem_set([product.title, product.category, *product.tags])
    named = [group for group, names in _MADE_FOR.items() if names & said]
    return named[0] if len(named) == 1 else ""


def _heads(product: Product) -> frozenset[str]:
    heads = (_head(name) for name in _names(product))
    return frozenset(head for head in heads if head.isalpha() and head not in STOPWORDS)


def _names(product: Product) -> tuple[str, ...]:
    return (product.title, *product.category.split(">"))


def _head(name: str) -> str:
    """The word that says what it is: the last one before any comma ("Ridge Poles, pair")."""
    return (stems(name.partition(",")[0]) or [""])[-1]


def words_of(product: Product) -> frozenset[str]:
    """The stems of all that the records say of a product, its description aside."""
    yes = [name for name, value in product.attributes.items() if value.lower() in YES]
    said = [value for value in product.attributes.values() if value.lower() not in YES | {"no"}]
    return stem_set([product.title, product.brand, product.category, *product.tags, *yes, *said])


def kind_of(product: Product) -> frozenset[str]:
    """The stems of its title and of its category, which say what it is."""
    return stem_set(_names(product))


def told_of(product: Product) -> frozenset[str]:
    """The stems of all that is told of a product: "cover" of one with an attribute "rain cover"."""
    return stem_set([*_texts(product), product.description])


def _texts(product: Product) -> tuple[str, ...]:
    named = (*product.attributes, *product.attributes.values())
    return (product.title, product.brand, product.category, *product.tags, *named)
