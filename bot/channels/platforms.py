"""The messaging platforms that there are channels for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.messaging.platform import Platform
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messenger.platform import Messenger
from bot.channels.slack.platform import Slack
from bot.channels.telegram.platform import Telegram
from bot.channels.twilio.platform import Twilio
from bot.channels.whatsapp.platform import WhatsApp
from knowledge.settings import SettingError

PLATFORMS: tuple[type[Platform], ...] = (Telegram, Slack, Messenger, WhatsApp, Twilio)


@dataclass(frozen=True, slots=True)
class State:
    """What a channel's settings make of it.

    `missing` names the variables that it lacks: its own while it is off, and whatever keeps a
    half set up one from starting. It is on where it is wanted and lacks nothing.
    """

    kind: type[Platform]
    wanted: bool
    missing: tuple[str, ...]
    address: str

    @property
    def is_on(self) -> bool:
        return self.wanted and not self.missing


def state_of(kind: type[Platform], settings: ChannelSettings) -> State:
    """The state of one platform's channel; `address` is "" where no public one is known."""
    return State(
        kind,
        settings.is_on(kind.own),
        settings.missing(kind.own, kind.shared),
        address_of(kind.name, settings.public_url),
    )


def address_of(name: str, public_url: str) -> str:
    """What to register with the platform."""
    return f"{public_url.rstrip('/')}/webhooks/{name}/webhook" if public_url else ""


def check(settings: ChannelSettings) -> None:
    """Raise `SettingError` where Rasa could not open the channels with these settings."""
    for kind in PLATFORMS:
        settings.opens(kind.name, kind.own, kind.shared)
    _ = settings.sender_limit, settings.channel_limit, settings.proxies, settings.redis_url


def named(name: str) -> type[Platform]:
    """The platform of that name. Raises `SettingError` if there is none."""
    for kind in PLATFORMS:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in PLATFORMS)
    raise SettingError(f"there is no channel {name!r}: choose one of {known}")
