"""Where handoffs are delivered: a log file, a webhook or a mailbox."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import smtplib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import aiohttp

from knowledge.handoff_events import in_words, subject
from knowledge.keys import shop_key
from knowledge.settings import SettingError, Settings

LOG_FILE = "handoffs.jsonl"
PATIENCE = 10.0
"""Seconds that one delivery may take."""

_LOCAL = frozenset(["127.0.0.1", "localhost", "::1"])


class DeliveryError(Exception):
    """The target could not be told; the message says why, without what was to be told."""


class Target(Protocol):
    """Whoever is told of handoffs."""

    async def deliver(self, event: Mapping[str, Any]) -> None:
        """Tell of one event. Raises DeliveryError."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """One JSON object a line, in a file that its owner alone can read."""

    path: Path

    async def deliver(self, event: Mapping[str, Any]) -> None:
        await asyncio.to_thread(self._write, json.dumps(event, ensure_ascii=False) + "\n")

    def _write(self, line: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(line)
        except OSError as error:
            raise DeliveryError(f"{self.path} cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Webhook:
    """POSTs the event as JSON, signed with `key`.

    `X-Shopbot-Signature` is "sha256=" and the HMAC-SHA256, in hexadecimal digits, of the time
    in `X-Shopbot-Timestamp` (Unix seconds), a full stop and the body.
    """

    url: str
    key: str

    async def deliver(self, event: Mapping[str, Any]) -> None:
        body = json.dumps(event, ensure_ascii=False).encode()
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Shopbot-Timestamp": timestamp,
            "X-Shopbot-Signature": f"sha256={signature(self.key, timestamp, body)}",
        }
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                # A redirect could lead what shoppers wrote anywhere.
                session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryError(f"the webhook can't be reached: {type(error).__name__}") from error
        if not 200 <= status < 300:
            raise DeliveryError(f"the webhook answered {status}")


def signature(key: str, timestamp: str, body: bytes) -> str:
    """The HMAC-SHA256 of `timestamp`, a full stop and `body`, in hexadecimal digits."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Sends a plain text mail to `address`; what follows in a conversation joins its thread."""

    address: str
    server: SplitResult

    async def deliver(self, event: Mapping[str, Any]) -> None:
        try:
            await asyncio.to_thread(self._send, self._mail(event))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise DeliveryError(f"the mail can't be sent: {type(error).__name__}") from error

    def _mail(self, event: Mapping[str, Any]) -> EmailMessage:
        mail = EmailMessage()
        user = unquote(self.server.username or "")
        given = parse_qs(self.server.query).get("from", [""])[0]
        mail["From"] = given or (user if "@" in user else self.address)
        mail["To"] = self.address
        mail["Subject"] = subject(event)
        thread = f"<{event['id']}@handoff.shopbot.invalid>"
        mail["Message-ID" if event["type"] == "handoff" else "References"] = thread
        mail.set_content(in_words(event))
        return mail

    def _send(self, mail: EmailMessage) -> None:
        server, context = self.server, ssl.create_default_context()
        host, port = server.hostname or "", server.port or 0
        if server.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
        else:
            client = smtplib.SMTP(host, port, timeout=PATIENCE)
        with client:
            if _starttls(server):
                client.starttls(context=context)
            if server.username:
                client.login(unquote(server.username), unquote(server.password or ""))
            client.send_message(mail)


def open_target(settings: Settings) -> Target:
    """The target that SHOPBOT_HANDOFF names. Raises SettingError, saying what to write there."""
    named = settings.handoff
    if named == "log":
        return log_file(settings)
    scheme, _, address = named.partition(":")
    if scheme == "mailto" and "@" in address:
        return Mailbox(address, _mail_server(settings.smtp_url))
    url = urlsplit(named)
    if url.hostname and (scheme == "https" or (scheme == "http" and url.hostname in _LOCAL)):
        return Webhook(named, shop_key(settings))
    raise SettingError(
        f"SHOPBOT_HANDOFF is {named!r}: write log, an https:// address, or mailto:team@shop.example"
    )


def log_file(settings: Settings) -> LogFile:
    """The default target, where handoffs are also kept when the other one can't be reached."""
    return LogFile(settings.data_dir / LOG_FILE)


def _mail_server(url: str) -> SplitResult:
    server = urlsplit(url)
    try:
        usable = server.scheme in {"smtp", "smtps"} and server.hostname and server.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingError(
            "SHOPBOT_HANDOFF names a mailbox, so SHOPBOT_SMTP_URL has to name a mail server, such"
            " as smtp://user:password@host:587?starttls"
        )
    safe = server.scheme == "smtps" or _starttls(server) or server.hostname in _LOCAL
    if server.username and not safe:
        raise SettingError(
            "SHOPBOT_SMTP_URL would send its password unencrypted: add ?starttls or use smtps://"
        )
    return server


def _starttls(server: SplitResult) -> bool:
    return "starttls" in parse_qs(server.query, keep_blank_values=True)
