"""An event such as Messenger sends, for trying the channel out."""

from __future__ import annotations

from typing import Any

NOBODY = "0"
TESTER = f"{NOBODY}:{NOBODY}"
"""As the parser names whom a page with the id 0 would talk to; there is none."""


def sample(text: str, number: int, at: float) -> dict[str, Any]:
    """A message of `TESTER`."""
    milliseconds = int(at * 1000)
    item = {
        "sender": {"id": NOBODY},
        "recipient": {"id": NOBODY},
        "timestamp": milliseconds,
        "message": {"mid": f"m_{number}", "text": text},
    }
    entry = {"id": NOBODY, "time": milliseconds, "messaging": [item]}
    return {"object": "page", "entry": [entry]}
