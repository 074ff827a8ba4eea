"""`shopbot eval`: how often the assistant is right about a shop's own records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from bot.bench.live import LiveError, live, settings_on_free_ports
from bot.cli.eval_retrieval import retrieval
from bot.cli.reporting import plain_errors
from bot.scorecard.as_page import as_page
from bot.scorecard.as_text import as_json, show
from bot.scorecard.asking import UnreachableError
from bot.scorecard.model import Judged, Question, Verdict
from bot.scorecard.questions import questions
from bot.scorecard.records import Records
from bot.scorecard.run import about_run, judge_all
from bot.scorecard.score import ScoreCard, score_card
from bot.scorecard.table import TOPICS
from knowledge.settings import Settings
from knowledge.store import Counts, Store

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
SHARE = click.FloatRange(0, 1)


def _topics(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in value.split(",") if name.strip())
    if unknown := [name for name in chosen if name not in TOPICS]:
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(TOPICS)}")
    return chosen


@click.group(invoke_without_command=True)
@click.option("--url", help="Address of the assistant; by default the one of the settings.")
@click.option("--start", is_flag=True, help="Start the assistant for this run, on free ports.")
@click.option("--questions", "count", default=300, show_default=True, type=click.IntRange(1),
              help="How many questions to ask.")  # fmt: skip
@click.option("--topics", default="", callback=_topics, metavar="A,B",
              help=f"Ask about these only: {', '.join(TOPICS)}.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="The same seed asks the same.")
@click.option("--json", "json_file", type=FILE, help="Write the whole score card as JSON.")
@click.option("--html", "html_file", type=FILE, help="Write it as a page with charts.")
@click.option("--min-right", type=SHARE, help="Fail (exit 1) below this share of right replies.")
@click.option("--max-unsupported", type=click.IntRange(0),
              help="Fail (exit 1) above this number of unsupported replies.")  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    *,
    url: str | None,
    start: bool,
    count: int,
    topics: tuple[str, ...],
    seed: int,
    json_file: Path | None,
    html_file: Path | None,
    min_right: float | None,
    max_unsupported: int | None,
) -> None:
    """Ask the running assistant hundreds of questions made from the shop's own records.

    Its replies are judged by the records, not by the facts that it sends along: right, wrong,
    unsupported (states what the records do not hold), silent or refused. Ctrl-C ends it early
    and keeps what was asked so far.

    Example: shopbot eval --questions 300 --html score-card.html --min-right 0.9
    """
    if context.invoked_subcommand:
        return
    settings = Settings.from_env()
    with plain_errors():
        records, counts = _read(settings)
        asked = questions(records, count, seed, topics)
    if not asked:
        raise click.ClickException(
            "the records hold nothing to ask about: run `shopbot catalog import` first"
        )
    with _address(settings, url, start=start) as address:
        judged, stopped = _ask(address, asked, records)
    left = len(asked) - len(judged)
    card = score_card(judged, about_run(records, counts, seed, address), left)
    with plain_errors():
        _write(card, json_file, html_file)
    show(Console(width=None if Console().is_terminal else 120), card)
    if stopped:
        click.echo(f"Stopped: {left} of {len(asked)} questions were not asked.", err=True)
        raise SystemExit(130)
    _hold_to(card, min_right, max_unsupported)


command.add_command(retrieval)


def _read(settings: Settings) -> tuple[Records, Counts]:
    store = Store(settings.database_url, must_exist=True)
    try:
        return Records.of(store), store.counts()
    finally:
        store.close()


@contextmanager
def _address(settings: Settings, url: str | None, *, start: bool) -> Iterator[str]:
    """Where the assistant is; with `start` it is only there inside the block."""
    if not start:
        yield (url or f"http://{settings.host}:{settings.rasa_port}").rstrip("/")
        return
    if url:
        raise click.UsageError("--start starts an assistant of its own: leave --url out")
    click.echo("Starting the assistant …", err=True)
    try:
        with live(settings_on_free_ports(settings.data_dir)) as running:
            yield running.rasa
    except LiveError as error:
        raise click.ClickException(str(error)) from error


def _ask(
    address: str, asked: Sequence[Question], records: Records
) -> tuple[Sequence[Judged], bool]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Asking", total=len(asked))
        try:
            return judge_all(address, asked, records, lambda: progress.advance(task))
        except UnreachableError as error:
            raise click.ClickException(str(error)) from error


def _write(card: ScoreCard, json_file: Path | None, html_file: Path | None) -> None:
    if json_file:
        text = json.dumps(as_json(card), indent=2, ensure_ascii=False)
        json_file.write_text(f"{text}\n", encoding="utf-8")
    if html_file:
        html_file.write_text(as_page(card), encoding="utf-8")


def _hold_to(card: ScoreCard, min_right: float | None, max_unsupported: int | None) -> None:
    """Raise ClickException where the score card misses a threshold."""
    right = card.total.rate(Verdict.RIGHT).share
    if min_right is not None and right < min_right:
        raise click.ClickException(
            f"{right:.1%} of the replies are right, less than {min_right:.1%}"
        )
    unsupported = card.total.verdicts[Verdict.UNSUPPORTED]
    if max_unsupported is not None and unsupported > max_unsupported:
        raise click.ClickException(
            f"{unsupported} replies are unsupported, more than {max_unsupported}"
        )
