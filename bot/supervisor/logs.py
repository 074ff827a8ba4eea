"""The log file of a part: fresh at each start of the supervisor, the ones before kept."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

KEPT = 3

# Enough for the last line of a traceback, whatever came before.
TAIL_BYTES = 8192
LINE_LENGTH = 200

ERROR = re.compile(r"\b(ERROR|CRITICAL|Error|\w+Error|\w+Exception)\b")


def rotate(log: Path) -> None:
    """Move `log` to `log.1`, that one to `log.2`, and so on; the oldest is dropped."""
    log.parent.mkdir(parents=True, exist_ok=True)
    names = [log, *(log.with_name(f"{log.name}.{n}") for n in range(1, KEPT + 1))]
    for newer, older in reversed(list(pairwise(names))):
        if newer.exists():
            newer.replace(older)


def size(log: Path) -> int:
    """Bytes in `log`; 0 where there is none."""
    return log.stat().st_size if log.exists() else 0


def telling_line(log: Path, start: int = 0) -> str:
    """The line of `log` from byte `start` on that says best why its process failed.

    That is the last line that names an error, else the last one; cut to a length that
    fits a message, and empty where there is none.
    """
    try:
        with log.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(start, end - TAIL_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if ERROR.search(line)]
    return (errors or lines or [""])[-1][:LINE_LENGTH]
