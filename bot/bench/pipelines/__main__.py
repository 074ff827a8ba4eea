"""`python -m bot.bench.pipelines`: Rasa's cross-validation of several pipelines, as a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.bench.pipelines.measures import Quality, Read, quality
from bot.bench.pipelines.parsing import Parser
from bot.cli.reporting import plain_errors
from bot.supervisor.plan import ONE_THREAD
from knowledge.settings import PROJECT

NLU = PROJECT / "bot" / "data" / "nlu"
CONFIGS = {"shopbot": PROJECT / "config.yml"} | {
    path.stem: path for path in sorted(Path(__file__).parent.glob("*.yml"))
}
COLUMNS = (
    *("pipeline", "accuracy", "macro-F1", "calibration error", "threshold"),
    *("out of scope refused", "ms a message", "training s"),
)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(CONFIGS)))
@click.option("--nlu", type=click.Path(exists=True, path_type=Path), default=NLU)
@click.option("--every", default=1, help="Only each Nth example of an intent, to be done sooner.")
@click.option("--folds", default=5, show_default=True)
@click.option("--refused", default=0.05, show_default=True, help="Share of own questions refused.")
@click.option(
    "--strangers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Messages that no shop answers, one {"text": ...} a line.',
)
def main(
    *,
    names: tuple[str, ...],
    nlu: Path,
    every: int,
    folds: int,
    refused: float,
    strangers: Path | None,
) -> None:
    """Compare the pipelines NAMES (all by default) by `rasa test nlu --cross-validation`.

    Example: python -m bot.bench.pipelines shopbot logistic --folds 3
    """
    console = Console(highlight=False)
    table = Table(*COLUMNS)
    with plain_errors():
        texts = _texts(strangers) if strangers else []
        for name in track(names or list(CONFIGS), "cross-validating", console=console):
            with tempfile.TemporaryDirectory() as folder:
                examples = thinned(nlu, every, Path(folder)) if every > 1 else nlu
                reads = cross_validate(CONFIGS[name], examples, folds, Path(folder))
                started = time.perf_counter()
                model = train(CONFIGS[name], examples, Path(folder))
                seconds = time.perf_counter() - started
                parser = Parser(model)
                found = quality(reads, parser.read(texts, "out_of_scope"), refused)
            table.add_row(*_row(name, found, parser.seconds(), seconds))
    console.print(table)


def thinned(nlu: Path, every: int, folder: Path) -> Path:
    """A file in `folder` with each `every`-th example of each intent."""
    by_intent = defaultdict(list)
    for example in load_data(str(nlu)).intent_examples:
        by_intent[example.get(INTENT)].append(example)
    kept = [example for examples in by_intent.values() for example in examples[::every]]
    file = folder / "thinned.yml"
    file.write_text(TrainingData(kept).nlu_as_yaml(), encoding="utf-8")
    return file


def cross_validate(config: Path, nlu: Path, folds: int, folder: Path) -> list[Read]:
    """How each example was read by a model that had not seen it."""
    options = ("--config", config, "--folds", folds, "--runs", "1", "--out", folder, "--successes")
    _rasa("test", "nlu", "--cross-validation", "--nlu", nlu, *options)
    return [
        Read(
            found["intent"],
            found["intent_prediction"]["name"],
            found["intent_prediction"]["confidence"],
        )
        for file in ("intent_successes.json", "intent_errors.json")
        for found in _objects(folder / file)
    ]


def train(config: Path, nlu: Path, folder: Path) -> Path:
    """A model of all examples."""
    _rasa("train", "nlu", "--config", config, "--nlu", nlu, "--out", folder)
    return next(folder.glob("*.tar.gz"))


def _rasa(*words: object) -> None:
    environment = os.environ | ONE_THREAD | {"RASA_TELEMETRY_ENABLED": "false", "TQDM_DISABLE": "1"}
    command = (sys.executable, "-m", "rasa", *map(str, words))
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def _objects(file: Path) -> list[dict[str, Any]]:
    """What Rasa wrote; it writes no file where there is nothing to write."""
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []


def _texts(file: Path) -> list[str]:
    return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]


def _row(name: str, found: Quality, parsing: float, training: float) -> list[str]:
    return [
        name,
        *(f"{v:.3f}" for v in (found.accuracy, found.macro_f1, found.calibration_error)),
        f"{found.threshold:.2f}",
        f"{found.out_of_scope_recall:.1%}",
        f"{1000 * parsing:.1f}",
        f"{training:.0f}",
    ]


if __name__ == "__main__":
    main()
