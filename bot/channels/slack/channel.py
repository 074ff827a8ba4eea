"""Slack as a Rasa channel."""

from __future__ import annotations

from bot.channels.messaging.channel import PlatformInput
from bot.channels.slack.platform import Slack


class SlackInput(PlatformInput):
    """`/webhooks/slack/webhook`, for events and for interactivity."""

    platform_type = Slack
