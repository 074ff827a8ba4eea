from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot.channels.messaging import sending
from bot.channels.messaging.outgoing import Call
from bot.channels.messaging.platform import Pacing
from bot.channels.messaging.reply import Reply
from bot.channels.messaging.sending import Pace, PutOffError, RejectedError, Sender
from bot.channels.telegram.platform import Telegram
from bot.supervisor.ports import free_ports
from tests.channels.platforms import telegram, twilio
from tests.channels.platforms.standin import StandIn, Trouble
from tests.channels.platforms.telegram import TelegramStandIn

CALL = Call("sendMessage", {"chat_id": 7, "text": "my secret address"}, chat="7")


class Clock:
    """Sleeps at once, and remembers for how long it was to be."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock for retries alone: pacing has a test of its own."""
    monkeypatch.setattr(Telegram, "pacing", Pacing())
    return Clock()


@pytest_asyncio.fixture
async def stand_in() -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn() as stand_in:
        yield stand_in


@pytest_asyncio.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def sender(session: aiohttp.ClientSession, url: str, clock: Clock) -> Sender:
    return Sender(session, Telegram(telegram.TOKEN, telegram.SECRET, url), clock.sleep)


async def test_a_call_is_sent_once(
    session: aiohttp.ClientSession, stand_in: StandIn, clock: Clock
) -> None:
    await sender(session, stand_in.url, clock).post(CALL)
    assert [call.body for call in stand_in.calls] == [CALL.body]
    assert not clock.slept


async def test_a_busy_platform_is_asked_again_when_it_said(
    session: aiohttp.ClientSession, stand_in: StandIn, clock: Clock
) -> None:
    stand_in.troubles.extend([Trouble(429, 7), Trouble(502), Trouble(502)])
    await sender(session, stand_in.url, clock).post(CALL)
    assert len(stand_in.calls) == 1
    first, second, third = clock.slept
    assert first == 7
    assert second < third < sending.LONGEST_WAIT


async def test_a_long_wait_is_not_waited_for(
    session: aiohttp.ClientSession, stand_in: StandIn, clock: Clock
) -> None:
    stand_in.troubles.append(Trouble(429, 600))
    with pytest.raises(PutOffError) as put_off:
        await sender(session, stand_in.url, clock).post(CALL)
    assert put_off.value.after == 600
    assert not stand_in.calls


async def test_after_some_tries_the_message_is_put_off(
    session: aiohttp.ClientSession, stand_in: StandIn, clock: Clock
) -> None:
    stand_in.troubles.extend([Trouble(500)] * sending.TRIES)
    with pytest.raises(PutOffError):
        await sender(session, stand_in.url, clock).post(CALL)
    assert not stand_in.troubles


async def test_a_refusal_is_final_and_leaves_nothing_in_the_log(
    session: aiohttp.ClientSession,
    stand_in: StandIn,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    with pytest.raises(RejectedError, match="400"):
        await sender(session, stand_in.url, clock).post(Call("sendMessage", {"chat_id": 7}))
    assert not clock.slept
    assert telegram.TOKEN not in caplog.text


async def test_a_platform_that_is_away_is_tried_again_without_a_word_about_the_token(
    session: aiohttp.ClientSession, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    nowhere = f"http://127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(PutOffError) as put_off:
        await sender(session, nowhere, clock).post(CALL)
    assert "again in" in caplog.text
    for told in (caplog.text, str(put_off.value)):
        assert telegram.TOKEN not in told
        assert "secret" not in told


async def test_forms_are_sent_as_forms(session: aiohttp.ClientSession, clock: Clock) -> None:
    platform = twilio.CASE.input_type.platform_type
    async with twilio.TwilioStandIn() as stand_in:
        ours = platform.of(twilio.settings(stand_in.url))
        [event] = ours.parse(twilio.received(twilio.sms("Hello")))
        [call] = ours.render(event, [Reply("Hi!")]).calls
        await Sender(session, ours, clock.sleep).post(call)
    assert stand_in.calls[0].body["Body"] == "Hi!"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0.5", 0.5), ("", 0.0), ("-1", 0.0), ("nan", 0.0), ("inf", 0.0), ("soon", 0.0)],
)
def test_the_header_is_read_as_seconds(header: str, seconds: float) -> None:
    assert sending.retry_after({"Retry-After": header}) == seconds


async def test_messages_of_a_chat_and_all_together_keep_their_distance(clock: Clock) -> None:
    pace = Pace(Pacing(per_chat=1, overall=3), clock.sleep)
    for chat in ("7", "7", "8", ""):
        await pace.turn(chat)
    # One waits for its chat; the fourth is one more than three in a second.
    assert [round(wait, 1) for wait in clock.slept] == [1.0, 0.3]


async def test_a_cancelled_call_is_not_held_back(
    session: aiohttp.ClientSession, stand_in: StandIn
) -> None:
    stand_in.troubles.append(Trouble(429, 20))
    slow = Sender(session, Telegram(telegram.TOKEN, telegram.SECRET, stand_in.url))
    posting = asyncio.create_task(slow.post(CALL))
    while stand_in.troubles:  # noqa: ASYNC110 - the stand-in has no event for it
        await asyncio.sleep(0.01)
    posting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await posting
