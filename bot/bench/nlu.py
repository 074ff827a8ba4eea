"""`python -m bot.bench.nlu MODEL`: mean seconds of understanding one message.

A process of its own, with nothing else running: Rasa's API could tell from outside, but the
assistant does not open it.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from pathlib import Path

import structlog

from bot.bench.questions import conversations
from bot.supervisor.plan import ONE_THREAD, child_env
from knowledge.settings import PROJECT, Settings

MESSAGES = 28
# Not the seed of the load: no message may be known from elsewhere.
SEED = 11


def nlu_seconds(settings: Settings, model: Path) -> float:
    """Measure in a new process. Raises CalledProcessError where that fails."""
    done = subprocess.run(  # noqa: S603 - our own command
        (sys.executable, "-m", "bot.bench.nlu", str(model)),
        cwd=PROJECT,
        env=ONE_THREAD | child_env(settings),
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[-1])


async def measure_here(model: Path) -> float:
    """Mean seconds of parsing a message in this process."""
    from rasa.core.agent import Agent

    # Until Rasa's own command line sets it up, structlog prints every message's text.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(model)
    await agent.parse_message("hello")
    (texts,) = conversations(1, MESSAGES, SEED)
    started = time.perf_counter()
    for text in texts:
        await agent.parse_message(text)
    return (time.perf_counter() - started) / len(texts)


if __name__ == "__main__":
    print(asyncio.run(measure_here(Path(sys.argv[1]))))
