"""What must be there before the first process starts: records, an index, a Rasa model.

Each step is skipped when its result is there, so that a second start takes no time here.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

from bot.supervisor.logs import rotate, telling_line
from bot.supervisor.model import model_path
from bot.supervisor.plan import RASA, child_env, log_file
from bot.supervisor.process import die_with_parent
from knowledge.settings import PROJECT, Settings

DEMO = PROJECT / "knowledge" / "sources" / "demo"
SHOPBOT = (sys.executable, "-m", "bot.cli")


class PrepareError(Exception):
    """A step failed; the message says which and where its output is."""


def prepare(settings: Settings, console: Console) -> Path:
    """Make whatever is missing and return the Rasa model. Raises PrepareError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if store_is_empty(settings):
        console.print("The shop has no records yet: importing the demo shop.")
        run_step(settings, console, "import", (*SHOPBOT, "catalog", "import", str(DEMO)))
        policies = (*SHOPBOT, "policies", "import", str(DEMO / "policies"))
        run_step(settings, console, "import-policies", policies)
    if not index_is_fresh(settings):
        run_step(settings, console, "index", (*SHOPBOT, "index", "build"))
    return train(settings, console)


def train(settings: Settings, console: Console, *, force: bool = False) -> Path:
    """The Rasa model of the present sources, trained where it is missing or on `force`.

    A model appears under its name when it is complete; the ones before are then deleted.
    """
    model = model_path(settings)
    if model.is_file() and not force:
        return model
    model.parent.mkdir(parents=True, exist_ok=True)
    unfinished = model.with_name(f"unfinished-{model.name}")
    data = ("--config", "config.yml", "--domain", "bot/domain", "--data", "bot/data")
    # Rasa's cache looks at a component's class alone, not at what the class calls.
    out = ("--force", "--out", str(model.parent), "--fixed-model-name", unfinished.name)
    run_step(settings, console, "train", (*RASA, "train", *data, *out))
    unfinished.replace(model)
    for old in model.parent.glob("*.tar.gz"):
        if old != model:
            old.unlink()
    return model


def store_is_empty(settings: Settings) -> bool:
    """Whether nobody has imported anything yet."""
    from knowledge.store import Store

    store = Store(settings.database_url)
    try:
        counts = store.counts()
    finally:
        store.close()
    return not counts.products and not counts.policy_sections


def index_is_fresh(settings: Settings) -> bool:
    """Whether the index is whole and was built from the present records."""
    from indexes.build import is_fresh
    from indexes.encoder import load_encoder
    from indexes.stores import open_vectors
    from knowledge.store import Store

    store = Store(settings.database_url)
    try:
        vectors = open_vectors(settings.vectors_url, settings.index_dir)
        return is_fresh(store, load_encoder(settings.encoder), settings.index_dir, vectors)
    finally:
        store.close()


STEPS = {
    "import": "Importing products",
    "import-policies": "Importing policies",
    "index": "Building the index",
    "train": "Training the Rasa model (about a minute)",
}


def run_step(settings: Settings, console: Console, name: str, command: Sequence[str]) -> None:
    """Run one command with its output in a log of its own."""
    log = log_file(settings, name)
    rotate(log)
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - commands of our own
            command,
            env=child_env(settings),
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - the clock's thread starts later
        )
    console.print(f"{STEPS[name]} …")
    with Progress(SpinnerColumn(), TimeElapsedColumn(), console=console, transient=True) as clock:
        clock.add_task("")
        code = process.wait()
    if code:
        raise PrepareError(f"{STEPS[name]} failed: {telling_line(log)}\nThe whole output: {log}")
    console.print(f"… done in {time.monotonic() - started:.0f} s")
