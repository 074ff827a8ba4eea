"""Which of the ports that a start needs are taken, and by whom."""

from __future__ import annotations

import socket
from collections.abc import Iterable

import psutil

from bot.supervisor.part import Part


class PortError(Exception):
    """Ports cannot be used; the message names each with the setting that changes it."""


def check_ports(parts: Iterable[Part]) -> None:
    """Raises PortError that lists every port that is taken or wanted twice."""
    parts = list(parts)
    faults = [*_wanted_twice(parts)]
    faults += [_taken(part) for part in parts if not is_free(part.host, part.port)]
    if faults:
        raise PortError("\n".join(faults))


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen on `port` of `host` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_ports(count: int, host: str = "127.0.0.1") -> list[int]:
    """`count` different ports that are free at this moment."""
    probes = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((host, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _wanted_twice(parts: list[Part]) -> Iterable[str]:
    seen: dict[int, Part] = {}
    for part in parts:
        other = seen.setdefault(part.port, part)
        if other is not part:
            yield (
                f"port {part.port} is wanted by {other.name} and by {part.name}: set"
                f" {other.port_setting} or {part.port_setting}"
            )


def _taken(part: Part) -> str:
    return (
        f"port {part.port} ({part.name}) is taken by {_owner(part.port)}:"
        f" set {part.port_setting} to a free one"
    )


def _owner(port: int) -> str:
    """Who listens on `port`, as far as this user may know."""
    try:
        for connection in psutil.net_connections(kind="tcp"):
            local = connection.laddr
            if connection.status == psutil.CONN_LISTEN and local and local.port == port:
                if connection.pid:
                    return f"PID {connection.pid} ({psutil.Process(connection.pid).name()})"
                break
    except psutil.Error:
        pass
    return "another process"
