"""Messenger and WhatsApp over HTTP: a request in, Rasa's turn, calls to the platform out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.messaging.answering import MEDIA, STALE, UNSUPPORTED
from bot.channels.messaging.incoming import Received
from tests.channels.platforms import messenger, whatsapp
from tests.channels.platforms.case import Case
from tests.channels.platforms.meta import NOW, VERIFY_TOKEN, registration
from tests.channels.platforms.standin import StandIn, Trouble
from tests.channels.serving import ScriptedAgent, says
from tests.channels.shops import post, shop, until, waiting

CASES = (messenger.CASE, whatsapp.CASE)
PAYLOADS = ['/select_item{"product": "a"}', '/select_item{"product": "' + "b" * 900 + '"}']
BUTTONS = [{"title": f"Shoe {n}", "payload": payload} for n, payload in enumerate(PAYLOADS, 1)]
both = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)

EVENTS: dict[str, Callable[[], Received]] = {
    "messenger echo": lambda: messenger.batch(messenger.echo("We have it.")),
    "messenger edit": lambda: messenger.batch(messenger.edit("in 43?")),
    "messenger read": lambda: messenger.batch(messenger.read_receipt()),
    "messenger reaction": lambda: messenger.batch(messenger.reaction()),
    "whatsapp status": lambda: whatsapp.batch(statuses=[whatsapp.status()]),
    "whatsapp reaction": lambda: whatsapp.batch(whatsapp.message("reaction", {"emoji": "❤"})),
    "whatsapp edit": lambda: whatsapp.batch(whatsapp.message("edit", {})),
    "whatsapp other number": lambda: whatsapp.batch(whatsapp.text("Hi"), phone_id="7"),
}


def case_of(name: str) -> Case:
    return next(case for case in CASES if case.name == name.partition(" ")[0])


def quick_values(stand_in: StandIn) -> list[str]:
    """The values of the buttons in the last message, as either platform has them."""
    body: dict[str, Any] = stand_in.calls[-1].body
    if "message" in body:
        return [quick["payload"] for quick in body["message"]["quick_replies"]]
    return [button["reply"]["id"] for button in body["interactive"]["action"]["buttons"]]


@both
async def test_meta_may_register_the_address_and_nobody_else(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with shop(case, stand_in, tmp_path, ScriptedAgent(says())) as url:
        known = registration(case.name, **{"hub.verify_token": VERIFY_TOKEN})
        async with http.get(url + known.target) as response:
            assert (response.status, await response.text()) == (200, "1158201444")
            assert response.content_type == "text/plain"
        assert await post(http, url, registration(case.name, **{"hub.verify_token": "x"})) == 403
        assert await post(http, url, registration(case.name)) == 403


@pytest.mark.parametrize(("case", "name"), [(case_of(name), name) for name in EVENTS])
async def test_what_asks_for_nothing_is_acknowledged_and_left(
    case: Case, name: str, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        assert await post(http, url, EVENTS[name]()) == 200
        assert waiting(case, tmp_path) == 0
        await post(http, url, case.text(1, "ann", "in 42?"))
        await until(lambda: case.said(stand_in) == ["Yes."])
    assert [message.text for message in agent.heard] == ["in 42?"]


@pytest.mark.parametrize(
    ("case", "request_of", "sentence"),
    [
        (messenger.CASE, lambda: messenger.batch(messenger.attached("image")), MEDIA),
        (messenger.CASE, lambda: messenger.batch(messenger.attached("location")), UNSUPPORTED),
        (messenger.CASE, lambda: messenger.batch(messenger.chosen("/restart")), STALE),
        (whatsapp.CASE, lambda: whatsapp.batch(whatsapp.picture()), MEDIA),
        (whatsapp.CASE, lambda: whatsapp.batch(whatsapp.message("order", {})), UNSUPPORTED),
        (whatsapp.CASE, lambda: whatsapp.batch(whatsapp.tapped("/restart")), STALE),
    ],
    ids=str,
)
async def test_what_can_not_be_read_gets_a_sentence(
    *,
    case: Case,
    request_of: Callable[[], Received],
    sentence: str,
    stand_in: StandIn,
    http: aiohttp.ClientSession,
    tmp_path: Path,
) -> None:
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        await post(http, url, request_of())
        await until(lambda: case.said(stand_in) == [sentence])
    assert not agent.heard


@both
async def test_a_caption_is_answered_after_the_sentence_about_the_picture(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    picture = {
        "messenger": lambda: messenger.batch(messenger.attached("image", "in 42?")),
        "whatsapp": lambda: whatsapp.batch(whatsapp.picture("in 42?")),
    }
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        await post(http, url, picture[case.name]())
        await until(lambda: case.said(stand_in) == [MEDIA, "Yes."])
    assert agent.heard[0].text == "in 42?"


@both
async def test_buttons_say_what_they_stand_for_however_long_it_is(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    tap = {
        "messenger": lambda value: messenger.batch(messenger.chosen(value)),
        "whatsapp": lambda value: whatsapp.batch(whatsapp.tapped(value)),
    }
    agent = ScriptedAgent(says({"text": "Which one?", "buttons": BUTTONS}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        await post(http, url, case.text(1, "ann", "shoes"))
        await until(lambda: len(case.said(stand_in)) == 1)
        for count, value in enumerate(quick_values(stand_in), 2):
            await post(http, url, tap[case.name](value))
            await until(lambda count=count: len(case.said(stand_in)) == count)
    assert [message.text for message in agent.heard] == ["shoes", *PAYLOADS]


@both
@pytest.mark.parametrize("status", [400, 429, 500])
async def test_a_platform_that_is_busy_gets_the_answer_later(
    case: Case, status: int, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with shop(case, stand_in, tmp_path, agent) as url:
        # Signs of life are not tried again: trouble enough for them and for the answer.
        stand_in.troubles.extend([Trouble(status)] * 3)
        await post(http, url, case.text(1, "ann", "in 42?"))
        await until(lambda: case.said(stand_in) == ["Yes."])
    assert len(agent.heard) == 1


@pytest.mark.parametrize(("template", "sent"), [("", 0), ("shop_reply/en", 1)])
@pytest.mark.parametrize("case", [whatsapp.CASE], ids=["whatsapp"])
async def test_after_a_day_the_template_is_sent_or_nothing_and_the_log_says_so(
    *,
    case: Case,
    template: str,
    sent: int,
    stand_in: StandIn,
    http: aiohttp.ClientSession,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    agent = ScriptedAgent(says({"text": "Yes."}))
    async with shop(case, stand_in, tmp_path, agent, whatsapp_template=template) as url:
        old = whatsapp.text("in 42?", timestamp=str(NOW - 25 * 3600))
        await post(http, url, whatsapp.batch(old))
        await until(lambda: waiting(case, tmp_path) == 0)
    assert not agent.heard
    assert [call.body["type"] for call in stand_in.calls] == ["template"] * sent
    assert "too late" in caplog.text
    assert whatsapp.SHOPPER not in caplog.text
