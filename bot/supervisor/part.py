"""One process of the assistant, described: what to run and how to see that it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A process that listens on one port.

    It is ready when a GET of `health_url` answers 200 and, where `health_key` is given,
    the JSON object of the answer has something under that key. `port_setting` names the
    variable that changes the port. A part that is not `required` may fail to come up
    without stopping the others. `start_timeout` is in seconds, and so is `stop_grace`, the
    time between SIGTERM and SIGKILL: all parts together have ten to stop.
    """

    name: str
    command: tuple[str, ...]
    host: str
    port: int
    port_setting: str
    health_url: str
    log: Path
    health_key: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    required: bool = True
    start_timeout: float = 120.0
    stop_grace: float = 5.0
