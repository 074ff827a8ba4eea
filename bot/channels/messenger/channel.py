"""Messenger as a Rasa channel."""

from __future__ import annotations

from bot.channels.messaging.channel import PlatformInput
from bot.channels.messenger.platform import Messenger


class MessengerInput(PlatformInput):
    """`/webhooks/messenger/webhook`."""

    platform_type = Messenger
