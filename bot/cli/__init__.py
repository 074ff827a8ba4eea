"""The `shopbot` command: one module a noun or verb, imported only when it is asked for.

A GPU host that installed `shopbot[writer]` alone can therefore run `shopbot writer …`
without Rasa or the store being there.
"""

from __future__ import annotations

import importlib
import sys

import click

COMMANDS = {
    "catalog": "Import products, size charts and reviews.",
    "policies": "Import the shop's policy pages.",
    "index": "Build, verify and list the search index.",
    "search": "Ask the index what the assistant would find.",
    "evidence": "Find what the records say to a question about a product.",
    "eval": "Ask hundreds of questions of your own records and judge the replies.",
    "replay": "Hold conversations from a file again and see where the bot fell short.",
    "insights": "See which questions went unanswered.",
    "handoff": "See conversations that people took over, and give them back.",
    "train": "Train the Rasa model.",
    "run": "Start everything and keep it running.",
    "channels": "See and try the messaging channels.",
    "shell": "Talk to the assistant in the terminal.",
    "writer": "Train, serve and try the GPT-2 that words the replies.",
}


class LazyGroup(click.Group):
    """Imports `bot.cli.<name>` and takes its `command` when `<name>` is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        try:
            module = importlib.import_module(f"bot.cli.{name}")
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("bot."):
                raise
            raise click.ClickException(
                f"`shopbot {name}` needs the package {error.name!r}: install shopbot[bot]"
            ) from error
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them: `--help` answers at once."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup)
@click.version_option(package_name="shopbot")
def cli() -> None:
    """A customer-service assistant that answers from the shop's own records.

    Example: shopbot catalog import my-shop.jsonl && shopbot index build && shopbot run
    """


def main() -> None:
    """Entry point of the console script."""
    sys.exit(cli())
