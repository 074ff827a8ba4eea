"""`shopbot channels`: the messaging platforms and what they still need."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import click

from bot.channels.messaging.settings import ChannelSettings
from bot.channels.platforms import PLATFORMS, State, named, state_of
from bot.cli.reporting import plain_errors, tracked
from knowledge.settings import SettingError, Settings


@click.group()
def command() -> None:
    """See which messaging channels are on, what is missing, and try them.

    Example: shopbot channels check telegram
    """


@command.command("list")
def list_() -> None:
    """Say which channels are on and what the others lack. It asks no network.

    Example: shopbot channels list
    """
    with plain_errors():
        settings, channel_settings = _settings()
        rows = [_row(state) for state in _states((), channel_settings)]
        token = "with a token" if channel_settings.rest_token else "without a token"
        rows.append(("rest", f"on, {token}", ""))
        rows.append(("widget", "on", f"for {', '.join(settings.widget_origins)}"))
    _print(rows)


@command.command()
@click.argument("names", metavar="[CHANNEL]...", nargs=-1)
def url(names: tuple[str, ...]) -> None:
    """Print the address to register with each platform (SHOPBOT_PUBLIC_URL and its path).

    Example: shopbot channels url slack
    """
    with plain_errors():
        _, channel_settings = _settings()
        _check_public(channel_settings.public_url)
        states = _states(names, channel_settings)
    if len(names) == 1:
        click.echo(states[0].address)
    else:
        _print([(state.kind.name, state.address) for state in states])


@command.command()
@click.argument("names", metavar="[CHANNEL]...", nargs=-1)
@click.option("--say", default="Hello", show_default=True, help="The message that is tried.")
@click.option("--public", is_flag=True, help="Post it to SHOPBOT_PUBLIC_URL, not to this machine.")
@click.option("--offline", is_flag=True, help="Don't ask the platforms about our credentials.")
@click.option("--wait", default=30.0, show_default=True, help="Seconds to wait for an answer.")
def check(names: tuple[str, ...], say: str, public: bool, offline: bool, wait: float) -> None:  # noqa: FBT001 - click passes flags
    """Try channels (all that are set up): credentials, then a message through the whole path.

    The message is signed as the platform would sign it and goes to the running assistant,
    which accepts, understands and answers it. The answer is shown here and sent to nobody.

    Example: shopbot channels check telegram --say "How long does shipping to Spain take?"
    """
    # Rasa comes with it, which takes seconds.
    from bot.channels.checking import Trial

    with plain_errors():
        settings, channel_settings = _settings()
        states = [s for s in _states(names, channel_settings) if s.wanted or names]
        if not states:
            raise SettingError("no channel is set up: see `shopbot channels list`")
        if public:
            _check_public(channel_settings.public_url)
        base_url = channel_settings.public_url if public else _local(settings)
        trial = Trial(settings, channel_settings, base_url, say, wait, offline)
        found = [
            (state.kind.name, finding)
            for state in tracked(states, "Trying the channels")
            for finding in asyncio.run(trial.of(state))
        ]
    _print([(name, f.what, f"{f.mark}: {f.words}") for name, f in found])
    if any(finding.mark == "FAILED" for _, finding in found):
        raise click.exceptions.Exit(1)


def _local(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104 - compared
    return f"http://{host}:{settings.rasa_port}"


def _settings() -> tuple[Settings, ChannelSettings]:
    return Settings.from_env(), ChannelSettings.from_env()


def _states(names: tuple[str, ...], channel_settings: ChannelSettings) -> list[State]:
    """The named channels, or all."""
    kinds = [named(name) for name in names] or PLATFORMS
    return [state_of(kind, channel_settings) for kind in kinds]


def _row(state: State) -> tuple[str, str, str]:
    if state.is_on:
        return state.kind.name, "on", state.address or "(SHOPBOT_PUBLIC_URL tells its address)"
    lacks = f"set {', '.join(state.missing)}"
    return state.kind.name, "half set up" if state.wanted else "off", lacks


def _check_public(url: str) -> None:
    if not url:
        raise SettingError(
            "SHOPBOT_PUBLIC_URL is empty: give the https address under which Rasa is reached"
        )
    if not url.startswith("https://"):
        raise SettingError(f"SHOPBOT_PUBLIC_URL is {url!r}: platforms call https:// addresses only")


def _print(rows: Sequence[tuple[str, ...]]) -> None:
    """Columns, the last one as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())
