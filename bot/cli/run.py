"""`shopbot run`: the whole assistant."""

from __future__ import annotations

import asyncio

import click
from rich.console import Console

from bot.channels.messaging.settings import ChannelSettings
from bot.channels.platforms import check
from bot.cli.reporting import plain_errors
from bot.supervisor.model import model_path
from bot.supervisor.plan import shop_parts
from bot.supervisor.ports import PortError, check_ports
from bot.supervisor.prepare import PrepareError, prepare
from bot.supervisor.stack import StartError, run
from knowledge.settings import PROJECT, Settings


@click.command()
def command() -> None:
    """Start writer, actions, Rasa and the demo shop; keep them running until Ctrl-C.

    Missing records, index and model are made first. Ports and folders are settings, so
    that two shops can run on one machine.

    Example: SHOPBOT_DATA=my-shop SHOPBOT_RASA_PORT=5105 shopbot run
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    try:
        with plain_errors():
            settings = Settings.from_env()
            check(ChannelSettings.from_env())
            # A taken port is a reason not to train for a minute first.
            check_ports(shop_parts(settings, model_path(settings)))
            parts = shop_parts(settings, prepare(settings, console))
            if not settings.writer_is_ours:
                console.print(f"writer     is {settings.writer_url} (SHOPBOT_WRITER_URL)")
            asyncio.run(
                run(
                    parts,
                    cwd=PROJECT,
                    tell=lambda event: console.print(str(event)),
                    when_ready=lambda: console.print(_addresses(settings)),
                )
            )
    except (PortError, PrepareError, StartError) as error:
        raise click.ClickException(str(error)) from error


def _addresses(settings: Settings) -> str:
    return (
        f"\nDemo shop:  http://{settings.host}:{settings.shop_port}"
        f"\nREST:       http://{settings.host}:{settings.rasa_port}/webhooks/rest/webhook"
        "\nCtrl-C stops everything."
    )
