"""Each platform's case; a new platform is added here."""

from __future__ import annotations

from tests.channels.platforms import messenger, slack, telegram, twilio, whatsapp
from tests.channels.platforms.case import Case

CASES: tuple[Case, ...] = (
    telegram.CASE,
    slack.CASE,
    messenger.CASE,
    whatsapp.CASE,
    twilio.CASE,
)
