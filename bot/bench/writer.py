"""`python -m bot.bench.writer`: the writer's server beside transformers, in one run."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import torch
from rich.console import Console
from rich.table import Table

from bot.bench.asking import Speed, ask_all, asks
from bot.bench.peers import (
    generate_alone,
    serve_command,
    serving_environment,
    wait_until_served,
)
from bot.bench.report import ms
from bot.bench.served import Server
from bot.supervisor.ports import free_ports
from bot.supervisor.process import die_with_parent
from knowledge.settings import Settings

AT_ONCE = (1, 8, 32, 128)
ALONE = 32  # requests of a lone caller


def measure(console: Console, *, requests: int, threads: int, peer: bool) -> None:
    """Print tokens a second and latencies, ours and theirs, and what divides them."""
    model = Settings.from_env().writer_model
    console.print(f"\nThe writer: {requests} requests over all acts, {threads} thread(s)")
    alone = max(
        (generate_alone(model, asks(ALONE), dtype, threads) for dtype in _dtypes()),
        key=lambda speed: speed.tokens,
    )
    with tempfile.TemporaryDirectory() as folder:
        ours = asyncio.run(_ours(Path(folder), requests, threads))
        theirs = _theirs(Path(folder), model, requests, threads, console) if peer else {}
    show(console, alone, ours, theirs)


def _dtypes() -> tuple[torch.dtype, ...]:
    return (torch.float32, torch.bfloat16)


async def _ours(folder: Path, requests: int, threads: int) -> dict[int, Speed]:
    server = Server(folder / "writer.log", threads=threads)
    await server.start()
    try:
        return await _levels(server.url, "any", requests)
    finally:
        await server.stop()


async def _levels(url: str, model: str, requests: int) -> dict[int, Speed]:
    await ask_all(url, model, asks(8), 4)
    return {
        level: await ask_all(url, model, asks(requests if level > 1 else ALONE), level)
        for level in AT_ONCE
    }


def _theirs(
    folder: Path, model: str, requests: int, threads: int, console: Console
) -> dict[int, Speed]:
    """`transformers serve` under the same loads; nothing where it can't be had."""
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    try:
        python = serving_environment(Path(tempfile.gettempdir()) / "shopbot-transformers-serve")
    except subprocess.CalledProcessError as error:
        console.print(f"transformers serve is left out: its packages can't be installed ({error})")
        return {}
    process = subprocess.Popen(  # noqa: S603 - our own command
        serve_command(python, model, port, batching=torch.cuda.is_available()),
        cwd=folder,
        env=os.environ | {"OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread of ours runs yet
    )
    try:
        wait_until_served(f"{url}/health", process, 180)
        return asyncio.run(_levels(url, model, requests))
    except RuntimeError as error:
        console.print(f"transformers serve is left out: {error}")
        return {}
    finally:
        process.terminate()
        process.wait()


def show(console: Console, alone: Speed, ours: dict[int, Speed], theirs: dict[int, Speed]) -> None:
    """A row for each server and number of callers; ratios are to (a) and to (b)."""
    table = Table("", "at once", "tokens/s", "p50 ms", "p95 ms", "x generate", "x serve")
    table.add_row("(a) model.generate", "1", *_figures(alone), "1.0", "")
    for level, speed in theirs.items():
        ratio = f"{speed.tokens / alone.tokens:.1f}"
        table.add_row("(b) transformers serve", str(level), *_figures(speed), ratio, "1.0")
    for level, speed in ours.items():
        other = theirs.get(level)
        ratio = f"{speed.tokens / other.tokens:.1f}" if other else ""
        own = f"{speed.tokens / alone.tokens:.1f}"
        table.add_row("shopbot", str(level), *_figures(speed), own, ratio)
    console.print(table)
    slower = ours[1].latency.p50 / alone.latency.p50
    console.print(f"Alone, p50 over HTTP is {slower:.2f} x that of model.generate.")


def _figures(speed: Speed) -> tuple[str, str, str]:
    return f"{speed.tokens:.0f}", ms(speed.latency.p50), ms(speed.latency.p95)


@click.command()
@click.option("--requests", default=256, show_default=True, help="Requests at each level.")
@click.option("--threads", default=1, show_default=True, help="torch's, for all three.")
@click.option("--peer/--no-peer", default=True, help="Also measure transformers serve.")
@click.option("--gpu", is_flag=True, help="GPT-2 124M with random weights on this GPU instead.")
def main(requests: int, threads: int, peer: bool, gpu: bool) -> None:  # noqa: FBT001 - click
    """Measure the writer's server against transformers on the same model and prompts.

    Example: python -m bot.bench.writer --requests 64 --no-peer
    """
    console = Console(highlight=False)
    if not gpu:
        measure(console, requests=requests, threads=threads, peer=peer)
        return
    from bot.bench.gpu import measure as measure_gpu

    if not torch.cuda.is_available():
        sys.exit("There is no CUDA device here; leave --gpu out.")
    measure_gpu(console)


if __name__ == "__main__":
    main()
