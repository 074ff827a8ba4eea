"""The Rasa input channel that every messaging platform is."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from rasa.core.channels.channel import InputChannel

from bot.channels.messaging.platform import Platform
from bot.channels.messaging.settings import ChannelSettings
from knowledge.settings import SettingError, Settings


class PlatformInput(InputChannel):
    """Takes events in, keeps them, answers 200 at once, and works on them in order.

    A subclass names its `platform_type` and nothing else.
    """

    platform_type: ClassVar[type[Platform]]

    def __init__(
        self, settings: Settings, channel_settings: ChannelSettings, platform: Platform | None
    ) -> None:
        """A channel of `platform`; without one it is off and has no routes."""
        self._settings = settings
        self._channel_settings = channel_settings
        self._platform = platform

    @classmethod
    def name(cls) -> str:
        return cls.platform_type.name

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        return cls.of(Settings.from_env(), ChannelSettings.from_env())

    @classmethod
    def of(cls, settings: Settings, channel_settings: ChannelSettings) -> Self:
        """The channel, off where its own variables are unset.

        Raises `SettingError` where only some of them are set.
        """
        kind = cls.platform_type
        if not channel_settings.is_on(kind.own):
            return cls(settings, channel_settings, None)
        missing = channel_settings.missing(kind.own, kind.shared)
        if missing:
            raise SettingError(f"the channel {kind.name} is half set up: set {', '.join(missing)}")
        return cls(settings, channel_settings, kind.of(channel_settings))
