"""Commands measured from outside, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

# Runs a command and says what it took. A process of its own, because Linux counts the
# memory that a process had before it became the command.
MEASURE = """
import os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), time.perf_counter() - started, usage.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds, start and imports included, and its peak memory in bytes."""

    seconds: float
    memory: int


def shopbot(environment: Mapping[str, str], *words: str) -> Cost:
    """Run `shopbot …`. Raises CalledProcessError where it fails."""
    command = (sys.executable, "-m", "bot.cli", *words)
    done = subprocess.run(  # noqa: S603 - our own command
        (sys.executable, "-c", MEASURE, *command),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    status, seconds, kibibytes = done.stdout.split()
    if int(status):
        raise subprocess.CalledProcessError(int(status), command)
    return Cost(float(seconds), int(kibibytes) * 1024)
