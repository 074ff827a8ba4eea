"""Turns of the demo shop's assistant beside bare Rasa, in one run."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.bench.baseline import MESSAGE, bare_rasa
from bot.bench.live import Live, live, settings_on_free_ports
from bot.bench.load import measure
from bot.bench.nlu import nlu_seconds
from bot.bench.questions import conversations
from bot.bench.report import show_latency, show_split
from bot.bench.stats import Latency, mean, split
from bot.supervisor.model import model_path
from bot.supervisor.prepare import train
from knowledge.settings import Settings

SHOPPERS = (1, 8, 32)
WARM_UP = 14  # turns


@dataclass(frozen=True, slots=True)
class Case:
    """One measured load, and what the action server says about the same turns, in seconds."""

    title: str
    ours: Latency
    bare: Latency
    retrieval: float
    writer: float


def measure_turns(console: Console, turns: int) -> None:
    """Print latency and rate of turns over REST for 1, 8 and 32 shoppers, and how they split.

    `turns` is how many the lone shopper takes.
    """
    trained = train(Settings.from_env(), console)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = settings_on_free_ports(folder / "shop")
        model = model_path(settings)
        model.parent.mkdir(parents=True)
        shutil.copy(trained, model)
        console.print("Starting the assistant and bare Rasa …")
        with live(settings) as stack:
            cases = asyncio.run(_measure(stack, folder, turns))
        alone = cases[0]
        nlu = nlu_seconds(settings, model)
    for case in cases:
        show_latency(console, case.title, case.ours, case.bare)
        # How long NLU takes while others wait for it too is not seen from outside.
        part = nlu if case is alone else 0.0
        parts = split(case.ours.mean, nlu=part, retrieval=case.retrieval, writer=case.writer)
        show_split(console, f"{case.title}: where the time goes", parts)


async def _measure(stack: Live, folder: Path, turns: int) -> list[Case]:
    """Both assistants under the same loads, one after the other; the idle one costs nothing."""
    ours = f"{stack.rasa}/webhooks/rest/webhook"
    loads = {
        f"Shoppers at once: {count}": conversations(count, max(4, turns // count), seed=count)
        for count in SHOPPERS
    }
    cases = []
    async with bare_rasa(folder / "bare") as bare:
        await measure(ours, conversations(1, WARM_UP, seed=1))
        await measure(bare, [[MESSAGE] * WARM_UP])
        for title, talks in loads.items():
            theirs = await measure(bare, [[MESSAGE] * len(talk) for talk in talks])
            latency = await measure(ours, talks)
            spent = stack.get(f"{stack.actions}/timings")[-latency.turns :]
            retrieval = mean([turn["retrieval"] for turn in spent])
            cases.append(
                Case(title, latency, theirs, retrieval, mean([turn["writer"] for turn in spent]))
            )
    return cases
