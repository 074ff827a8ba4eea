"""What keeps the open channels, REST and the widget, from being worn out."""

from __future__ import annotations

import ipaddress
import math
import time
from asyncio import AbstractEventLoop

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.messaging.limits import Limiter
from bot.channels.messaging.settings import ChannelSettings

MAX_REQUEST = 1_048_576
"""Bytes that Rasa's server reads of a request; Sanic's own limit is 100 MB."""
MAX_BODY = 65_536
"""Bytes of one message's request."""
PEOPLE_AT_ADDRESS = 10
"""How many shoppers' limits an address has: offices and mobile networks share one."""


async def limit_requests(app: Sanic, _: AbstractEventLoop) -> None:
    """A listener: Sanic reads a request before any handler of ours can object."""
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST


class Gate:
    """Counts messages of sessions and addresses, and the channel's requests."""

    def __init__(self, settings: ChannelSettings) -> None:
        a_minute, a_second = settings.sender_limit, settings.channel_limit
        many = PEOPLE_AT_ADDRESS * a_minute
        self._proxies = settings.proxies
        self._channel = Limiter(a_second, 2 * a_second)
        self._addresses = Limiter(many / 60, many)
        self._sessions = Limiter(a_minute / 60, a_minute)

    def stop_request(self, request: Request) -> HTTPResponse | None:
        """A 429 if the channel or the address asks too much; None lets the request through."""
        address = address_of(request, self._proxies)
        return _stop(self._channel, "") or (_stop(self._addresses, address) if address else None)

    def stop_session(self, session_id: str) -> HTTPResponse | None:
        """A 429 if this session writes too much; None lets its message through."""
        return _stop(self._sessions, session_id)


def address_of(request: Request, proxies: int) -> str:
    """Where the request comes from, or "" if that can't be told.

    Each proxy of ours adds to X-Forwarded-For whom it was called by, so the last `proxies`
    entries are true and earlier ones are whatever the client wrote. A caller on this machine
    may be a proxy that nobody told us of: all shoppers would be one to us. IPv6 addresses
    count by their /64, which is what one subscriber gets.
    """
    written = ",".join(request.headers.getall("x-forwarded-for", [])).split(",")
    forwarded = [entry.strip() for entry in written if entry.strip()]
    told = proxies and len(forwarded) >= proxies
    try:
        address = ipaddress.ip_address(forwarded[-proxies] if told else request.ip)
    except ValueError:
        return ""
    if address.is_loopback:
        return ""
    is_long = address.version == 6
    return str(ipaddress.ip_network((address, 64), strict=False)) if is_long else str(address)


def refuse(status: int, error: str, **headers: str) -> HTTPResponse:
    """An answer that says what is wrong."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return json({"error": error}, status=status, headers=named)


def _stop(limiter: Limiter, key: str) -> HTTPResponse | None:
    now = time.monotonic()
    if limiter.take(key, now):
        return None
    seconds = str(math.ceil(limiter.wait(key, now)))
    return refuse(429, "That was too much at once: wait a little.", Retry_After=seconds)
