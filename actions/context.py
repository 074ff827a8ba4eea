"""What the conversation has established so far, kept in Rasa's slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from actions.turn import Entity, Turn

NOT_UNDERSTOOD = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a recommendation has to satisfy; it grows from turn to turn.

    `need` is in the shopper's words, and so is `avoid`, what it must not have ("leather
    wool"). Prices are in the currency of the catalogue; with `thrifty` low ones go first.
    `age` is that of a child, in years, and `people` how many it is for.
    """

    need: str = ""
    color: str | None = None
    size: str | None = None
    size_system: str | None = None
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    avoid: str = ""
    thrifty: bool = False
    age: int | None = None
    people: int | None = None

    def to_slot(self) -> dict[str, Any]:
        """Turn into JSON; `Decimal` travels as text."""
        return {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in asdict(self).items()
            if value
        }

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Criteria:
        given = dict(value or {})
        for name in ("min_price", "max_price"):
            if given.get(name) is not None:
                given[name] = Decimal(given[name])
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Context:
    """The product in focus, the last list shown, and what was asked about them.

    `options` are the size and colour last asked for ("size", "color"), `pending` is
    the question that waits until the shopper has said which product is meant, or the
    message that was not understood. `offered` is the intent that a "yes" stands for,
    where the last reply offered something. `asked` is the question answered last, where a
    fragment can ask it again: "and the red one?", "costs?".
    """

    product: str | None = None
    products: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    criteria: Criteria = field(default_factory=Criteria)
    country: str | None = None
    topic: str | None = None
    pending: Turn | None = None
    offered: str | None = None
    asked: Turn | None = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Context:
        return cls(
            product=slots.get("product"),
            products=tuple(slots.get("products") or ()),
            options=dict(slots.get("options") or {}),
            criteria=Criteria.from_slot(slots.get("criteria")),
            country=slots.get("country"),
            topic=slots.get("topic"),
            pending=_turn_from_slot(slots.get("pending")),
            offered=slots.get("offered"),
            asked=_turn_from_slot(slots.get("asked")),
        )

    def to_slots(self) -> dict[str, Any]:
        return {
            "product": self.product,
            "products": list(self.products),
            "options": dict(self.options),
            "criteria": self.criteria.to_slot(),
            "country": self.country,
            "topic": self.topic,
            "pending": _turn_to_slot(self.pending) if self.pending else None,
            "offered": self.offered,
            "asked": _turn_to_slot(self.asked) if self.asked else None,
        }

    @property
    def misread(self) -> bool:
        """Whether the last message was not understood."""
        return self.pending is not None and self.pending.intent == NOT_UNDERSTOOD

    def about(self, product: str, topic: str, options: Mapping[str, str] | None = None) -> Context:
        """The context after an answer about one product.

        Without `options` those of before stay, unless it is another product.
        """
        kept = self.options if product == self.product else {}
        chosen = kept if options is None else options
        return replace(
            self, product=product, topic=topic, options=dict(chosen), pending=None, asked=None
        )

    def waiting(self, turn: Turn, topic: str, products: tuple[str, ...] = ()) -> Context:
        """The context after asking back: `turn` is answered once the shopper replies.

        Where it was asked which of `products` is meant, none is in focus until then.
        """
        asked = replace(self, topic=topic, pending=turn)
        return replace(asked, product=None, products=products, options={}) if products else asked


def heard(turn: Turn, context: Context) -> tuple[Turn, Context]:
    """What `turn` means after the last reply, and the context to answer it in.

    A button that says how a message was meant (it carries no values) asks that message
    again. What was offered and what was not understood hold for one reply: a "yes" takes
    it, anything else lets it go.
    """
    if context.misread and context.pending and turn.pressed and not turn.entities:
        return (
            replace(context.pending, intent=turn.intent),
            replace(context, pending=None, offered=None),
        )
    if turn.intent in {"affirm", "deny"}:
        return turn, context
    # Not understood again is another matter than not understood.
    waits = not context.misread or turn.intent == NOT_UNDERSTOOD
    return turn, replace(context, offered=None, pending=context.pending if waits else None)


def _turn_to_slot(turn: Turn) -> dict[str, Any]:
    """The turn as JSON, less its readings: they are used up once it is answered."""
    return asdict(replace(turn, readings=()))


def _turn_from_slot(value: Mapping[str, Any] | None) -> Turn | None:
    return _turn(value) if value else None


def _turn(value: Mapping[str, Any]) -> Turn:
    return Turn(
        text=value["text"],
        intent=value["intent"],
        entities=tuple(Entity(**entity) for entity in value.get("entities") or ()),
        questions=tuple(_turn(part) for part in value.get("questions") or ()),
    )
