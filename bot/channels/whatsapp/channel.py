"""WhatsApp as a Rasa channel."""

from __future__ import annotations

from bot.channels.messaging.channel import PlatformInput
from bot.channels.whatsapp.platform import WhatsApp


class WhatsAppInput(PlatformInput):
    """`/webhooks/whatsapp/webhook`."""

    platform_type = WhatsApp
