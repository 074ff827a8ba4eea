"""`shopbot replay`: hold conversations from a file again and show where the bot fell short."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot.channels.messaging.settings import ChannelSettings
from bot.cli.reporting import plain_errors, tracked
from bot.conversations.replay import Held, Replayed, Rest, UnreachableError, replay
from bot.conversations.script import ScriptError, read
from knowledge.settings import Settings


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--url", help="Address of the running bot; by default the one of the settings.")
@click.option("--json", "as_json", is_flag=True, help="Every turn as JSON instead of a report.")
@click.option("--all", "show_all", is_flag=True, help="Show the conversations that went well too.")
def command(*, files: tuple[Path, ...], url: str | None, as_json: bool, show_all: bool) -> None:
    """Hold the conversations in FILES again with the running bot.

    A transcript (.txt) has a line a message, "Shopper: ..." and "Bot: ...", and a blank
    line between conversations. A .yml file may also say what is expected of each reply
    (docs/conversations.md). Shown are replies that fell short: nothing said, not known,
    slow, or not as expected; the last makes the exit status 1.

    Example: shopbot replay yesterday.txt
    """
    with plain_errors():
        settings = Settings.from_env()
        address = url or f"http://{settings.host}:{settings.rasa_port}"
        bot = Rest(address, ChannelSettings.from_env().rest_token)
    try:
        conversations = [conversation for file in files for conversation in read(file)]
        each = tracked(conversations, "Replaying")
        held = [one for conversation in each for one in replay(bot, [conversation])]
    except (ScriptError, UnreachableError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps([asdict(one) for one in held], ensure_ascii=False))
    else:
        _report(held, show_all=show_all)
    if any(one.missed for one in held):
        raise SystemExit(1)


def _report(held: Sequence[Replayed], *, show_all: bool) -> None:
    for one in held:
        if show_all or one.missed or one.short:
            click.echo(f"\n{one.place}")
            for turn in one.turns:
                _show(turn)
    turns = [turn for one in held for turn in one.turns]
    missed, short = (sum(bool(getattr(t, kind)) for t in turns) for kind in ("missed", "short"))
    click.echo(
        f"\n{len(held)} conversations, {len(turns)} turns: {missed} not as expected, "
        f"{short} fell short"
    )


def _show(held: Held) -> None:
    click.echo(f"  shopper: {held.turn.text}")
    click.echo(f"      bot: {held.reply.text or '(nothing)'}".replace("\n", "\n           "))
    for why in (*held.missed, *held.short):
        click.secho(f"        ✗  {why}", fg="red")
