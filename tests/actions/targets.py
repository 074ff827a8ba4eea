"""Real servers that handoffs are delivered to: a webhook and a mail server."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.supervisor.ports import free_ports

USER, PASSWORD = "bot@shop.example", "pass word/1"


@dataclass
class Hook:
    """A webhook; answers with `status` and remembers what it accepted."""

    status: int = 200
    url: str = ""
    tries: int = 0
    accepted: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        self.tries += 1
        if self.status == 200:
            self.accepted.append(await request.json())
            self.headers.append(dict(request.headers))
            self.bodies.append(await request.read())
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def webhook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    async with TestServer(app, host="127.0.0.1") as server:
        hook.url = str(server.make_url("/hook"))
        yield hook


@dataclass
class Mails:
    """What a mail server took in."""

    url: str = ""
    mails: list[Message] = field(default_factory=list)
    to: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.original_content or b""))
        self.to += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def mail_server(tls: tuple[Path, Path] | None = None) -> Iterator[Mails]:
    """A mail server; with `tls` (certificate, key) it wants STARTTLS and a login."""
    mails = Mails()
    options: dict[str, Any] = {}
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        options = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _authenticate,
        }
    (port,) = free_ports(1)
    controller = Controller(mails, hostname="127.0.0.1", port=port, **options)
    controller.start()
    mails.url = f"smtp://127.0.0.1:{port}"
    try:
        yield mails
    finally:
        controller.stop()


def _authenticate(*given: Any) -> AuthResult:
    login: LoginPassword = given[-1]
    return AuthResult(success=(login.login, login.password) == (USER.encode(), PASSWORD.encode()))


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    made, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-out", str(made), "-keyout", str(key)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key
