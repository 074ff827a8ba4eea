"""Slack's and Twilio's signatures, beside the validators of their own SDKs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import Clock, SignatureVerifier
from twilio.request_validator import RequestValidator

from bot.channels.slack import signature as slack
from bot.channels.twilio import signature as twilio
from tests.channels.platforms.slack import SECRET
from tests.channels.platforms.twilio import TOKEN, form, sms

NOW = 1_790_000_000
URL = "https://shop.example/webhooks/twilio/webhook"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


class StoppedClock(Clock):
    def now(self) -> float:
        return NOW


@given(TEXTS, st.integers(-400, 400))
def test_slacks_own_verifier_agrees(text: str, age: int) -> None:
    body, timestamp = text.encode(), str(NOW - age)
    signature = slack.sign(SECRET, timestamp, body)
    theirs = SignatureVerifier(SECRET, StoppedClock())
    assert slack.is_signed(SECRET, timestamp, body, signature, NOW) == theirs.is_valid(
        body, timestamp, signature
    )
    assert signature == theirs.generate_signature(timestamp=timestamp, body=body)


@pytest.mark.parametrize(
    "timestamp", ["", "now", "-1", " 1790000000", "1790000000\n", "1.79e9", "¹", "٣", "9" * 5000]
)
def test_slacks_time_is_plain_seconds(timestamp: str) -> None:
    signature = slack.sign(SECRET, timestamp, b"{}")
    assert not slack.is_signed(SECRET, timestamp, b"{}", signature, NOW)


@pytest.mark.parametrize("signature", ["", "v0=", "v1=00", "v0=é", "v0=\udc80"])
def test_a_strange_signature_is_only_a_wrong_one(signature: str) -> None:
    assert not slack.is_signed(SECRET, str(NOW), b"{}", signature, NOW)
    assert not twilio.is_signed(TOKEN, URL, (), signature)


def test_a_body_that_is_no_text_can_be_signed_too() -> None:
    signature = slack.sign(SECRET, str(NOW), b"\xff")
    assert slack.is_signed(SECRET, str(NOW), b"\xff", signature, NOW)


@given(st.dictionaries(TEXTS.filter(bool), TEXTS, min_size=1))
def test_twilios_own_validator_agrees(fields: dict[str, str]) -> None:
    signature = twilio.sign(TOKEN, URL, fields.items())
    assert RequestValidator(TOKEN).compute_signature(URL, fields) == signature
    assert twilio.fields_of(form(fields)) == tuple(fields.items())
    assert twilio.is_signed(TOKEN, URL, twilio.fields_of(form(fields)), signature)


@pytest.mark.parametrize(
    ("registered", "signed_as"),
    [
        (URL, URL),
        (URL, URL.replace("shop.example", "shop.example:443")),
        (URL.replace("shop.example", "shop.example:8443"), URL),
        ("http://shop.example:5005/a?b=1", "http://shop.example:5005/a?b=1"),
    ],
)
def test_twilio_may_sign_with_the_port_or_without(registered: str, signed_as: str) -> None:
    fields = sms("Hello")
    signature = RequestValidator(TOKEN).compute_signature(signed_as, fields)
    assert RequestValidator(TOKEN).validate(registered, fields, signature)
    assert twilio.is_signed(TOKEN, registered, tuple(fields.items()), signature)


def test_another_address_is_not_ours() -> None:
    fields = sms("Hello")
    signature = RequestValidator(TOKEN).compute_signature("https://else.example/", fields)
    assert not twilio.is_signed(TOKEN, URL, tuple(fields.items()), signature)


@pytest.mark.parametrize("body", [b"\xff", b"a=%ff", b"a", b"&", b"a=1&" * 300])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - bytes and fields fail differently
        twilio.fields_of(body)
