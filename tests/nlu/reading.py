"""A short notation for spans: `size=42:EU` (role), `money=50:max@EUR` (group)."""

from __future__ import annotations

from bot.nlu.parse import find_entities


def read(text: str) -> str:
    """What `text` names, in text order, one word a detail."""
    words = []
    for span in find_entities(text):
        role = f":{span.role}" if span.role else ""
        group = f"@{span.group}" if span.group else ""
        words.append(f"{span.entity}={span.value.replace(' ', '_')}{role}{group}")
    return " ".join(words)
