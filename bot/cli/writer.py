"""`shopbot writer`: make training data, train, write and serve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from knowledge.settings import SettingError, Settings

if TYPE_CHECKING:
    from bot.writer.values import Stock

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT_FILE = click.Path(dir_okay=False, path_type=Path)
_OUT_DIR = click.Path(file_okay=False, path_type=Path)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr; call it with how much of how much is done."""
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@click.group()
def command() -> None:
    """Train, serve and try the GPT-2 that words the replies.

    Example: shopbot writer prepare --out data && shopbot writer train --data data/train.jsonl
    --output checkpoint
    """


@command.command()
@click.option("--out", type=_OUT_DIR, required=True, help="Folder for the three files.")
@click.option("--catalog", type=_FILE, help="Native catalogue for names, instead of the store.")
@click.option("--per-act", default=3000, show_default=True, help="Draws for each act.")
@click.option("--per-slots", default=300, show_default=True, help="Draws for each set of slots.")
@click.option("--seed", default=7, show_default=True)
def prepare(out: Path, catalog: Path | None, per_act: int, per_slots: int, seed: int) -> None:
    """Draw training data from the reply grammar.

    The products, options, countries and pages that it names are the imported shop's, or
    invented ones where nothing has been imported.

    Example: shopbot writer prepare --out data
    """
    from bot.writer.data import DataError
    from bot.writer.prepare import Preparation
    from bot.writer.prepare import prepare as draw

    try:
        plan = Preparation(per_act, per_slots, seed, _stock(catalog))
        with progress("Drawing") as report:
            counts = draw(out, plan, report)
    except DataError as error:
        raise click.ClickException(str(error)) from error
    for split, count in counts.items():
        click.echo(f"{out / split}.jsonl: {count} replies")


def _stock(catalog: Path | None) -> Stock:
    from bot.cli.stock import read_stock
    from bot.writer.values import Stock, from_catalog
    from knowledge.store import Store, StoreError

    if catalog:
        return from_catalog(catalog)
    try:
        with closing(Store(Settings.from_env().database_url, must_exist=True)) as store:
            return read_stock(store)
    except StoreError:
        return Stock()


@command.command()
@click.option("--data", type=_FILE, required=True, help="Replies to learn from, JSON lines.")
@click.option("--output", type=_OUT_DIR, required=True, help="Folder for the checkpoint.")
@click.option("--base", default="", help="Hub id or folder of a GPT-2 to train on from.")
@click.option("--config", type=click.Choice(["compact"]), default="compact", show_default=True)
@click.option("--epochs", default=20.0, show_default=True)
@click.option("--minutes", default=0.0, help="Stop after this long; 0: when the epochs are done.")
@click.option("--batch", default=64, show_default=True)
@click.option("--learning-rate", default=1.5e-3, show_default=True)
@click.option(
    "--shuffle",
    default=1.0,
    show_default=True,
    help="Share of prompts with slots in another order.",
)
@click.option("--seed", default=7, show_default=True)
@click.option("--restart", is_flag=True, help="Throw an unfinished training away.")
def train(  # noqa: PLR0917 - click passes options by name
    data: Path,
    output: Path,
    base: str,
    config: str,
    epochs: float,
    minutes: float,
    batch: int,
    learning_rate: float,
    shuffle: float,
    seed: int,
    restart: bool,  # noqa: FBT001 - click passes options by name
) -> None:
    """Train a checkpoint, measure it and write its card.

    A training that was cut off goes on where it was when it is started again.

    Example: shopbot writer train --data data/train.jsonl --output checkpoint
    """
    from bot.writer.data import DataError
    from bot.writer.plan import Plan
    from bot.writer.train import train as fit

    plan = Plan(
        data, output, base, config, epochs, minutes, batch, learning_rate, shuffle, seed, restart
    )
    try:
        card = fit(plan)
    except (DataError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(card.rates.table())
    click.echo(f"{output}: checkpoint and card")


@command.command()
@click.option("--model", default="", help="Checkpoint; else SHOPBOT_WRITER_MODEL.")
@click.option("--data", type=_FILE, required=True, help="Acts with facts, JSON lines.")
@click.option("--out", type=_OUT_FILE, required=True, help="File for the replies, one a line.")
@click.option("--no-check", is_flag=True, help="Take the texts as the model wrote them.")
@click.option("--n", default=8, show_default=True, help="Texts to choose from.")
@click.option("--each", default=1, show_default=True, help="Different replies for each line.")
@click.option("--temperature", type=float, help="Draw all texts at this; else the likeliest first.")
@click.option("--top-p", default=0.95, show_default=True)
@click.option("--max-tokens", default=96, show_default=True)
@click.option("--seed", default=7, show_default=True)
def write(  # noqa: PLR0917 - click passes options by name
    model: str,
    data: Path,
    out: Path,
    no_check: bool,  # noqa: FBT001 - click passes options by name
    n: int,
    each: int,
    temperature: float | None,
    top_p: float,
    max_tokens: int,
    seed: int,
) -> None:
    """Write a reply for every line of a data file.

    The likeliest text comes first, the others are drawn at temperature 0.8; the first that
    passes the grounding check is taken, and the act's template if none does.

    Example: shopbot writer write --data data/test.jsonl --out replies.txt
    """
    from bot.writer.data import DataError
    from bot.writer.decode import Sampling
    from bot.writer.write import Writing, write_file

    drawn = 0.8 if temperature is None else temperature
    writing = Writing(
        Sampling(max_tokens, drawn, top_p, seed),
        n=each if no_check else max(n, each),
        each=each,
        sampled=temperature is not None,
        checked=not no_check,
    )
    model = model or Settings.from_env().writer_model
    try:
        with progress("Writing") as report:
            count = write_file(model, data, out, writing, report)
    except (DataError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{out}: {count} replies")


@command.command()
@click.option("--model", default="", help="Checkpoint; else SHOPBOT_WRITER_MODEL.")
@click.option("--host", default="", help="Address; else SHOPBOT_HOST.")
@click.option("--port", default=0, help="Port; else SHOPBOT_WRITER_PORT.")
@click.option("--threads", default=1, show_default=True, help="torch's threads on a CPU.")
@click.option("--max-batch", default=64, show_default=True, help="Texts written side by side.")
@click.option("--max-waiting", default=256, show_default=True, help="More texts get a 429.")
def serve(model: str, host: str, port: int, threads: int, max_batch: int, max_waiting: int) -> None:  # noqa: PLR0917 - click passes options by name
    """Serve a checkpoint over OpenAI's completions API, on the key SHOPBOT_WRITER_KEY.

    A request may take SHOPBOT_WRITER_DEADLINE seconds, or fewer by its X-Request-Timeout.

    Example: shopbot writer serve --port 8080
    """
    from bot.writer.engine import Engine
    from bot.writer.server import ServerConfig
    from bot.writer.server import serve as run

    settings = Settings.from_env()
    host, port = host or settings.host, port or settings.writer_port
    try:
        config = ServerConfig(key=settings.writer_key, deadline=settings.writer_deadline)
    except SettingError as error:
        raise click.ClickException(str(error)) from error
    try:
        engine = Engine.load(
            model or settings.writer_model,
            threads=threads,
            max_batch=max_batch,
            max_waiting=max_waiting,
        )
    except (OSError, ValueError) as error:
        raise click.ClickException(f"the model cannot be loaded: {error}") from error
    try:
        run(engine, config, host, port)
    except OSError as error:
        raise click.ClickException(f"{host}:{port} cannot be served on: {error}") from error
