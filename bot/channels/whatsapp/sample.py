"""An event such as the Cloud API sends, for trying the channel out."""

from __future__ import annotations

from typing import Any

TESTER = "0"
"""Nobody's number."""


def sample(phone_id: str, text: str, number: int, at: float) -> dict[str, Any]:
    """A message of `TESTER` to our number."""
    message = {
        "from": TESTER,
        "id": f"wamid.{number}",
        "timestamp": str(int(at)),
        "type": "text",
        "text": {"body": text},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": phone_id},
        "messages": [message],
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "0", "changes": [change]}]}
