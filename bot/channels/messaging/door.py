"""A webhook's way in: size, signature, limits; then the events are kept and the platform told."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sanic.request import Request

from bot.channels.messaging.identity import Identities
from bot.channels.messaging.inbox_thread import InboxThread
from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.platform import Platform, Response

logger = logging.getLogger(__name__)

MAX_BODY = 1_048_576
"""Bytes of one request: platforms put many events into one."""


@dataclass(frozen=True, slots=True)
class Door:
    """Lets a platform's requests in and no others."""

    platform: Platform
    identities: Identities
    inbox: InboxThread
    limits: Limiter
    # Whoever forges requests must not fill the log with them.
    alarms: Limiter = field(default_factory=lambda: Limiter(rate=0.1, burst=10))

    async def enter(self, request: Received | None) -> Response:
        """What `request` is answered with (None: it was too long), after its events are kept.

        Only a 200 tells the platform that it need not deliver again.
        """
        if request is None:
            return Response("The body is too long.", 413)
        if request.method == "GET":
            return self.platform.handshake(request) or Response("Not for browsers.", 403)
        if not self.platform.verify(request):
            if self.alarms.take("", request.at):
                logger.warning("%s: a request without a valid signature was refused.", self._name)
            return Response("The signature is missing or wrong.", 401)
        if not self.limits.take("", request.at):
            seconds = math.ceil(self.limits.wait("", request.at))
            return Response("Too many requests.", 429, headers={"Retry-After": str(seconds)})
        return self.platform.handshake(request) or await self._keep(request)

    async def _keep(self, request: Received) -> Response:
        try:
            events = [self._private(event) for event in self.platform.parse(request)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            # A 4xx would make the platform send it again and again.
            logger.warning("%s: an event could not be read (%s).", self._name, type(error).__name__)
            return self.platform.acknowledgement(request)
        if events and not await self._kept(events, request.at):
            return Response("Please deliver that again.", 503, headers={"Retry-After": "5"})
        return self.platform.acknowledgement(request)

    async def _kept(self, events: Sequence[Incoming], now: float) -> bool:
        try:
            new = await self.inbox(self.inbox.inbox.accept, events, now)
        except Exception as error:  # noqa: BLE001 - whatever it is, the event must come again
            logger.error("%s: events could not be kept (%s).", self._name, type(error).__name__)  # noqa: TRY400 - a traceback may quote a message
            return False
        if new < len(events):
            logger.info("%s: %d events were known already.", self._name, len(events) - new)
        return True

    def _private(self, event: Incoming) -> Incoming:
        """The event under names of ours: WhatsApp's ids hold the telephone number."""
        name = partial(self.identities.name, event.channel)
        return replace(event, event_id=name(event.event_id), sender=name(event.sender))

    @property
    def _name(self) -> str:
        return self.platform.name


async def received(request: Request, now: float) -> Received | None:
    """The request with its body read as far as `MAX_BODY`; None if there is more."""
    body = bytearray()
    while (chunk := await request.stream.read()) is not None:
        body += chunk
        if len(body) > MAX_BODY:
            return None
    target = request.raw_url.decode("latin-1")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Received(request.method, target, headers, bytes(body), now)
