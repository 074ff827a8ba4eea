"""Fixtures of the tests that hold for every platform; each has a parameter `case`."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from tests.channels.platforms.case import Case
from tests.channels.platforms.standin import StandIn


@pytest_asyncio.fixture
async def stand_in(case: Case) -> AsyncIterator[StandIn]:
    """The platform; whatever it was sent, it took."""
    async with case.stand_in() as stand_in:
        yield stand_in
    assert not stand_in.refused


@pytest_asyncio.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
