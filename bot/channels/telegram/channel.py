"""Telegram as a Rasa channel."""

from __future__ import annotations

from bot.channels.messaging.channel import PlatformInput
from bot.channels.telegram.platform import Telegram


class TelegramInput(PlatformInput):
    """`/webhooks/telegram/webhook`."""

    platform_type = Telegram
