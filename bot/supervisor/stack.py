"""All parts together: started at once, shown in order, stopped at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

import aiohttp

from bot.supervisor.events import Event, Failed, Ready
from bot.supervisor.keeper import Keeper, Tell
from bot.supervisor.part import Part
from bot.supervisor.ports import check_ports
from bot.supervisor.process import die_with_parent

T = TypeVar("T")

SHELL_GRACE = 5.0  # seconds

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StartError(Exception):
    """A part that the assistant cannot do without does not come up; the message says which."""


@asynccontextmanager
async def running(parts: Sequence[Part], *, cwd: Path, tell: Tell) -> AsyncIterator[list[Keeper]]:
    """Keep `parts` running inside the block; no process of theirs is left after it.

    None of them needs another one to start, so they start together: on two cores that
    takes little more than the slowest alone. Raises PortError before anything starts.
    """
    check_ports(parts)
    # A connection kept open would hold up the part that is asked to stop.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        keepers = [Keeper(part, cwd=cwd, session=session, tell=tell) for part in parts]
        tasks = [asyncio.create_task(keeper.keep()) for keeper in keepers]
        try:
            yield keepers
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def all_ready(keepers: Sequence[Keeper], tell: Tell) -> None:
    """Wait for the parts in their order and tell of each that is ready.

    Raises StartError for a required part that does not come up.
    """
    for keeper in keepers:
        event: Ready | None = await keeper.first_ready
        if event:
            tell(event)
        elif keeper.part.required:
            raise StartError(f"{keeper.part.name} does not start: see {keeper.part.log}")


async def run(
    parts: Sequence[Part], *, cwd: Path, tell: Tell, when_ready: Callable[[], None]
) -> None:
    """Run `parts` until a signal asks to stop. Raises PortError and StartError."""
    stop = stop_event()
    async with running(parts, cwd=cwd, tell=tell) as keepers:
        if await _unless(stop, asyncio.ensure_future(all_ready(keepers, tell))):
            when_ready()
            await stop.wait()


async def run_with_foreground(
    parts: Sequence[Part],
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    tell: Tell,
) -> int:
    """Run `command` on the terminal while `parts` run; returns its exit status.

    Only failures of the parts are told. Raises PortError and StartError.
    """
    stop = stop_event()

    def tell_failures(event: Event) -> None:
        if isinstance(event, Failed):
            tell(event)

    async with running(parts, cwd=cwd, tell=tell_failures) as keepers:
        started = asyncio.ensure_future(all_ready(keepers, tell_failures))
        if not await _unless(stop, started):
            return 0
        # In our own process group: the terminal's keys, Ctrl-C among them, go to it.
        front = await asyncio.create_subprocess_exec(
            *command, env=dict(env), cwd=cwd, preexec_fn=die_with_parent()
        )
        await _unless(stop, asyncio.ensure_future(front.wait()))
        if front.returncode is None:
            front.terminate()
            with suppress(TimeoutError):
                return await asyncio.wait_for(front.wait(), SHELL_GRACE)
            front.kill()
        return await front.wait()


async def _unless(stop: asyncio.Event, work: asyncio.Future[T]) -> bool:
    """Wait for `work`, raising what it raises; False where `stop` came first."""
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
        if stopped.done():
            return False
        work.result()
        return True
    finally:
        work.cancel()
        stopped.cancel()


def stop_event() -> asyncio.Event:
    """An event that is set when someone asks this process to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, stop.set)
    return stop
