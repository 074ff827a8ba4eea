"""Twilio as a Rasa channel."""

from __future__ import annotations

from bot.channels.messaging.channel import PlatformInput
from bot.channels.twilio.platform import Twilio


class TwilioInput(PlatformInput):
    """`/webhooks/twilio/webhook`."""

    platform_type = Twilio
