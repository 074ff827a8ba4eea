"""What a shopper rules out: "not the red one", "anything except 44"."""

from __future__ import annotations

import re

# How far back a "not" may stand before the detail that it rules out.
WINDOW = 28
DENIAL = re.compile(
    r"(?:\bnot|\binstead of|\brather than|\bother than|\bexcept|\bbesides)"
    r"(?: (?:in|to|the|a|an|that|this|size)){0,3} $",
    re.IGNORECASE,
)


def is_denied(text: str, start: int) -> bool:
    """Whether the detail at `start` is what the shopper does not want."""
    return DENIAL.search(text[max(0, start - WINDOW) : start]) is not None
