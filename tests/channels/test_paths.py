"""Telegram, Slack and Twilio over HTTP: a request in, Rasa's turn, calls to the platform out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.channels.messaging.answering import MEDIA
from bot.channels.messaging.channel import INBOX_FILE
from bot.channels.messaging.identity import Identities
from bot.channels.messaging.incoming import Received
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from bot.channels.messaging.trial import calls_of, key_of
from knowledge.settings import Settings
from tests.channels.platforms import slack, telegram, twilio
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import StandIn, Trouble
from tests.channels.serving import Script, ScriptedAgent, says
from tests.channels.shops import every_platform, platform_of, post, shop, until

BUTTONS = [
    {"title": "Blue", "payload": '/select_item{"product": "a"}'},
    {"title": "Long", "payload": '/select_item{"product": "' + "b" * 100 + '"}'},
]
WHICH = says({"text": "Which one?", "buttons": BUTTONS})
CASES = [telegram.CASE, slack.CASE, twilio.CASE]


@dataclass(frozen=True)
class Shop:
    """One channel that runs, its agent and the platform's stand-in."""

    case: Case
    stand_in: StandIn
    agent: ScriptedAgent
    url: str
    http: aiohttp.ClientSession

    async def post(self, request: Received) -> None:
        assert await post(self.http, self.url, request) == 200

    async def said(self, count: int) -> list[str]:
        """The first `count` texts that the platform took, once they are there."""
        await until(lambda: len(self.case.said(self.stand_in)) >= count)
        return self.case.said(self.stand_in)[:count]


@asynccontextmanager
async def running(
    case: Case, data: Path, script: Script = WHICH, **settings: str
) -> AsyncIterator[Shop]:
    agent = ScriptedAgent(script)
    async with (
        case.stand_in() as stand_in,
        aiohttp.ClientSession() as http,
        shop(case, stand_in, data, agent, **settings) as url,
    ):
        yield Shop(case, stand_in, agent, url, http)
    assert not stand_in.refused


async def test_telegrams_buttons_say_what_they_stand_for(tmp_path: Path) -> None:
    async with running(telegram.CASE, tmp_path) as shop:
        await shop.post(telegram.received(telegram.message("Which colours?")))
        await shop.said(1)
        [shown] = shop.stand_in.taken("sendMessage")
        for [button] in shown["reply_markup"]["inline_keyboard"]:
            await shop.post(telegram.received(telegram.tapped(button["callback_data"])))
        await shop.said(3)
    assert [message.text for message in shop.agent.heard[1:]] == [b["payload"] for b in BUTTONS]
    assert len(shop.stand_in.taken("answerCallbackQuery")) == 2


async def test_a_number_by_sms_is_the_choice_right_after_the_list(tmp_path: Path) -> None:
    async with running(twilio.CASE, tmp_path) as shop:
        for count, text in enumerate(["which colours?", "2", "42"], 1):
            await shop.post(twilio.received(twilio.sms(text)))
            await shop.said(count)
        shop.agent.script = says({"text": "It is blue."})
        for count, text in enumerate(["1", "1"], 4):
            await shop.post(twilio.received(twilio.sms(text)))
            await shop.said(count)
    payloads = [button["payload"] for button in BUTTONS]
    assert [message.text for message in shop.agent.heard] == [
        "which colours?",
        payloads[1],
        "42",
        payloads[0],
        "1",
    ]


async def test_slacks_buttons_and_threads(tmp_path: Path) -> None:
    async with running(slack.CASE, tmp_path) as shop:
        await shop.post(slack.received(slack.mention("which?", ts="1790000000.000100")))
        await shop.said(1)
        [actions] = [
            block
            for block in shop.stand_in.taken("chat.postMessage")[0]["blocks"]
            if block["type"] == "actions"
        ]
        thread = {"ts": "1790000001.000100", "thread_ts": "1790000000.000100"}
        place = {"type": "message", "channel_id": "C0SHOP", "message_ts": thread["ts"]}
        value = actions["elements"][1]["value"]
        await shop.post(slack.received(slack.tapped(value, message=thread, container=place)))
        await shop.said(2)
    assert [message.text for message in shop.agent.heard] == ["which?", BUTTONS[1]["payload"]]
    assert len({message.sender_id for message in shop.agent.heard}) == 1
    said = shop.stand_in.taken("chat.postMessage")
    assert {body["thread_ts"] for body in said} == {"1790000000.000100"}


async def test_slacks_address_is_confirmed(tmp_path: Path) -> None:
    challenge = slack.received(b'{"type": "url_verification", "token": "t", "challenge": "3eZbrw"}')
    sent = {"data": challenge.body, "headers": challenge.headers}
    async with (
        running(slack.CASE, tmp_path) as shop,
        shop.http.post(shop.url + challenge.target, **sent) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "3eZbrw")


# Made in the test, since Slack's signature holds for five minutes.
IGNORED = {
    "telegram edit": lambda: telegram.received(telegram.edited("in 43?")),
    "slack echo": lambda: slack.received(slack.own_echo("We have it.")),
    "slack edit": lambda: slack.received(slack.edited("in 43?")),
    "twilio receipt": lambda: twilio.received(twilio.status_callback()),
    "twilio stop": lambda: twilio.received(twilio.sms("STOP")),
}
PICTURES = {
    "telegram": lambda: telegram.received(telegram.photo()),
    "slack": lambda: slack.received(slack.file_share()),
    "twilio": lambda: twilio.received(twilio.picture()),
}


def case_of(name: str) -> Case:
    return next(case for case in CASES if case.name == name.partition(" ")[0])


@pytest.mark.parametrize("name", IGNORED)
async def test_what_asks_for_nothing_is_acknowledged_and_left(name: str, tmp_path: Path) -> None:
    case = case_of(name)
    async with running(case, tmp_path) as shop:
        await shop.post(IGNORED[name]())
        await shop.post(case.text(1, "ann", "in 42?"))
        await shop.said(1)
    assert [message.text for message in shop.agent.heard] == ["in 42?"]


@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_gets_a_sentence(name: str, tmp_path: Path) -> None:
    async with running(case_of(name), tmp_path) as shop:
        await shop.post(PICTURES[name]())
        assert await shop.said(1) == [MEDIA]
    assert not shop.agent.heard


@pytest.mark.parametrize(
    ("case", "trouble"),
    [
        (telegram.CASE, Trouble(429, 1)),
        (telegram.CASE, Trouble(502)),
        (slack.CASE, Trouble(429, 1)),
        (slack.CASE, Trouble(200)),
        (twilio.CASE, Trouble(429, 1)),
        (twilio.CASE, Trouble(503)),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
async def test_a_platform_that_is_busy_gets_the_answer_later(
    case: Case, trouble: Trouble, tmp_path: Path
) -> None:
    async with running(case, tmp_path, says({"text": "Yes."})) as shop:
        # Signs of life are not tried again: trouble enough for them and for the answer.
        shop.stand_in.troubles.extend([trouble, trouble])
        await shop.post(case.text(1, "ann", "in 42?"))
        assert await shop.said(1) == ["Yes."]
    assert len(shop.agent.heard) == 1
    assert not shop.stand_in.troubles


async def test_links_within_the_shops_site_are_made_whole(tmp_path: Path) -> None:
    product = {"id": "a", "title": "A", "price": "9.90", "currency": "EUR"}
    product |= {"url": "/products/a", "image": "https://cdn.example/a.jpg"}
    answer = {"type": "answer", "act": "recommend", "facts": [], "products": [product]}
    script = says({"text": "This one.", "custom": answer})
    site = {"shop_url": "https://shop.example"}
    async with running(telegram.CASE, tmp_path, script, **site) as shop:
        await shop.post(telegram.received(telegram.message("Which?")))
        await shop.said(1)
        [body] = shop.stand_in.taken("sendMessage")
    assert '<a href="https://shop.example/products/a">' in body["text"]
    assert body["link_preview_options"]["url"] == "https://cdn.example/a.jpg"


@every_platform
async def test_a_trial_is_answered_to_nobody(case: Case, tmp_path: Path) -> None:
    """What `shopbot channels check` sends: the answer is kept and nothing goes out."""
    async with running(case, tmp_path) as shop:
        platform = platform_of(case, shop.stand_in)
        trial = platform.sample("in 42?", 7, time.time())
        await shop.post(trial)
        await shop.post(case.text(1, "ann", "in 43?"))
        [answer] = await shop.said(1)
        [event] = platform.parse(trial)
        key = key_of(Identities.of(Settings(data=str(tmp_path))).name(case.name, event.event_id))
        with closing(SqliteInbox(tmp_path / INBOX_FILE, case.name)) as inbox:
            await until(lambda: inbox.recall(key) is not None)
            kept = calls_of(inbox.recall(key) or "")
        assert answer in [case.says(dict(call.body)) for call in kept]
        assert case.said(shop.stand_in) == [case.says(dict(call.body)) for call in kept]
    assert {message.text for message in shop.agent.heard} == {"in 42?", "in 43?"}
