"""`shopbot shell`: Rasa's own shell with our actions and writer behind it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import click
from rich.console import Console

from bot.cli.reporting import plain_errors
from bot.supervisor.plan import child_env, shell_command, shell_parts
from bot.supervisor.ports import PortError, free_ports
from bot.supervisor.prepare import PrepareError, prepare
from bot.supervisor.stack import StartError, run_with_foreground
from knowledge.settings import PROJECT, Settings


@click.command()
def command() -> None:
    """Talk to the assistant in the terminal; /stop or Ctrl-C ends it.

    It brings its own processes on free ports, so that it also works beside `shopbot run`.

    Example: shopbot shell
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    try:
        with plain_errors():
            settings = _on_free_ports(Settings.from_env())
            model = prepare(settings, console)
            console.print("Starting Rasa's shell. /stop ends it.")
            code = asyncio.run(
                run_with_foreground(
                    shell_parts(settings),
                    shell_command(settings, model),
                    env=child_env(settings),
                    cwd=PROJECT,
                    tell=lambda event: console.print(str(event)),
                )
            )
    except (PortError, PrepareError, StartError) as error:
        raise click.ClickException(str(error)) from error
    raise SystemExit(code)


def _on_free_ports(settings: Settings) -> Settings:
    rasa, actions, writer = map(str, free_ports(3, settings.host))
    return replace(settings, rasa_port_=rasa, actions_port_=actions, writer_port_=writer)
