"""`shopbot handoff`: the conversations that people were asked to take over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import timedelta

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.reporting import plain_errors
from knowledge.conversation_model import Handoff
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.handoff_events import ending, in_words
from knowledge.settings import Settings


@click.group()
def command() -> None:
    """See the conversations that people were asked to take over, and give them back.

    Example: shopbot handoff list
    """


@command.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that were given back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(*, every: bool, as_json: bool) -> None:
    """List the conversations in which the assistant stays quiet, newest first.

    Example: shopbot handoff list --all
    """
    with _conversations() as (kept, settings):
        found = [one for one in kept.handoffs() if every or _waiting(one, settings)]
    if as_json:
        for one in found:
            click.echo(json.dumps(asdict(one), default=str, ensure_ascii=False))
    elif not found:
        click.echo("No conversation waits for a person.")
    else:
        table = Table("id", "opened (UTC)", "reason", "channel", "state", "wants to know")
        for one in found:
            question = Text(str(one.summary.get("question") or ""))
            opened = one.opened.isoformat(" ", "minutes")
            table.add_row(one.id, opened, one.reason, one.channel, _state(one, settings), question)
        Console(width=None if Console().is_terminal else 120).print(table)


@command.command()
@click.argument("id")
def show(id: str) -> None:
    """Show what a person is told about one handoff, and what was written since.

    Example: shopbot handoff show 3f9a01c2
    """
    with _conversations() as (kept, _):
        _known(kept, id)
        events = kept.events(id)
    click.echo("\n".join(in_words(event.event) for event in events), nl=False)


@command.command()
@click.argument("id", required=False)
@click.option("--all", "every", is_flag=True, help="Every conversation that waits.")
def release(*, id: str | None, every: bool) -> None:
    """Give a conversation back to the assistant, which then answers again.

    Example: shopbot handoff release 3f9a01c2

    Example: shopbot handoff release --all
    """
    if bool(id) == every:
        raise click.UsageError("Give one ID, or --all.")
    with _conversations() as (kept, _):
        chosen = [one for one in kept.handoffs() if not one.released] if every else []
        chosen += [_known(kept, id)] if id else []
        done = [one for one in chosen if kept.release(one.id, "owner", ending(one, "owner"))]
    if id and not done:
        click.echo(f"{id} had been given back already.")
    else:
        click.echo(f"Gave {len(done)} conversation{'' if len(done) == 1 else 's'} back.")


@contextmanager
def _conversations() -> Iterator[tuple[Conversations, Settings]]:
    settings = Settings.from_env()
    with (
        plain_errors(),
        closing(Conversations(conversations_url(settings.database_url))) as kept,
    ):
        yield kept, settings


def _known(kept: Conversations, id: str) -> Handoff:
    found = kept.handoff(id)
    if found is None:
        raise click.ClickException(f"there is no handoff {id!r}: see `shopbot handoff list --all`")
    return found


def _waiting(handoff: Handoff, settings: Settings) -> bool:
    recent = handoff.opened >= now() - timedelta(hours=settings.handoff_hours)
    return handoff.released is None and recent


def _state(handoff: Handoff, settings: Settings) -> str:
    if handoff.released_by == "undelivered":
        return "told late" if handoff.delivered else "not delivered yet"
    if handoff.released:
        return f"given back by the {handoff.released_by}"
    return "waits" if _waiting(handoff, settings) else "given back after its hours"
