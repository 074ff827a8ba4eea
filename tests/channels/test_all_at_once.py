"""All channels of credentials.yml, set up by the environment, in one process."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import fields
from pathlib import Path

import aiohttp
import pytest
from rasa.core.run import create_http_input_channels

from bot.channels.messaging.channel import PlatformInput
from knowledge.settings import PROJECT
from tests.channels.platforms.every import CASES
from tests.channels.serving import ScriptedAgent, serving
from tests.channels.shops import post, repeats, until


class Untrained(ScriptedAgent):
    """Has no model for the status channel to warm up."""

    def is_ready(self) -> bool:
        return False


async def test_what_rasa_opens_answers_on_every_platform(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    monkeypatch.setenv("SHOPBOT_DATA", str(tmp_path))
    agent = Untrained(repeats)
    async with AsyncExitStack() as stack:
        platforms = [await stack.enter_async_context(case.stand_in()) for case in CASES]
        for case, platform in zip(CASES, platforms, strict=True):
            given = case.settings(platform.url)
            # Meta's two share their API's address: the second one's stand-in serves both.
            for field in (field for field in fields(given) if getattr(given, field.name)):
                monkeypatch.setenv(field.metadata["env"], getattr(given, field.name))
        channels = create_http_input_channels(None, str(PROJECT / "bot" / "credentials.yml"))
        ours = [channel for channel in channels if isinstance(channel, PlatformInput)]
        assert {channel.name() for channel in ours} == {case.name for case in CASES}
        with serving(channels, agent) as url:
            for case in CASES:
                assert await post(http, url, case.text(1, "ann", f"by {case.name}")) == 200
            await until(lambda: len(agent.heard) == len(CASES))
    assert {message.text for message in agent.heard} == {f"by {case.name}" for case in CASES}
    assert {message.input_channel for message in agent.heard} == {case.name for case in CASES}
    # The same name on two platforms is two shoppers.
    assert len({message.sender_id for message in agent.heard}) == len(CASES)
