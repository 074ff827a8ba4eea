"""Which attribute of a record is asked for, by its own name or one that means the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexes.asking import PLACE, Asked, read_question
from indexes.evidence import holds_figure
from indexes.quantities import quantities
from indexes.roots import FAMILIES, root, roots
from indexes.statements import Statement
from knowledge.model import Product

# What is stated to a question of these intents that no sentence answers word by word: to
# "is it real leather?" the material is an answer.
_OF_INTENT = {"ask_material": root("material"), "ask_care": root("care")}
# "How big is it?" asks for whichever of these the record has.
_BIG = frozenset(roots("big large small size dimensions measurements measure"))
_SIZES = frozenset(roots("dimensions size measurements capacity volume length width height"))
# Words that weigh less than this say little of what is asked for.
_PLAIN = 1.0


@dataclass(frozen=True, slots=True)
class Stated:
    """One attribute as the record has it."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """What a reply quotes: "care: machine wash 30"."""
        return f"{self.name.replace('_', ' ')}: {self.value}"


def stated_exactly(product: Product, question: str) -> Stated | None:
    """The attribute that `question` asks for and for nothing beside it.

    "How heavy is it?" asks for the weight; "what is the weight limit?" does not.
    """
    asked = read_question(question, roots(f"{product.title} {product.category}"))
    subject = {word for word, weight in asked.subject.items() if weight >= _PLAIN}
    subject = subject or set(asked.subject)
    if asked.given or PLACE in asked.dimensions or not subject:
        return None
    answering = [one for one in _attributes(product) if _answers(one, subject, asked)]
    own_name = [one for one in answering if subject <= _names(one)]
    sizes = [one for one in _attributes(product) if subject <= _BIG and _names(one) & _SIZES]
    return next(iter(own_name + answering + sizes), None)


def of_intent(product: Product, intent: str) -> Stated | None:
    """The attribute that questions of `intent` are about, if the record has it."""
    wanted = _OF_INTENT.get(intent)
    if wanted is None:
        return None
    return next((one for one in _attributes(product) if _names(one) & FAMILIES[wanted]), None)


def _attributes(product: Product) -> Iterator[Stated]:
    return (Stated(name, value) for name, value in product.attributes.items())


def _answers(one: Stated, subject: set[str], asked: Asked) -> bool:
    """Whether all of the subject is in the name and all of the name in the subject."""
    names = _names(one)
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
