"""Nobody but the platform gets an event in: requests changed in any part are refused."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import aiohttp
import pytest

from bot.channels.messaging.door import Door
from bot.channels.messaging.identity import Identities
from bot.channels.messaging.inbox_thread import InboxThread
from bot.channels.messaging.incoming import Received
from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from tests.channels.platforms import slack, telegram
from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import StandIn
from tests.channels.serving import ScriptedAgent, says
from tests.channels.shops import every_platform, post, shop, until

SEALS = {
    "telegram": ("x-telegram-bot-api-secret-token",),
    "slack": ("x-slack-signature", "x-slack-request-timestamp"),
    "messenger": ("x-hub-signature-256",),
    "whatsapp": ("x-hub-signature-256",),
    "twilio": ("x-twilio-signature",),
}
"""The headers that prove who sent a request."""

Change = Callable[[random.Random, Case, Received], Received]


def change_value(dice: random.Random, value: str) -> str:
    """Another text that is near `value`."""
    place = dice.randrange(len(value))
    letter = dice.choice("0123456789abcdefABCDEF=+/ é\udc80")
    return dice.choice(
        [
            "",
            value[:place],
            value[place + 1 :],
            value + letter,
            value[:place] + letter + value[place + 1 :],
            value[:place] + letter + value[place:],
            value.swapcase(),
            value[::-1],
            value.partition("=")[2] or "x",
        ]
    )


def changed_seal(dice: random.Random, case: Case, request: Received) -> Received:
    name = dice.choice(SEALS[case.name])
    value = change_value(dice, request.headers[name])
    return replace(request, headers={**request.headers, name: value})


def missing_seal(dice: random.Random, case: Case, request: Received) -> Received:
    gone = dice.choice(SEALS[case.name])
    kept = {name: value for name, value in request.headers.items() if name != gone}
    return replace(request, headers=kept)


def changed_body(dice: random.Random, case: Case, request: Received) -> Received:
    body = bytearray(request.body)
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(body))
        match dice.randrange(4):
            case 0:
                body[place] ^= 1 << dice.randrange(8)
            case 1:
                del body[place]
            case 2:
                body.insert(place, dice.randrange(256))
            case _:
                body += dice.choice([b" ", b"\n", b"&Body=x", b"&a", b"{}", b"\0"])
    changed = replace(request, body=bytes(body))
    return changed_seal(dice, case, changed) if case.name == "telegram" else changed


def others_seal(dice: random.Random, case: Case, request: Received) -> Received:
    """The proof of another message, which was genuine."""
    other = case.text(dice.randrange(10**6, 10**7), "mallory", "something else")
    if case.name == "telegram":
        return changed_seal(dice, case, other)
    seals = {name: other.headers[name] for name in SEALS[case.name]}
    return replace(request, headers={**request.headers, **seals})


def another_time(dice: random.Random, case: Case, request: Received) -> Received:
    """Sent on after Slack's window; the others know no time, so a part is missing instead."""
    late = replace(request, at=request.at + dice.choice([-1, 1]) * dice.randint(301, 10**6))
    return late if case.name == "slack" else missing_seal(dice, case, late)


CHANGES: tuple[Change, ...] = (
    changed_seal,
    changed_seal,
    missing_seal,
    changed_body,
    changed_body,
    others_seal,
    another_time,
)


def means_the_same(case: Case, one: Received, other: Received) -> bool:
    """Whether `one` is `other` written differently, as far as the platform signs it."""
    if any(one.headers.get(name) != other.headers[name] for name in SEALS[case.name]):
        return False
    if case.name == "slack" and one.at != other.at:
        return False
    if case.name != "twilio":
        # Telegram signs no body: who knows the secret is believed.
        return one.body == other.body or case.name == "telegram"
    try:
        return fields(one.body) == fields(other.body)
    except UnicodeDecodeError:
        return False


def fields(body: bytes) -> list[tuple[str, str]]:
    """A form's fields as Twilio signs them: sorted."""
    return sorted(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))


def forgeries(case: Case, genuine: Received, count: int) -> Iterator[Received]:
    dice = random.Random(f"forgeries of {case.name}")
    while count:
        forged = dice.choice(CHANGES)(dice, case, genuine)
        if not means_the_same(case, forged, genuine):
            yield forged
            count -= 1


@contextmanager
def door(case: Case, data: Path) -> Iterator[Door]:
    """The way in with nothing behind it but the inbox."""
    platform = case.input_type.platform_type.of(case.settings("https://api.example"))
    thread = InboxThread(SqliteInbox(data / "channels.db", case.name))
    yield Door(platform, Identities("k" * 40), thread, Limiter(10**6, 10**6))
    thread.close()


@every_platform
async def test_none_of_ten_thousand_forgeries_is_accepted(
    case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    genuine = case.text(1, "ann", "in 42?")
    with door(case, tmp_path) as way_in:
        for forged in forgeries(case, genuine, 10_000):
            assert (await way_in.enter(forged)).status in {401, 403}, forged
        assert way_in.inbox.inbox.waiting() == 0
        assert (await way_in.enter(genuine)).status == 200
        assert way_in.inbox.inbox.waiting() == 1


async def test_forgeries_do_not_fill_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case = telegram.CASE
    with door(case, tmp_path) as way_in:
        for forged in forgeries(case, case.text(1, "ann", "in 42?"), 500):
            await way_in.enter(replace(forged, at=1_790_000_000.0))
    assert 0 < len(caplog.records) <= 10


@every_platform
async def test_a_request_that_is_played_again_is_no_new_event(case: Case, tmp_path: Path) -> None:
    genuine = case.text(1, "ann", "in 42?")
    with door(case, tmp_path) as way_in:
        for wait in (0, 1, 299, 3600, 86_400):
            await way_in.enter(replace(genuine, at=genuine.at + wait))
        assert way_in.inbox.inbox.waiting() == 1


async def test_slack_is_not_believed_after_five_minutes(tmp_path: Path) -> None:
    genuine = slack.CASE.text(1, "ann", "in 42?")
    with door(slack.CASE, tmp_path) as way_in:
        late = replace(genuine, at=genuine.at + 301)
        assert (await way_in.enter(late)).status == 401
        assert way_in.inbox.inbox.waiting() == 0


@every_platform
async def test_forgeries_over_http_are_refused_and_never_reach_rasa(
    case: Case, stand_in: StandIn, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    agent = ScriptedAgent(says({"text": "Yes."}))
    genuine = case.text(1, "ann", "in 42?")
    async with shop(case, stand_in, tmp_path, agent) as url:
        for forged in forgeries(case, genuine, 300):
            # What no client can send, and times, which the server takes from its clock.
            if sendable(forged) and forged.at == genuine.at:
                assert await post(http, url, forged) in {401, 403}
        assert await post(http, url, genuine) == 200
        await until(lambda: bool(case.said(stand_in)))
    assert len(agent.heard) == 1


async def test_a_get_is_no_way_in(http: aiohttp.ClientSession, tmp_path: Path) -> None:
    case = telegram.CASE
    request = replace(case.text(1, "ann", "in 42?"), method="GET", at=time.time())
    with door(case, tmp_path) as way_in:
        assert (await way_in.enter(request)).status == 403
        assert way_in.inbox.inbox.waiting() == 0


def sendable(request: Received) -> bool:
    return all(value.isascii() and value == value.strip() for value in request.headers.values())
