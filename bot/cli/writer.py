"""`shopbot writer`: make training data, train, write and serve."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge.settings import SettingError, Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT_FILE = click.Path(dir_okay=False, path_type=Path)
_OUT_DIR = click.Path(file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Train, serve and try the GPT-2 that words the replies.

    Example: shopbot writer prepare --out data && shopbot writer train --data data/train.jsonl
    --output checkpoint
    """


@command.command()
@click.option("--out", type=_OUT_DIR, required=True, help="Folder for the three files.")
@click.option("--catalog", type=_FILE, help="Native catalogue to take values from.")
@click.option("--per-act", default=3000, show_default=True, help="Draws for each act.")
@click.option("--per-slots", default=300, show_default=True, help="Draws for each set of slots.")
@click.option("--seed", default=7, show_default=True)
def prepare(out: Path, catalog: Path | None, per_act: int, per_slots: int, seed: int) -> None:
    """Draw training data from the reply grammar.

    Example: shopbot writer prepare --out data
    """
    from bot.writer.data import DataError
    from bot.writer.prepare import Preparation
    from bot.writer.prepare import prepare as draw

    try:
        counts = draw(out, Preparation(per_act, per_slots, seed, catalog))
    except DataError as error:
        raise click.ClickException(str(error)) from error
    for split, count in counts.items():
        click.echo(f"{out / split}.jsonl: {count} replies")


@command.command()
@click.option("--data", type=_FILE, required=True, help="Replies to learn from, JSON lines.")
@click.option("--output", type=_OUT_DIR, required=True, help="Folder for the checkpoint.")
@click.option("--base", default="", help="Hub id or folder of a GPT-2 to train on from.")
@click.option("--config", type=click.Choice(["compact"]), default="compact", show_default=True)
@click.option("--epochs", default=20.0, show_default=True)
@click.option("--minutes", default=0.0, help="Stop after this long; 0: when the epochs are done.")
@click.option("--batch", default=64, show_default=True)
@click.option("--learning-rate", default=1e-3, show_default=True)
@click.option("--seed", default=7, show_default=True)
def train(  # noqa: PLR0917 - click passes options by name
    data: Path,
    output: Path,
    base: str,
    config: str,
    epochs: float,
    minutes: float,
    batch: int,
    learning_rate: float,
    seed: int,
) -> None:
    """Train a checkpoint, measure it and write its card.

    Example: shopbot writer train --data data/train.jsonl --output checkpoint
    """
    from bot.writer.data import DataError
    from bot.writer.plan import Plan
    from bot.writer.train import train as fit

    plan = Plan(data, output, base, config, epochs, minutes, batch, learning_rate, seed)
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
@click.option("--no-check", is_flag=True, help="Take the first text as the model wrote it.")
@click.option("--n", default=4, show_default=True, help="Texts to choose from.")
@click.option("--temperature", default=0.8, show_default=True)
@click.option("--top-p", default=0.95, show_default=True)
@click.option("--max-tokens", default=96, show_default=True)
@click.option("--seed", default=7, show_default=True)
def write(  # noqa: PLR0917 - click passes options by name
    model: str,
    data: Path,
    out: Path,
    no_check: bool,  # noqa: FBT001 - click passes options by name
    n: int,
    temperature: float,
    top_p: float,
    max_tokens: int,
    seed: int,
) -> None:
    """Write a reply for every line of a data file.

    Example: shopbot writer write --data data/test.jsonl --out replies.txt
    """
    from bot.writer.data import DataError
    from bot.writer.decode import Sampling
    from bot.writer.write import write_file

    sampling = Sampling(max_tokens, temperature, top_p, seed)
    model = model or Settings.from_env().writer_model
    try:
        count = write_file(model, data, out, sampling, n, checked=not no_check)
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
