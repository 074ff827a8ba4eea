"""The demo shop's records and index, real ones, and a conversation without Rasa."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from actions import followup, policies, products, smalltalk, topics
from actions.answer import Answer
from actions.context import Context
from actions.shop import Shop
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
INTENTS = {
    "ask_sizes": "sizes", "ask_colors": "sizes", "ask_stock": "stock", "ask_fit": "fit",
    "ask_price": "price", "ask_shipping": "shipping", "ask_shipping_countries": "shipping",
    "ask_recommendation": "recommendations", "ask_cheaper": "recommendations",
    "ask_similar": "recommendations",
}  # fmt: skip
OTHERS = {
    "ask_product": products.answer, "select_item": products.answer, "refine": followup.answer,
    "ask_returns": policies.answer, "help": smalltalk.answer, "greet": smalltalk.answer,
}  # fmt: skip


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
        found = find_entities(text)
        entities = [Entity(s.entity, s.value, s.start, s.end, s.role, s.group) for s in found]
        entities += [Entity(name, value) for name, value in pressed.items()]
        turn = Turn(text, intent, tuple(entities))
        topic = topics.BY_NAME[INTENTS[intent]] if intent in INTENTS else OTHERS[intent]
        outcome = topic(self.shop, turn, self.context)
        # Through the slots and back, as between two calls of Rasa.
        self.context = Context.from_slots(outcome.context.to_slots())
        assert_sayable(outcome.answer)
        return outcome.answer


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
