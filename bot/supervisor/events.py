"""What happens to a part, and the sentence that tells a person."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from bot.supervisor.part import Part


@dataclass(frozen=True, slots=True)
class Ready:
    """`part` answers, `seconds` after its process was started. `again`: not the first time."""

    part: Part
    seconds: float
    again: bool = False

    def __str__(self) -> str:
        again = "again " if self.again else ""
        return f"{self.part.name:<10} ready {again}after {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Failed:
    """`part` is down for `reason` and will be started again in `delay` seconds."""

    part: Part
    reason: str
    delay: float

    def __str__(self) -> str:
        return (
            f"{self.part.name:<10} {self.reason}; starting it again in {self.delay:g} s"
            f" (log: {self.part.log})"
        )


Event = Ready | Failed


def exit_reason(returncode: int, last_line: str) -> str:
    """Why a process is gone, from its exit status and the last line of its log."""
    if returncode < 0:
        try:
            name = signal.Signals(-returncode).name
        except ValueError:
            name = f"signal {-returncode}"
        how = f"was ended by {name}"
    else:
        how = f"exited with code {returncode}"
    return f"{how}: {last_line}" if last_line else how


def late_reason(part: Part, last_line: str) -> str:
    """Why a process that runs is counted as failed."""
    how = f"was not ready after {part.start_timeout:g} s"
    return f"{how}: {last_line}" if last_line else how
