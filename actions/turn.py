"""What the shopper said this turn, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from knowledge.money import may_mean

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entity:
    """One value that the NLU found, with the characters it was read from."""

    name: str
    value: str
    start: int = 0
    end: int = 0
    role: str | None = None
    group: str | None = None

    def overlaps(self, spans: Sequence[Span]) -> bool:
        """Say whether any of `spans` shares a character with this entity."""
        return any(self.start < end and start < self.end for start, end in spans)


@dataclass(frozen=True, slots=True)
class Reading:
    """One intent that the message may have, with the model's confidence in it (0 to 1)."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One message: its text, its intent and the entities in it.

    `questions` are its parts where it asks several things (intent `ask_several`), each
    with a text and entities of its own; `readings` are its likeliest intents, best first.
    """

    text: str
    intent: str = ""
    entities: tuple[Entity, ...] = ()
    questions: tuple[Turn, ...] = ()
    readings: tuple[Reading, ...] = ()

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Turn:
        """Read Rasa's `latest_message`, or one of the questions in it."""
        return cls(
            text=str(message.get("text") or ""),
            intent=str((message.get("intent") or {}).get("name") or ""),
            entities=tuple(_entity(found) for found in message.get("entities") or ()),
            questions=tuple(cls.from_message(part) for part in message.get("questions") or ()),
            readings=tuple(
                Reading(str(one.get("name")), float(one.get("confidence") or 0))
                for one in message.get("intent_ranking") or ()
            ),
        )

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed: its payload is no text of the shopper's."""
        return self.text.startswith("/")

    def all(self, name: str) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.name == name)

    def first(self, name: str, *roles: str | None) -> Entity | None:
        """The first entity of this name, in one of `roles` when they are given."""
        found = (e for e in self.all(name) if not roles or e.role in roles)
        return next(found, None)

    def amount(self, currency: str, *roles: str | None) -> Decimal | None:
        """The first amount of money in one of `roles` that can be meant in `currency`.

        An amount in another currency counts as not said: nothing here converts.
        """
        for money in self.all("money"):
            if money.role in roles and (not money.group or may_mean(money.group, currency)):
                return Decimal(money.value)
        return None

    def plus(self, other: Turn) -> Turn:
        """The same turn with the entities of `other` that it has none of its own kind of."""
        more = tuple(entity for entity in other.entities if not self.first(entity.name))
        return replace(self, entities=(*self.entities, *more))

    def without(self, spans: Sequence[Span]) -> Turn:
        """The same turn less the entities read from `spans`.

        The "blue" of an "Ocean Blue Shirt" names the product and asks for no colour.
        """
        kept = tuple(e for e in self.entities if e.name == "product" or not e.overlaps(spans))
        return replace(self, text=blank(self.text, spans), entities=kept)


def blank(text: str, spans: Sequence[Span]) -> str:
    """Overwrite `spans` with spaces, so that all other positions stay as they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _entity(found: Mapping[str, Any]) -> Entity:
    return Entity(
        name=str(found.get("entity")),
        value=str(found.get("value")),
        start=int(found.get("start") or 0),
        end=int(found.get("end") or 0),
        role=found.get("role"),
        group=found.get("group"),
    )
