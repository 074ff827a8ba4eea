"""Which attribute of a record is asked for, by its own name or one that means the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexes.asking import PLACE, Asked, read_question
from indexes.evidence import holds_figure
from indexes.quantities import quantities
from indexes.roots import FAMILIES, MATERIALS, root, roots
from indexes.statements import Statement, sentences
from knowledge.model import Product

# What is stated to a question of these intents that no sentence answers word by word: to
# "is it real leather?" the material is an answer.
_OF_INTENT = {"ask_material": root("material"), "ask_care": root("care")}
# "How big is it?" asks for whichever of these the record has.
_BIG = frozenset(roots("big large small size dimensions measurements measure"))
_SIZES = frozenset(
    roots("dimensions size measurements capacity volume length width height depth diameter")
)
_ANDS = re.compile(r"\s*(?:,|&|\+|\band\b)\s*", re.IGNORECASE)
# "183 x 55 x 7 cm" tells how thick a thing is, among others.
_SIDES = re.compile(r"\d\s?[x×]\s?\d")
_VEGAN = frozenset([root("vegan")])
_OF_ANIMALS = frozenset(
    roots(
        "leather nubuck suede cowhide shearling sheepskin lambskin fur wool woollen lambswool"
        " merino cashmere mohair alpaca angora silk down feather horsehair beeswax lanolin"
    )
)
_IMITATED = re.compile(r"\b(?:vegan|faux|fake|imitation|synthetic|look)\b", re.IGNORECASE)
# What a thing may be made of otherwise than the whole.
_PARTS = FAMILIES[root("lining")] | frozenset(roots("sole upper shell outer insole strap cover"))
# Words that weigh less than this say little of what is asked for.
_PLAIN = 1.0


@dataclass(frozen=True, slots=True)
class Stated:
    """One attribute as the record has it, or a sentence, which has no name."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """What a reply quotes: "care: machine wash 30"."""
        return f"{self.name.replace('_', ' ')}: {self.value}" if self.name else self.value


def stated_exactly(product: Product, question: str, *, one: bool = False) -> Stated | None:
    """The attribute that `question` asks for and for nothing beside it.

    "How heavy is it?" asks for the weight; "what is the weight limit?" does not. Of several
    that tell how big a thing is, all are stated unless `one` is wanted.
    """
    asked = read_question(question, roots(f"{product.title} {product.category}"))
    subject = {word for word, weight in asked.subject.items() if weight >= _PLAIN}
    subject = subject or set(asked.subject)
    if asked.given or PLACE in asked.dimensions or not subject:
        return None
    if subject <= _VEGAN:
        return _together(_of_animals(product))
    answering = [each for each in _attributes(product) if _answers(each, subject, asked)]
    own_name = [each for each in answering if subject <= _names(each)]
    sizes = _sizes(product) if subject <= _BIG else []
    if asked.axis is not None and subject <= FAMILIES[root("size")]:
        sizes = [size for size in _sizes(product) if _SIDES.search(size.value)]
    if sizes and not own_name and not one:
        return _together(sizes)
    made_of = _made_of(product, subject) if _is_material(asked, subject) else []
    return next(iter(own_name + answering + sizes + made_of), None)


def stated_each(product: Product, question: str) -> Stated | None:
    """What "weight and size" asks for, each stated exactly; ``None`` unless there are several."""
    parts = _ANDS.split(question) if _ANDS.search(question) else []
    found = [stated_exactly(product, part) for part in parts]
    distinct = list(dict.fromkeys(one for one in found if one))
    return _together(distinct) if len(distinct) > 1 and all(found) else None


def _sizes(product: Product) -> list[Stated]:
    return [one for one in _attributes(product) if _names(one) & _SIZES]


def _of_animals(product: Product) -> list[Stated]:
    """What is made of something of an animal; nothing of what is called vegan all the same."""
    if any(set(roots(tag)) >= _VEGAN for tag in product.tags):
        return []
    return [
        one
        for one in _attributes(product)
        if _names(one) & (FAMILIES[root("material")] | _PARTS)
        and _OF_ANIMALS & set(roots(one.value))
        and not _IMITATED.search(one.value)
    ]


def _together(stated: Sequence[Stated]) -> Stated | None:
    """All of them as one: "width: 13 cm, height: 25 cm"."""
    first = next(iter(stated), None)
    text = ", ".join(one.text for one in stated[1:])
    return replace(first, value=f"{first.value}, {text}") if first and text else first


def _is_material(asked: Asked, subject: set[str]) -> bool:
    return subject <= MATERIALS and not asked.dimensions and not asked.required


def _made_of(product: Product, materials: set[str]) -> list[Stated]:
    """What is made of one of `materials`, else of what the whole is made."""
    care = FAMILIES[root("care")]
    made = [
        one
        for one in _attributes(product)
        if materials & set(roots(one.value)) and not care & _names(one)
    ]
    return made or [one for one in _attributes(product) if root("material") in _names(one)]


def of_intent(product: Product, intent: str, question: str) -> Stated | None:
    """The attribute that questions of `intent` are about, if the record has it.

    A question for its measures that names none of them asks for all.
    """
    if intent == "ask_dimensions":
        asked = read_question(question)
        return None if asked.dimensions or asked.axis is not None else _together(_sizes(product))
    wanted = _OF_INTENT.get(intent)
    if wanted is None:
        return None
    subject = frozenset(read_question(question, roots(product.title)).subject)
    if intent == "ask_care" and subject and FAMILIES[wanted].isdisjoint(subject):
        # How to wash it doesn't tell whether it shrinks.
        return None
    meant = subject if intent == "ask_material" and subject & _PARTS else FAMILIES[wanted]
    named = (one for one in _attributes(product) if _names(one) & meant)
    return next(named, None) or (_on_material(product) if intent == "ask_material" else None)


def _on_material(product: Product) -> Stated | None:
    """The first sentence that names what things are made of: "The wooden spoon is ..."."""
    said = sentences(product.description)
    return next((Stated("", one) for one in said if MATERIALS & set(roots(one))), None)


def _attributes(product: Product) -> Iterator[Stated]:
    yield from (Stated(name, value) for name, value in product.attributes.items())
    if product.brand:
        yield Stated("brand", product.brand)


def _answers(one: Stated, subject: set[str], asked: Asked) -> bool:
    """Whether all of the subject is in the name and all of the name in the subject."""
    names = _names(one)
    if asked.is_of_another_axis(names):
        return False
    meant = all(_related(word) & names for word in subject)
    if not (meant and all(_related(name) & subject for name in names)):
        return False
    statement = Statement(one.text, "", "attribute")
    # Some records leave the unit to the name: "weight: 9".
    bare = any(not quantity.unit for quantity in quantities(one.value))
    return not asked.dimensions or holds_figure(asked, statement) or bare


def _names(one: Stated) -> frozenset[str]:
    return frozenset(roots(one.name.replace("_", " ")))


def _related(word: str) -> frozenset[str]:
    return frozenset({word}) | FAMILIES.get(word, frozenset())
