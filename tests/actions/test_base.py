"""What every action does, through rasa-sdk's own executor."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

from actions.answer import Answer, Outcome, facts
from actions.base import ShopAction
from actions.context import Context
from actions.fallback import ActionFallback
from actions.price import ActionPrice
from actions.shop import Shop
from actions.sizes import ActionSizes
from actions.turn import Turn
from bot.writer.client import Slot, Wording, WriterClient


class Writer:
    """Says the act and its values, as a model would if it had no grammar."""

    async def word(self, act: str, slots: Sequence[Slot], question: str = "") -> Wording:
        return Wording(f"{act}: {', '.join(slot.value for slot in slots)}", "model")


def call(action: str, text: str, intent: str) -> dict[str, Any]:
    message = {"text": text, "intent": {"name": intent}, "entities": []}
    tracker = {
        "sender_id": "s",
        "slots": {},
        "latest_message": message,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return {"next_action": action, "sender_id": "s", "tracker": tracker, "domain": {}}


async def run(action: ShopAction, text: str, intent: str) -> dict[str, Any]:
    executor = ActionExecutor()
    executor.register_action(action)
    answer = await executor.run(call(action.name(), text, intent))
    assert answer
    return answer


async def test_text_first_then_what_it_rests_on_then_the_slots(shop: Shop) -> None:
    answer = await run(
        ActionSizes(replace(shop, writer=Writer())), "which sizes has the trail runner", "ask_sizes"
    )
    text, custom = answer["responses"]
    assert text["text"].startswith("inform_sizes: Trail Runner 2")
    assert custom["custom"]["type"] == "answer"
    assert custom["custom"]["act"] == "inform_sizes"
    assert custom["custom"]["products"][0] == {
        "id": "trail-runner-2",
        "title": "Trail Runner 2",
        "price": "119.90",
        "currency": "EUR",
        "image": "/pictures/trail-runner-2.svg",
        "url": "/products/trail-runner-2",
    }
    assert {"name", "value", "source"} == set(custom["custom"]["facts"][0])
    slots = {event["name"]: event["value"] for event in answer["events"]}
    assert slots["product"] == "trail-runner-2"
    assert slots["topic"] == "sizes"


async def test_what_a_page_or_the_whole_range_knows_better_is_told_by_the_action_too(
    shop: Shop,
) -> None:
    asked = ActionPrice(replace(shop, writer=Writer()))
    cheapest = await run(asked, "what is your cheapest jacket", "ask_price")
    acts = [said["custom"]["act"] for said in cheapest["responses"] if said.get("custom")]
    assert acts
    assert not {"ask_product", "clarify_product", "unknown_product"} & set(acts)


def two_answers(shop: Shop, turn: Turn, context: Context) -> Outcome:
    """Two answers at once, the first of them to its own part of the message."""
    first, second, *_ = shop.store.products()
    return Outcome(
        (
            Answer("inform_one", facts(first.source, product=first.title), question="one?"),
            Answer("inform_other", facts(second.source, product=second.title)),
        ),
        context,
    )


class Slow(Writer):
    """The first answer takes longest; the replies keep their order all the same."""

    async def word(self, act: str, slots: Sequence[Slot], question: str = "") -> Wording:
        await asyncio.sleep(0.05 if act == "inform_one" else 0)
        return Wording(f"{act} to {question}", "model")


async def test_several_answers_keep_their_order_each_with_what_it_rests_on(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ActionSizes, "answer", staticmethod(two_answers))
    answer = await run(ActionSizes(replace(shop, writer=Slow())), "one? other?", "ask_several")
    said = [message["text"] or message["custom"]["act"] for message in answer["responses"]]
    assert said == [
        "inform_one to one?",
        "inform_one",
        "inform_other to one? other?",
        "inform_other",
    ]


async def test_a_failing_topic_still_says_something_and_keeps_the_text_out_of_the_log(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(shop, store=None, writer=Writer())  # type: ignore[arg-type]
    answer = await run(ActionSizes(broken), "sizes of my secret thing", "ask_sizes")
    assert len(answer["responses"]) == 1
    assert answer["responses"][0]["text"]
    assert "secret" not in caplog.text


async def test_a_writer_that_is_down_leaves_the_same_facts_in_the_acts_template(
    shop: Shop,
) -> None:
    nobody = WriterClient("http://127.0.0.1:9")
    action = ActionSizes(replace(shop, writer=nobody))
    answer = await run(action, "which sizes has the trail runner", "ask_sizes")
    await nobody.close()
    text = answer["responses"][0]["text"]
    assert "Trail Runner 2" in text
    assert "39, 40, 41, 42, 43, 44, 45 and 46" in text


async def test_without_a_shop_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_shop() -> Shop:
        raise RuntimeError("nothing imported")

    monkeypatch.setattr("actions.base.default_shop", no_shop)
    answer = await run(ActionFallback(), "hm", "nlu_fallback")
    assert answer["responses"][0]["text"]
