"""`shopbot insights`: what conversations show the shop's owner."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from bot.cli.reporting import plain_errors, tracked
from bot.insights.unanswered import OUT_OF_SCOPE, Question, as_csv, questions
from indexes.encoder import Encoder, Vectors, load_encoder
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.settings import Settings

BATCH = 128
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Span(click.ParamType[timedelta]):
    """A stretch of time such as "12h", "30d" or "4w"."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,4})([hdw])", str(value))
        if match is None:
            self.fail(f"{value!r}: write hours, days or weeks, such as 12h, 30d or 4w", param, ctx)
        return int(match[1]) * _UNITS[match[2]]


@click.group()
def command() -> None:
    """See what conversations show: the questions that got no answer.

    Example: shopbot insights unanswered --since 30d
    """


@command.command()
@click.option("--since", type=Span(), default="30d", show_default=True, help="How far back.")
@click.option(
    "--min-count",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    help="Leave out what was asked less often.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
@click.option(
    "--export",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a CSV file for a spreadsheet instead.",
)
def unanswered(*, since: timedelta, min_count: int, as_json: bool, export: Path | None) -> None:
    """List the questions that got no answer, those of the same meaning together.

    Personal data is taken out before a question is kept. Questions about something else
    than the shop are listed apart.

    Example: shopbot insights unanswered --since 4w --min-count 2

    Example: shopbot insights unanswered --export questions.csv
    """
    settings = Settings.from_env()
    with plain_errors():
        with closing(Conversations(conversations_url(settings.database_url))) as kept:
            asked = kept.unanswered(now() - since)
        encode = _encoding(load_encoder(settings.encoder))
        ours = [one for one in asked if one.reason != OUT_OF_SCOPE]
        foreign = [one for one in asked if one.reason == OUT_OF_SCOPE]
        found = questions(ours, encode, min_count)
        outside = questions(foreign, encode, min_count)
        if export:
            _write(export, as_csv([*found, *outside]))
    if export:
        click.echo(f"Wrote {len(found) + len(outside)} questions to {export}.")
    elif as_json:
        shown = {"unanswered": found, "out_of_scope": outside}
        lists = {name: [asdict(one) for one in group] for name, group in shown.items()}
        click.echo(json.dumps({"asked": len(asked), **lists}, default=str, ensure_ascii=False))
    elif not asked:
        click.echo("No question went unanswered in this time.")
    else:
        _show("Unanswered", ours, found)
        _show("Not about the shop", foreign, outside)


def _encoding(encoder: Encoder) -> Callable[[list[str]], Vectors]:
    def encode(texts: list[str]) -> Vectors:
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.concatenate([encoder.encode(batch) for batch in tracked(batches, "Reading")])

    return encode


def _show(title: str, asked: Sequence[object], found: Sequence[Question]) -> None:
    if not asked:
        return
    times = "once" if len(asked) == 1 else f"{len(asked)} times"
    table = Table(
        "asked", "question", "why", "last", title=f"{title} ({times})", title_justify="left"
    )
    for one in found:
        wordings = "\n".join([one.question, *(f"  {other}" for other in one.other_wordings)])
        last = one.last_asked.isoformat(" ", "minutes")
        table.add_row(str(one.count), wordings, "\n".join(one.reasons), last)
    # Masked texts have brackets of their own.
    Console(width=None if Console().is_terminal else 110, markup=False).print(table)


def _write(path: Path, text: str) -> None:
    """Write all of it or leave the file as it is."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
