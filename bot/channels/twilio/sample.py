"""A form such as Twilio sends, for trying the channel out."""

from __future__ import annotations

from collections.abc import Mapping

TESTER = "+0000000"
"""No country's numbers begin with 0."""


def sample(account: str, text: str, number: int) -> Mapping[str, str]:
    """A text message of `TESTER`."""
    sid = f"SM{number:032x}"
    return {
        "AccountSid": account,
        "ApiVersion": "2010-04-01",
        "Body": text,
        "From": TESTER,
        "MessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "To": TESTER,
    }
