"""`python -m bot.bench.stress`: minutes of bad manners against a real writer server."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.bench.asking import asks
from bot.bench.manners import Findings, Known, Load
from bot.bench.served import Server

PROMPTS = 24
TOKENS = 48


async def stress(seconds: float, callers: int, log: Path, restarts: int = 1) -> Findings:
    """Load a server for `seconds`, restarting it on the way; its output goes to `log`."""
    findings = Findings()
    server = Server(log, ("--max-waiting", "64"))
    await server.start()
    try:
        load = Load(server.url, await _alone(server), findings)
        for _ in range(restarts):
            await load.run(callers, time.monotonic() + 0.1 * seconds / restarts)
            async with _restarted(server, load):
                await load.run(callers, time.monotonic() + 0.1 * seconds / restarts)
            findings.restarts += 1
        # Warm: what the server keeps for itself, it has by now.
        await load.run(callers, time.monotonic() + 0.2 * seconds)
        findings.warm_memory = server.memory
        await load.run(callers, time.monotonic() + 0.6 * seconds)
        findings.end_memory = server.memory
    finally:
        status = await server.stop()
    if status:
        findings.wrong.append(f"the server ended with status {status}")
    return findings


@asynccontextmanager
async def _restarted(server: Server, load: Load) -> AsyncIterator[None]:
    """Restart the server while the block runs."""

    async def restart() -> None:
        await server.stop()
        await server.start()

    load.restarting = True
    restarting = asyncio.create_task(restart())
    yield
    await restarting
    load.restarting = False


async def _alone(server: Server) -> list[Known]:
    """The texts of all requests, asked one after another."""
    known = []
    async with aiohttp.ClientSession() as http:
        for ask in asks(PROMPTS, TOKENS):
            body = ask.body("any")
            async with http.post(f"{server.url}/v1/completions", json=body) as response:
                known.append(Known(body, (await response.json())["choices"][0]["text"]))
    return known


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--callers", default=48, show_default=True)
@click.option("--restarts", default=2, show_default=True)
def main(minutes: float, callers: int, restarts: int) -> None:
    """Load the writer with killed clients, slow readers, poison and restarts.

    Example: python -m bot.bench.stress --minutes 10
    """
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder, Progress(console=console) as progress:
        log = Path(folder) / "writer.log"
        findings = asyncio.run(_shown(progress, minutes * 60, stress, callers, log, restarts))
    show(console, findings)
    if findings.wrong:
        raise click.ClickException(f"{len(findings.wrong)} things went wrong")


async def _shown(
    progress: Progress,
    seconds: float,
    measure: Callable[..., Awaitable[Findings]],
    *rest: object,
) -> Findings:
    """Run `measure` beside a bar of the time that it takes."""
    bar = progress.add_task("Stress", total=seconds)
    running = asyncio.ensure_future(measure(seconds, *rest))
    while not running.done():
        await asyncio.wait([running], timeout=0.5)
        progress.advance(bar, 0.5)
    return running.result()


def show(console: Console, findings: Findings) -> None:
    """Print what happened, and what must not have."""
    table = Table("what happened", "times")
    for outcome, count in sorted(findings.outcomes.items()):
        table.add_row(outcome, str(count))
    table.add_row("restarts", str(findings.restarts))
    console.print(table)
    before, after = findings.warm_memory / 2**20, findings.end_memory / 2**20
    console.print(f"Memory: {before:.0f} MiB warm, {after:.0f} MiB at the end")
    for line in findings.wrong[:20]:
        console.print(f"wrong: {line}", markup=False)


if __name__ == "__main__":
    main()
