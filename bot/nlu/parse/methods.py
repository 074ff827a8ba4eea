"""Ways of shipping, however they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.spans import Span

POST = r"(?:shipping|delivery|shipment|post|postage|mail|service)"
IT = r"(?:it|them|this|my order)"
PICKUP = (
    r"pick[- ]?up|click (?:and|&) collect|in[- ]store collection|collect in"
    rf"|(?:pick|collect) {IT} (?:up|myself|in|at|from)"
)
EXPRESS = rf"express|overnight|(?:next|same)[- ]day|priority|(?:fast|quick)(?:er|est)? {POST}"
STANDARD = rf"(?:standard|regular|normal|economy) {POST}|(?:by|with|and|about) standard"
METHOD = re.compile(
    rf"\b(?:(?P<pickup>{PICKUP})|(?P<express>{EXPRESS})|(?P<standard>{STANDARD}))\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Yield each way of shipping: "express", "standard" or "pickup"."""
    for match in METHOD.finditer(text):
        yield Span("shipping_method", match.start(), match.end(), match.lastgroup or "")
