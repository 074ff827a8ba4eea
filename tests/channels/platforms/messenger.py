"""Messenger's Send API and webhook as documented: what it takes, and what it sends."""

from __future__ import annotations

import itertools
from typing import Any

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.channels.messenger.channel import MessengerInput
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

PAGE = "104857600"
ACTIONS = {"mark_seen", "typing_on", "typing_off"}


class MessengerStandIn(GraphStandIn):
    """`POST me/messages` and `GET me`."""

    def check(self, call: Call) -> dict[str, Any]:
        if call.method == "me":
            return {"id": PAGE, "name": "Shop"}
        require(call.method == "me/messages", "2500 unknown path")
        body = call.body
        psid = body.get("recipient", {}).get("id")
        require(isinstance(psid, str) and psid, "100 recipient")
        if "sender_action" in body:
            require("message" not in body, "100 message and sender_action")
            require(body["sender_action"] in ACTIONS, "100 sender_action")
            return {"recipient_id": psid}
        require(body.get("messaging_type") == "RESPONSE", "100 messaging_type")
        check_message(body.get("message", {}))
        return {"recipient_id": psid, "message_id": f"m_{len(self.calls)}"}


def check_message(message: dict[str, Any]) -> None:
    require(("text" in message) != ("attachment" in message), "100 one of text and attachment")
    if "text" in message:
        check_text(message["text"], 2000)
    else:
        check_template(message["attachment"])
    quick = message.get("quick_replies")
    require(quick is None or 1 <= len(quick) <= 13, "100 number of quick replies")
    for reply in quick or ():
        require(reply["content_type"] == "text", "100 content_type")
        check_text(reply["title"], 20)
        check_text(reply["payload"], 1000)


def check_template(attachment: dict[str, Any]) -> None:
    require(attachment["type"] == "template", "100 type")
    payload = attachment["payload"]
    require(payload["template_type"] == "generic", "100 template_type")
    require(1 <= len(payload["elements"]) <= 10, "100 number of elements")
    for element in payload["elements"]:
        check_text(element["title"], 80)
        require(len(element) > 1, "100 an element needs more than its title")
        if "subtitle" in element:
            check_text(element["subtitle"], 80)
        require(element.get("image_url", "https://a").startswith("https://"), "100 image_url")
        require(len(element.get("buttons", ())) <= 3, "100 number of buttons")
        for button in element.get("buttons", ()):
            check_text(button["title"], 20)
            require(button["type"] == "web_url", "100 button's type")
            require(button["url"].startswith("https://"), "100 url")


def says(body: dict[str, Any]) -> str:
    return str(body.get("message", {}).get("text", ""))


# What Messenger sends.

_messages = itertools.count(1)


def message(text: str, *, psid: str = "7001", mid: str = "", **more: Any) -> dict[str, Any]:
    return item(psid, message={"mid": mid or f"m_in{next(_messages)}", "text": text, **more})


def chosen(payload: str, title: str = "Blue") -> dict[str, Any]:
    return message(title, quick_reply={"payload": payload})


def attached(kind: str, text: str = "", **payload: str) -> dict[str, Any]:
    found = message(text, attachments=[{"type": kind, "payload": payload}])
    if not text:
        del found["message"]["text"]
    return found


def postback(payload: str, title: str = "Sizes", **more: str) -> dict[str, Any]:
    return item(postback={"title": title, "payload": payload, **more})


def echo(text: str) -> dict[str, Any]:
    sent = {"mid": f"m_out{next(_messages)}", "text": text, "is_echo": True, "app_id": 1}
    return item(message=sent) | {"sender": {"id": PAGE}, "recipient": {"id": "7001"}}


def read_receipt() -> dict[str, Any]:
    return item(read={"watermark": NOW * 1000})


def delivery_receipt() -> dict[str, Any]:
    return item(delivery={"mids": ["m_out1"], "watermark": NOW * 1000})


def reaction() -> dict[str, Any]:
    return item(reaction={"mid": "m_out1", "action": "react", "reaction": "love", "emoji": "❤"})


def edit(text: str) -> dict[str, Any]:
    return item(message_edit={"mid": "m_in1", "text": text, "num_edit": 1})


def item(psid: str = "7001", at: int = NOW * 1000, **content: Any) -> dict[str, Any]:
    return {"sender": {"id": psid}, "recipient": {"id": PAGE}, "timestamp": at, **content}


def batch(*items: dict[str, Any], **more: Any) -> Received:
    """One request with an entry for each item, as Meta joins what happens within a second."""
    entries = [{"id": PAGE, "time": NOW * 1000, "messaging": [one]} for one in items]
    return delivery("messenger", {"object": "page", "entry": entries, **more})


def settings(url: str) -> ChannelSettings:
    return ChannelSettings(
        messenger_token=TOKEN,
        meta_app_secret=APP_SECRET,
        meta_verify_token=VERIFY_TOKEN,
        meta_api=url + VERSION,
    )


def numbered(number: int, sender: str, text: str) -> Received:
    place = message(text, psid=f"psid-{sender}", mid=f"m_number{number}")
    return batch(place | {"timestamp": (NOW - 3600) * 1000 + number})


CASE = Case(MessengerInput, MessengerStandIn, settings, numbered, says)
