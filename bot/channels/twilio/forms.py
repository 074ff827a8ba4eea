"""What Twilio's forms say.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.messaging.incoming import Incoming, Kind
from bot.channels.twilio.signature import Fields

# The signature joins names and values without marks between them, so that a moved border
# leaves it as it was. These patterns leave one reading to what matters to us.
_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_ADDRESS = re.compile(r"(?:[a-z]+:)?(?:[A-Z]{2}\.)?\+?[0-9]{3,128}", re.ASCII)
_ALWAYS = {"MessageSid": re.compile(r"[SM]M[0-9a-f]{32}"), "From": _ADDRESS, "To": _ADDRESS}
_MESSAGE = {"Body": re.compile(r".*", re.DOTALL), "NumMedia": re.compile(r"[0-9]{1,2}", re.ASCII)}

_TWILIOS = re.compile(
    r"stop(all)?|unsubscribe|cancel|end|quit|revoke|optout|start|unstop|help|info", re.IGNORECASE
)
"""Single words on SMS that Twilio answers itself, as carriers demand. YES is not among them:
to Twilio it means "start" only after a STOP, to us it may be an answer."""


def is_plain(fields: Fields, account: str) -> bool:
    """Whether `fields` can be read in one way only, and are the account's own."""
    form = dict(fields)
    expected = _ALWAYS if _is_receipt(form) else {**_ALWAYS, **_MESSAGE}
    return (
        len(form) == len(fields)
        and form.get("AccountSid") == account
        and all(_NAME.fullmatch(name) for name in form)
        and all(name in form and p.fullmatch(form[name]) for name, p in expected.items())
    )


def incoming(fields: Fields, at: float) -> tuple[Incoming, ...]:
    """The event in a form that came `at`; none if it asks for no answer.

    Left out: receipts of our own messages, and what Twilio answers itself.
    """
    form = dict(fields)
    if _is_receipt(form) or _is_twilios(form):
        return ()
    kind, text = _said(form)
    address = {"to": form["From"], "from": form["To"]}
    return (Incoming("twilio", form["MessageSid"], form["From"], kind, text, address, at=at),)


def _is_receipt(form: Mapping[str, str]) -> bool:
    return "MessageStatus" in form or form.get("SmsStatus", "received") != "received"


def _is_twilios(form: Mapping[str, str]) -> bool:
    is_keyword = _TWILIOS.fullmatch(form.get("Body", "").strip()) is not None
    return "OptOutType" in form or (is_keyword and not form["From"].startswith("whatsapp:"))


def _said(form: Mapping[str, str]) -> tuple[Kind, str]:
    text = form.get("Body", "")
    if form.get("NumMedia", "0") != "0":
        return "media", text
    if "Latitude" in form:
        return "unsupported", text
    return "text", text
