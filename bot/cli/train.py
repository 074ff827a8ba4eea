"""`shopbot train`: the Rasa model."""

from __future__ import annotations

import click
from rich.console import Console

from bot.cli.reporting import plain_errors
from bot.supervisor.model import model_path
from bot.supervisor.prepare import PrepareError, train
from knowledge.settings import Settings


@click.command()
@click.option("--force", is_flag=True, help="Train although the model is up to date.")
def command(*, force: bool) -> None:
    """Train the Rasa model from config.yml, bot/domain, bot/data and bot/nlu.

    Nothing is done where a model of exactly these files is there already.

    Example: shopbot train --force
    """
    try:
        with plain_errors():
            settings = Settings.from_env()
            if model_path(settings).is_file() and not force:
                click.echo(f"The model is up to date: {model_path(settings)}")
            else:
                train(settings, Console(highlight=False, markup=False), force=force)
    except PrepareError as error:
        raise click.ClickException(str(error)) from error
