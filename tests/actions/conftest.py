"""The demo shop's records and index, real ones, and a conversation without Rasa."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from actions import topics
from actions.answer import Answer
from actions.context import Context, heard
from actions.shop import Shop
from actions.spelling import mended
from actions.turn import Entity, Turn
from bot.nlu.parse import find_entities
from bot.writer.grammar import load
from indexes.build import build_index
from indexes.encoder import load_encoder
from indexes.search import Searcher
from knowledge.importers.catalog import read_catalog
from knowledge.importers.policies import read_policies
from knowledge.settings import PROJECT
from knowledge.store import Store

DEMO = PROJECT / "knowledge" / "sources" / "demo"


class NoWriter:
    """Topics find facts; none of them may need the writer for that."""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder: Path = tmp_path_factory.mktemp("shop")
    store = Store(f"sqlite:///{folder / 'shop.db'}")
    catalog, report = read_catalog([DEMO])
    assert not report.errors
    store.import_catalog(catalog, replace=True)
    pages, errors = read_policies(DEMO / "policies")
    assert not errors
    store.import_policies(pages)
    encoder = load_encoder()
    build_index(store, encoder, folder / "index")
    searcher = Searcher.open(folder / "index", encoder)
    return Shop(store, searcher, NoWriter(), "Tarnwick", encoder)  # type: ignore[arg-type]


@dataclass
class Conversation:
    """Asks one thing after another, remembering what Rasa's slots would."""

    shop: Shop
    context: Context = field(default_factory=Context)

    def ask(self, text: str, intent: str, **pressed: str) -> Answer:
        """Answer `text` as this intent; `product` is what a pressed button carries."""
        return self.hear(read(text, intent, **pressed))[0]

    def ask_several(self, *questions: tuple[str, str]) -> tuple[Answer, ...]:
        """Answer a message of several questions, each a text and its intent."""
        parts = tuple(read(text, intent) for text, intent in questions)
        text = " and ".join(part.text for part in parts)
        return self.hear(replace(read(text, "ask_several"), questions=parts))

    def hear_all(self, text: str, intent: str) -> tuple[Answer, ...]:
        """Answer `text` as this intent, where more than one answer is due."""
        return self.hear(read(text, intent))

    def remember(self, **changes: Any) -> None:
        """Go on as if the last reply had left this in the context."""
        self.context = replace(self.context, **changes)

    def hear(self, turn: Turn) -> tuple[Answer, ...]:
        """Answer a message however it was read."""
        turn, context = heard(turn, self.context)
        outcome = topics.ask(self.shop, mended(self.shop, turn), context)
        # Through the slots and back, as between two calls of Rasa.
        slots = json.loads(json.dumps(outcome.context.to_slots()))
        self.context = Context.from_slots(slots)
        for answer in outcome.answers:
            assert_sayable(answer)
        return outcome.answers


def read(text: str, intent: str, **pressed: str) -> Turn:
    """Read `text` as the NLU would, given its intent."""
    found = find_entities(text)
    entities = [Entity(s.entity, s.value, s.start, s.end, s.role, s.group) for s in found]
    entities += [Entity(name, value) for name, value in pressed.items()]
    return Turn(text, intent, tuple(entities))


@pytest.fixture
def talk(shop: Shop) -> Conversation:
    return Conversation(shop)


def assert_sayable(answer: Answer) -> None:
    """Every answer has exactly the slots that the writer's grammar knows for its act."""
    names = frozenset(fact.name for fact in answer.facts)
    assert load().acts[answer.act].fitting(names) == names


def said(answer: Answer) -> dict[str, str]:
    """The facts of an answer by name."""
    return {fact.name: fact.value for fact in answer.facts}
