"""A person takes over: told at once, the assistant quiet until released, nothing lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

from actions.base import WAITING
from actions.desk import Desk, open_desk, wants_the_assistant
from actions.fallback import ActionFallback
from actions.handoff import ActionHandoff
from actions.several import ActionSeveral
from actions.shop import Shop
from actions.sizes import ActionSizes
from bot.writer.client import Slot, Wording
from knowledge.conversation_model import REHEARSAL
from knowledge.conversations import now
from knowledge.errors import StoreError
from knowledge.settings import Settings
from tests.actions.targets import Hook, webhook

SIZES = "which sizes has the trail runner 2"


class Writer:
    """Says the act."""

    async def word(self, act: str, slots: Sequence[Slot], question: str = "") -> Wording:
        return Wording(act, "model")


@dataclass
class Chat:
    """One shopper's conversation through rasa-sdk's executor, with Rasa's events and slots."""

    shop: Shop
    sender: str = "anna"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    executor: ActionExecutor = field(default_factory=ActionExecutor)

    def __post_init__(self) -> None:
        for action in (ActionSizes, ActionHandoff, ActionFallback, ActionSeveral):
            self.executor.register_action(action(self.shop))

    async def say(self, text: str, intent: str, action: str, **more: Any) -> list[Any]:
        """What is answered: acts, and custom messages as they are."""
        message = {"text": text, "intent": {"name": intent}, "entities": [], **more}
        heard = {"event": "user", "text": text, "parse_data": message, "input_channel": "widget"}
        self.events.append(heard)
        tracker = {
            "sender_id": self.sender, "slots": self.slots, "latest_message": message,
            "events": self.events, "paused": False, "followup_action": None,
            "active_loop": {}, "latest_action_name": None,
        }  # fmt: skip
        call = {"next_action": action, "sender_id": self.sender, "tracker": tracker, "domain": {}}
        answer = await self.executor.run(call)
        assert answer
        self.slots.update({event["name"]: event["value"] for event in answer["events"]})
        self.events.append({"event": "action", "name": action})
        for said in answer["responses"]:
            data = {"buttons": said["buttons"], "custom": said["custom"]}
            self.events.append({"event": "bot", "text": said["text"], "data": data})
        return [
            said["text"] or said["custom"]
            for said in answer["responses"]
            if said["text"] or said["custom"]["type"] != "answer"
        ]

    async def ask_sizes(self, text: str = SIZES) -> list[Any]:
        return [said for said in await self.say(text, "ask_sizes", "action_sizes") if said]

    async def ask_person(self, text: str = "can I talk to a human") -> list[Any]:
        return await self.say(text, "ask_human", "action_handoff")

    async def delivered(self) -> None:
        assert self.shop.desk
        await self.shop.desk.courier.idle()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with webhook() as found:
        yield found


def chat_with(shop: Shop, tmp_path: Path, **given: str) -> Chat:
    settings = Settings(data=str(tmp_path), secret_="k" * 40, **given)
    return Chat(replace(shop, writer=Writer(), desk=open_desk(settings)))


@pytest.fixture
def chat(shop: Shop, tmp_path: Path, hook: Hook) -> Chat:
    return chat_with(shop, tmp_path, handoff=hook.url)


def desk(chat: Chat) -> Desk:
    assert chat.shop.desk
    return chat.shop.desk


async def test_a_person_is_told_what_it_is_about(chat: Chat, hook: Hook) -> None:
    await chat.ask_sizes("I'm Anna, which sizes has the trail runner 2")
    assert await chat.ask_person() == ["handed_over", "inform_contact"]
    (told,) = hook.accepted
    assert told["type"] == "handoff"
    assert told["conversation"] == "anna"
    assert told["channel"] == "widget"
    assert told["reason"] == "asked for a person"
    assert told["question"] == "I'm [name], which sizes has the trail runner 2"
    assert told["products"] == ["Trail Runner 2"]
    assert {"from": "assistant", "text": "inform_sizes"} in told["messages"]
    assert "Anna" not in json.dumps(told)


async def test_then_the_assistant_is_quiet_and_passes_on_what_is_written(
    chat: Chat, hook: Hook
) -> None:
    await chat.ask_person()
    assert await chat.ask_sizes() == [WAITING]
    assert await chat.ask_sizes("my mail is a@b.example") == [WAITING]
    await chat.delivered()
    assert [one["type"] for one in hook.accepted] == ["handoff", *["handoff_message"] * 2]
    assert [one["text"] for one in hook.accepted[1:]] == [SIZES, "my mail is [e-mail]"]


async def test_another_shopper_is_answered(chat: Chat) -> None:
    await chat.ask_person()
    other = Chat(chat.shop, "ben")
    assert (await other.ask_sizes())[0] == "inform_sizes"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("/start_over", "start_over"), ("I'd like to talk to the bot again", "ask_human")],
)
async def test_the_shopper_gets_the_assistant_back(
    chat: Chat, hook: Hook, text: str, intent: str
) -> None:
    await chat.ask_person()
    assert await chat.say(text, intent, "action_handoff") == ["released"]
    assert (await chat.ask_sizes())[0] == "inform_sizes"
    await chat.delivered()
    assert hook.accepted[-1]["type"] == "handoff_released"


async def test_the_owner_gives_the_conversation_back(chat: Chat) -> None:
    await chat.ask_person()
    (handoff,) = desk(chat).conversations.handoffs()
    assert handoff.delivered
    desk(chat).conversations.release(handoff.id, "owner")
    assert (await chat.ask_sizes())[0] == "inform_sizes"


async def test_after_some_hours_the_assistant_answers_again(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.ask_person()
    later = now() + timedelta(hours=25)
    monkeypatch.setattr("actions.desk.now", lambda: later)
    assert (await chat.ask_sizes())[0] == "inform_sizes"


async def test_a_target_that_is_down_is_admitted_and_told_later(
    chat: Chat, hook: Hook, tmp_path: Path
) -> None:
    hook.status = 500
    assert (await chat.ask_person())[0] == "handoff_failed"
    assert (await chat.ask_sizes())[0] == "inform_sizes", "nobody took over"
    log = (tmp_path / "handoffs.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["type"] for line in log] == ["handoff"]
    hook.status = 200
    # As at the next start, when the pause is over.
    (handoff,) = desk(chat).conversations.handoffs()
    (event,) = desk(chat).conversations.events(handoff.id)
    desk(chat).conversations.failed(event, timedelta(0))
    desk(chat).courier.wake()
    await chat.delivered()
    assert [one["type"] for one in hook.accepted] == ["handoff"]


async def test_what_was_not_delivered_survives_a_restart(
    shop: Shop, chat: Chat, hook: Hook, tmp_path: Path
) -> None:
    hook.status = 503
    await chat.ask_person()
    (handoff,) = desk(chat).conversations.handoffs()
    (event,) = desk(chat).conversations.events(handoff.id)
    desk(chat).conversations.failed(event, timedelta(0))
    hook.status = 200
    again = chat_with(shop, tmp_path, handoff=hook.url)
    running = asyncio.create_task(desk(again).courier.run())
    await asyncio.sleep(0)
    await again.delivered()
    running.cancel()
    assert [one["type"] for one in hook.accepted] == ["handoff"]


async def test_a_slow_target_does_not_hold_the_turn_up(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.desk.PATIENCE", 0.05)
    answered = asyncio.Event()

    class Slow:
        async def deliver(self, event: Any) -> None:
            await answered.wait()

    desk(chat).courier._target = Slow()
    assert (await chat.ask_person())[0] == "handoff_failed"
    answered.set()
    await chat.delivered()
    (handoff,) = desk(chat).conversations.handoffs()
    assert handoff.delivered
    assert handoff.released_by == "undelivered"


def destroy(folder: Path) -> None:
    for file in folder.glob("shop-conversations.db*"):
        file.unlink()
    (folder / "shop-conversations.db").mkdir()


async def test_a_broken_database_silences_nobody(
    chat: Chat, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk(chat).conversations.close()
    destroy(tmp_path)
    assert (await chat.ask_sizes("my secret sizes of the trail runner 2"))[0] == "inform_sizes"
    assert (await chat.ask_person())[0] == "handoff_failed"
    assert (await chat.say("blorp secret", "nlu_fallback", "action_fallback"))[0] == "rephrase"
    assert "secret" not in caplog.text


async def test_without_a_desk_it_is_admitted(shop: Shop) -> None:
    chat = Chat(replace(shop, writer=Writer()))
    assert (await chat.ask_person())[0] == "handoff_failed"


@pytest.mark.parametrize(
    ("transcript", "kept"), [("full", "I'm Anna"), ("masked", "I'm [name]"), ("none", "")]
)
async def test_how_much_is_passed_on_is_the_owners_choice(
    shop: Shop, tmp_path: Path, hook: Hook, transcript: str, kept: str
) -> None:
    chat = chat_with(shop, tmp_path, handoff=hook.url, handoff_transcript=transcript)
    await chat.ask_sizes("I'm Anna")
    await chat.ask_person()
    told = hook.accepted[0]
    assert told["question"] == kept
    assert bool(told["messages"]) == (transcript != "none")


@pytest.mark.parametrize(
    ("text", "intent", "reason"),
    [
        ("it caught fire", "ask_returns", "safety"),
        ("you will hear from my lawyer", "ask_returns", "legal"),
        ("you idiots", "nlu_fallback", "anger"),
        ("the strap broke after a day", "complain", "complaint"),
    ],
)
async def test_the_reason_is_the_gravest_of_what_was_said(
    chat: Chat, hook: Hook, text: str, intent: str, reason: str
) -> None:
    await chat.say(text, intent, "action_handoff" if intent == "complain" else "action_fallback")
    await chat.ask_person("/ask_human")
    assert hook.accepted[0]["reason"] == reason


async def test_not_understood_twice_is_a_reason(chat: Chat, hook: Hook) -> None:
    for _ in range(2):
        await chat.say("blorp wibble", "nlu_fallback", "action_fallback")
    await chat.ask_person("/ask_human")
    assert hook.accepted[0]["reason"] == "not understood twice"


async def test_a_complaint_gets_an_apology_and_the_offer_of_a_person(chat: Chat) -> None:
    assert await chat.say("i want to complain", "complain", "action_handoff") == ["complaint"]
    buttons = [event["data"]["buttons"] for event in chat.events if event["event"] == "bot"]
    assert [each for each in buttons if each] == [
        [{"title": "Talk to a person", "payload": "/ask_human"}]
    ]
    assert chat.slots["offered"] == "ask_human"


async def test_anger_gets_the_answer_and_the_offer(chat: Chat) -> None:
    said = await chat.ask_sizes(f"{SIZES}, you idiots")
    assert [one for one in said if isinstance(one, str)] == ["inform_sizes", "offer_human"]


async def test_danger_comes_before_all_else(chat: Chat) -> None:
    said = await chat.say("the lamp caught fire", "nlu_fallback", "action_fallback")
    assert said == ["safety", "offer_human"]


async def test_nobody_in_danger_is_told_a_price(chat: Chat) -> None:
    said = await chat.ask_sizes("the Trail Runner 2 caught fire on my desk")
    assert said == ["safety", "offer_human"]


async def test_danger_is_heard_whatever_is_broken(chat: Chat) -> None:
    broken = Chat(replace(chat.shop, searcher=None))  # type: ignore[arg-type]
    said = await broken.say("it caught fire, which sizes", "ask_sizes", "action_sizes")
    assert said == ["safety", "offer_human"]


async def test_a_person_is_told_without_the_records(chat: Chat, hook: Hook) -> None:
    class Gone:
        def products(self, ids: object = None) -> None:
            raise StoreError("the disk is gone")

        product = policy_sections = shop_info = products

    broken = Chat(replace(chat.shop, store=Gone()))  # type: ignore[arg-type]
    assert await broken.ask_person() == ["handed_over"]
    hook.status = 500
    assert await Chat(broken.shop, "ben").ask_person() == ["handoff_failed"]


async def test_anger_that_says_nothing_else_gets_an_apology(chat: Chat) -> None:
    assert await chat.say("this is a scam", "nlu_fallback", "action_fallback") == ["complaint"]


async def test_a_person_asked_for_beside_a_question_is_told(chat: Chat, hook: Hook) -> None:
    questions = [
        {"text": SIZES, "intent": {"name": "ask_sizes"}, "entities": []},
        {"text": "talk to a human", "intent": {"name": "ask_human"}, "entities": []},
    ]
    said = await chat.say(
        f"{SIZES}? talk to a human", "ask_several", "action_several", questions=questions
    )
    assert "handed_over" in said
    assert len(hook.accepted) == 1


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("can i talk to the bot again", True),
        ("back to the assistant please", True),
        ("I want the chatbot", True),
        ("i don't want to talk to the bot", False),
        ("never talk to a robot again", False),
        ("is the shop assistant trained", False),
        ("when will somebody answer?", False),
    ],
)
def test_who_wants_the_assistant_back_says_so(text: str, back: bool) -> None:
    assert wants_the_assistant(text) is back


async def test_a_rehearsal_leaves_no_open_questions_to_the_owner(chat: Chat) -> None:
    nothing = "is the moon made of cheese"
    rehearsal = replace(chat, sender=f"{REHEARSAL}1")
    for one, text in ((rehearsal, "rehearsed"), (chat, "asked")):
        await one.say(f"{nothing}, {text}", "out_of_scope", "action_fallback")
    async with asyncio.timeout(10):
        while not (kept := desk(chat).conversations.unanswered()):  # noqa: ASYNC110 - kept in a thread
            await asyncio.sleep(0.01)
    assert [question.text for question in kept] == [f"{nothing}, asked"]
