"""Rasa's terminal channel, which answers every message too."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput

from bot.channels.rest import ShopRestInput


class ConsoleInput(ShopRestInput):
    """Rasa reads from the terminal for a channel of this name and posts to REST's address."""

    @classmethod
    def name(cls) -> str:
        return "cmdline"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ConsoleInput:
        """Without a token, which Rasa's terminal does not send."""
        return cls()

    def url_prefix(self) -> str:
        return RestInput.name()
