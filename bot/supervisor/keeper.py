"""Keeps one part running: starts it, waits until it is ready, starts it again when it dies."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import aiohttp

from bot.supervisor.events import Event, Failed, Ready, exit_reason, late_reason
from bot.supervisor.life import Life
from bot.supervisor.logs import rotate, size, telling_line
from bot.supervisor.part import Part
from bot.supervisor.probe import wait_ready
from bot.supervisor.process import Process

Tell = Callable[[Event], None]


class Keeper:
    """One part's supervisor. `tell` hears of everything that happens to the part.

    `first_ready` is done when the part was ready for the first time, with that event, or
    with ``None`` when its start has failed often enough to say so.
    """

    def __init__(
        self, part: Part, *, cwd: Path, session: aiohttp.ClientSession, tell: Tell
    ) -> None:
        self.part = part
        self.first_ready: asyncio.Future[Ready | None] = asyncio.Future()
        self._cwd = cwd
        self._session = session
        self._tell = tell
        self._life = Life()

    async def keep(self) -> None:
        """Run the part until this task is cancelled, and end its process then."""
        rotate(self.part.log)
        while True:
            reason = await self._run_once()
            self._life = self._life.failed(time.monotonic())
            self._tell(Failed(self.part, reason, self._life.delay))
            if self._life.start_failed and not self.first_ready.done():
                self.first_ready.set_result(None)
            await asyncio.sleep(self._life.delay)

    async def _run_once(self) -> str:
        """Start the part and watch it; returns why it is down again."""
        part = self.part
        self._life = self._life.started(time.monotonic())
        log_start = size(part.log)
        try:
            process = await Process.start(part.command, env=part.env, cwd=self._cwd, log=part.log)
        except OSError as error:
            return f"cannot be started: {error}"
        try:
            exited = asyncio.ensure_future(process.wait())
            if not await self._became_ready(exited) and not exited.done():
                return late_reason(part, telling_line(part.log, log_start))
            return exit_reason(await exited, telling_line(part.log, log_start))
        finally:
            await process.stop(part.stop_grace)

    async def _became_ready(self, exited: asyncio.Future[int]) -> bool:
        """Wait for readiness, the process's end or the time limit, whatever comes first."""
        ready = asyncio.ensure_future(wait_ready(self.part, self._session))
        try:
            await asyncio.wait(
                (ready, exited),
                timeout=self.part.start_timeout,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            ready.cancel()
            with suppress(asyncio.CancelledError):
                await ready
        # A port can be answered by a stranger while our process fails to bind it.
        if ready.cancelled() or exited.done():
            return False
        self._ready()
        return True

    def _ready(self) -> None:
        now = time.monotonic()
        event = Ready(self.part, now - self._life.since, again=self._life.was_ready)
        self._life = self._life.ready(now)
        if not self.first_ready.done():
            self.first_ready.set_result(event)
        else:
            self._tell(event)
