"""The log file of a part: fresh at each start of the supervisor, the ones before kept."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

KEPT = 3

# Enough for the last line of a traceback, whatever came before.
TAIL_BYTES = 8192
LINE_LENGTH = 200


def rotate(log: Path) -> None:
    """Move `log` to `log.1`, that one to `log.2`, and so on; the oldest is dropped."""
    log.parent.mkdir(parents=True, exist_ok=True)
    names = [log, *(log.with_name(f"{log.name}.{n}") for n in range(1, KEPT + 1))]
    for newer, older in reversed(list(pairwise(names))):
        if newer.exists():
            newer.replace(older)


def last_line(log: Path) -> str:
    """The last line of `log` that is not empty, cut to a length that fits a message."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:LINE_LENGTH] if lines else ""
