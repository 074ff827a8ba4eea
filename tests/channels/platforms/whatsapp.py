"""WhatsApp's Cloud API as documented: the messages it takes, and what its webhook sends."""

from __future__ import annotations

import itertools
import re
from typing import Any

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.whatsapp.channel import WhatsAppInput
from tests.channels.platforms.case import Case
from tests.channels.platforms.meta import (
    APP_SECRET,
    NOW,
    TOKEN,
    VERIFY_TOKEN,
    VERSION,
    GraphStandIn,
    check_text,
    delivery,
)
from tests.channels.platforms.standin import Call, require

PHONE_ID = "106540352242922"
SHOPPER = "4915112345678"
USER = "DE.13491208655302741918"


class WhatsAppStandIn(GraphStandIn):
    """`POST <phone number id>/messages` and the number's own record."""

    def check(self, call: Call) -> dict[str, Any]:
        if call.method == PHONE_ID:
            return {"id": PHONE_ID, "verified_name": "Shop"}
        require(call.method == f"{PHONE_ID}/messages", "100 unknown path")
        body = call.body
        require(body.get("messaging_product") == "whatsapp", "100 messaging_product")
        if "status" in body:
            require(body["status"] == "read", "100 status")
            require(str(body.get("message_id", "")).startswith("wamid."), "100 message_id")
            require(body.get("typing_indicator", {"type": "text"}) == {"type": "text"}, "100")
            return {"success": True}
        number, user = body.get("to", ""), body.get("recipient", "")
        require(bool(number) != bool(user), "100 one of to and recipient")
        require(not number or re.fullmatch(r"\d{7,15}", number), "131026 to")
        check_message(body)
        return {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.{len(self.calls)}"}]}


def check_message(body: dict[str, Any]) -> None:
    match body:
        case {"type": "text", "text": text}:
            check_text(text["body"], 4096)
        case {"type": "interactive", "interactive": interactive}:
            check_text(interactive["body"]["text"], 1024)
            check_action(interactive["type"], interactive["action"])
        case {"type": "template", "template": template}:
            require(re.fullmatch(r"[a-z0-9_]{1,512}", template["name"]), "132001 template's name")
            require(re.fullmatch(r"[a-z]{2}(_[A-Z]{2})?", template["language"]["code"]), "132001")
        case _:
            require(False, "100 type")


def check_action(kind: str, action: dict[str, Any]) -> None:
    if kind == "button":
        buttons = [button["reply"] for button in action["buttons"]]
        require(1 <= len(buttons) <= 3, "131009 number of buttons")
        check_unique([button["title"] for button in buttons], 20)
        check_unique([button["id"] for button in buttons], 256)
        return
    require(kind == "list", "131009 interactive's type")
    check_text(action["button"], 20)
    require(1 <= len(action["sections"]) <= 10, "131009 number of sections")
    rows = [row for section in action["sections"] for row in section["rows"]]
    require(1 <= len(rows) <= 10, "131009 number of rows")
    check_unique([row["id"] for row in rows], 200)
    for row in rows:
        check_text(row["title"], 24)
        check_text(row.get("description", "–"), 72)
    for section in action["sections"]:
        check_text(section["title"], 24)


def check_unique(values: list[str], most: int) -> None:
    require(len(values) == len(set(values)), "131009 not unique")
    for value in values:
        check_text(value, most, 131009)


def says(body: dict[str, Any]) -> str:
    content = body.get("text") or body.get("interactive", {}).get("body") or {}
    return str(content.get("body") or content.get("text") or "")


# What WhatsApp sends.

_messages = itertools.count(1)


def text(words: str, **more: Any) -> dict[str, Any]:
    return message("text", {"body": words}, **more)


def tapped(payload: str, *, row: bool = False) -> dict[str, Any]:
    kind = "list_reply" if row else "button_reply"
    return message("interactive", {"type": kind, kind: {"id": payload, "title": "Blue"}})


def picture(caption: str = "") -> dict[str, Any]:
    content = {"mime_type": "image/jpeg", "sha256": "81d3", "id": "2754859441498128"}
    return message("image", content | ({"caption": caption} if caption else {}))


def message(kind: str, content: Any, **more: Any) -> dict[str, Any]:
    head = {"from": SHOPPER, "id": f"wamid.in{next(_messages)}", "timestamp": str(NOW)}
    return {**head, "type": kind, kind: content, **more}


def status(state: str = "delivered") -> dict[str, Any]:
    return {"id": "wamid.1", "status": state, "timestamp": str(NOW), "recipient_id": SHOPPER}


def batch(
    *messages: dict[str, Any], phone_id: str = PHONE_ID, field: str = "messages", **value: Any
) -> Received:
    """One request with a change for each message; `value` is added to the first one."""
    own = {"display_phone_number": "15550783881", "phone_number_id": phone_id}
    head = {"messaging_product": "whatsapp", "metadata": own}
    contacts = [{"profile": {"name": "Ann"}, "wa_id": SHOPPER}]
    values = [{**head, "contacts": contacts, "messages": [one]} for one in messages] or [head]
    values[0] = {**values[0], **value}
    changes = [{"value": one, "field": field} for one in values]
    entry = {"id": "102290129340398", "changes": changes}
    return delivery("whatsapp", {"object": "whatsapp_business_account", "entry": [entry]})


def settings(url: str, template: str = "") -> ChannelSettings:
    return ChannelSettings(
        whatsapp_token=TOKEN,
        whatsapp_phone_id=PHONE_ID,
        whatsapp_template=template,
        meta_app_secret=APP_SECRET,
        meta_verify_token=VERIFY_TOKEN,
        meta_api=url + VERSION,
    )


def numbered(number: int, sender: str, words: str) -> Received:
    # A telephone number for each name.
    phone = "49" + str(int.from_bytes(sender.encode(), "big"))[-11:].rjust(11, "1")
    return batch(
        text(
            words, **{"from": phone}, id=f"wamid.number{number}", timestamp=str(NOW - 3600 + number)
        )
    )


CASE = Case(WhatsAppInput, WhatsAppStandIn, settings, numbered, says)
