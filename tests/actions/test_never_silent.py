"""Whatever is broken, every intent gets a sentence, and what needs no broken part its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

from actions.base import ShopAction
from actions.shop import Shop
from actions.topics import BY_INTENT
from bot.writer.client import WriterClient
from indexes.build import build_index
from indexes.search import Searcher
from knowledge.model import Catalog
from knowledge.store import Store, StoreError
from tests.actions.conftest import read
from tests.actions.test_base import Writer, call

INTENTS = sorted(BY_INTENT)
TEXT = "do you have the Trail Runner 2 in 42, and how much is shipping to Spain?"


@dataclass(frozen=True)
class Broken:
    """Raises `error` at whatever is asked of it."""

    error: Exception

    def __getattr__(self, name: str) -> Any:
        raise self.error


def action(intent: str, shop: Shop) -> ShopAction:
    module = import_module(f"actions.{BY_INTENT[intent]}")
    found = (one for one in vars(module).values() if isinstance(one, type))
    own = next(one for one in found if one.__module__ == module.__name__ and _is_topic(one))
    made: ShopAction = own(shop)
    return made


def _is_topic(one: type) -> bool:
    return issubclass(one, ShopAction)


async def replies(intent: str, shop: Shop, text: str = TEXT) -> list[dict[str, Any]]:
    asked = action(intent, shop)
    executor = ActionExecutor()
    executor.register_action(asked)
    request = call(asked.name(), text, intent)
    request["tracker"]["latest_message"] |= {
        "entities": [
            {"entity": e.name, "value": e.value, "start": e.start, "end": e.end, "role": e.role}
            for e in read(text, intent).entities
        ],
        "questions": [
            {"text": part, "intent": {"name": name}, "entities": []}
            for part, name in (("sizes of the Trail Runner 2", "ask_sizes"), ("hi", "ask_price"))
        ],
    }
    answer = await executor.run(request)
    assert answer
    found: list[dict[str, Any]] = answer["responses"]
    return found


@pytest.fixture(scope="module")
def without_index(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    nowhere = tmp_path_factory.mktemp("nothing built")
    return replace(
        shop, searcher=Searcher.open(nowhere, shop.encoder, required=False), writer=Writer()
    )


@pytest.mark.parametrize("intent", INTENTS)
async def test_broken_records(shop: Shop, intent: str) -> None:
    broken: Any = Broken(StoreError("the disk is gone"))
    said = await replies(intent, replace(shop, store=broken, writer=Writer()))
    assert said[0]["text"]


@pytest.mark.parametrize("intent", INTENTS)
async def test_no_index(without_index: Shop, intent: str) -> None:
    said = await replies(intent, without_index)
    assert said[0]["text"]


@pytest.fixture
async def unheard() -> Any:
    writer = WriterClient("http://127.0.0.1:9")
    yield writer
    await writer.close()


@pytest.mark.parametrize("intent", INTENTS)
async def test_no_writer(shop: Shop, unheard: WriterClient, intent: str) -> None:
    said = await replies(intent, replace(shop, writer=unheard))
    assert said[0]["text"]
    assert "[" not in said[0]["text"]


@pytest.mark.parametrize(
    ("intent", "text", "act"),
    [
        ("greet", "hello", "greet"),
        ("ask_shipping", "how much is shipping to Spain?", "inform_shipping_both"),
        ("ask_best_rated", "what is rated best?", "recommend_rated"),
        ("ask_human", "I want to talk to a person", None),
        ("start_over", "start over", "start_over"),
        ("affirm", "yes please", "affirm"),
        ("deny", "no", "deny"),
    ],
)
async def test_what_needs_no_index_is_answered_without_one(
    without_index: Shop, intent: str, text: str, act: str | None
) -> None:
    said = await replies(intent, without_index, text)
    assert "look that up" not in said[0]["text"]
    if act:
        assert said[0]["text"].startswith(act)


async def test_the_index_is_taken_up_once_it_is_built(shop: Shop, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    few = [product for product in shop.store.products() if "Trail" in product.title]
    store.import_catalog(Catalog(tuple(few), shop.store.size_charts()), replace=True)
    searcher = Searcher.open(tmp_path / "index", shop.encoder, required=False)
    waiting = replace(shop, store=store, searcher=searcher, writer=Writer())
    asked = "which sizes has the Trail Runner 2?"
    assert "look that up" in (await replies("ask_sizes", waiting, asked))[0]["text"]
    build_index(store, shop.encoder, tmp_path / "index")
    searcher.refresh()
    assert (await replies("ask_sizes", waiting, asked))[0]["text"].startswith("inform_sizes")


async def test_an_unknown_product_is_not_guessed(shop: Shop) -> None:
    said = await replies(
        "ask_price", replace(shop, writer=Writer()), "how much is the Zorblax 9000?"
    )
    assert said[0]["text"].split(":")[0] == "unknown_product"
