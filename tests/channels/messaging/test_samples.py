"""The test event of every platform: verified, read, and of nobody."""

from __future__ import annotations

import pytest

from bot.channels.messaging.platform import Platform
from tests.channels.platforms.case import Case
from tests.channels.platforms.every import CASES

AT = 1_790_000_000.5


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def platform(request: pytest.FixtureRequest) -> Platform:
    case: Case = request.param
    settings = case.settings("http://127.0.0.1:1")
    return case.input_type.platform_type.of(settings)


def test_a_sample_is_what_the_platform_would_send(platform: Platform) -> None:
    request = platform.sample("in 42?", 7, AT)
    assert platform.verify(request)
    assert request.target == f"/webhooks/{platform.name}/webhook"
    [event] = platform.parse(request)
    assert (event.kind, event.text, event.sender) == ("text", "in 42?", platform.tester)
    [other] = platform.parse(platform.sample("in 42?", 8, AT))
    assert other.event_id != event.event_id


def test_a_sample_is_no_shoppers(platform: Platform) -> None:
    case = next(case for case in CASES if case.name == platform.name)
    [event] = platform.parse(case.text(1, "ann", "in 42?"))
    assert event.sender != platform.tester
