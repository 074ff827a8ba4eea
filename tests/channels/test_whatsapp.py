from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.platform import Response
from bot.channels.messaging.reply import Choice, Reply
from bot.channels.whatsapp.markup import plain
from bot.channels.whatsapp.platform import WhatsApp
from tests.channels.platforms import whatsapp as sent
from tests.channels.platforms.meta import (
    APP_SECRET,
    NOW,
    TOKEN,
    VERIFY_TOKEN,
    delivery,
    registration,
)
from tests.channels.platforms.replies import FULL, REPLIES, squeezed
from tests.channels.platforms.standin import Call
from tests.channels.platforms.whatsapp import PHONE_ID, SHOPPER, USER, WhatsAppStandIn

API = "https://graph.example/v25.0"
SHOP = WhatsApp(TOKEN, APP_SECRET, VERIFY_TOKEN, API, PHONE_ID)
PAYLOAD = '/select_item{"product": "trail-2"}'


def parse(*messages: dict) -> list[Incoming]:
    return list(SHOP.parse(sent.batch(*messages)))


def shown(*replies: Reply) -> list[dict]:
    """The bodies of the messages for `replies`, each taken by the stand-in."""
    [event] = parse(sent.text("Hello"))
    stand_in = WhatsAppStandIn()
    calls = SHOP.render(event, replies).calls
    for call in calls:
        stand_in.check(Call(call.path, dict(call.body)))
    return [dict(call.body) for call in calls]


def choices(*titles: str) -> tuple[Choice, ...]:
    return tuple(Choice(title, f"/select_item{number}") for number, title in enumerate(titles))


def test_the_webhook_is_registered_with_the_verify_token_alone() -> None:
    right = registration("whatsapp", **{"hub.verify_token": VERIFY_TOKEN})
    assert SHOP.handshake(right) == Response("1158201444")
    assert SHOP.handshake(registration("whatsapp", **{"hub.verify_token": "x"})) is None


def test_only_the_apps_own_signature_opens() -> None:
    assert SHOP.verify(sent.batch(sent.text("Größe 42?")))
    assert not SHOP.verify(delivery("whatsapp", {"entry": []}, secret="other"))


def test_a_text_is_read() -> None:
    [event] = parse(sent.text("in 42?", id="wamid.A"))
    assert (event.event_id, event.sender, event.kind, event.text) == (
        "wamid.A",
        SHOPPER,
        "text",
        "in 42?",
    )
    assert (event.at, event.sequence) == (NOW, NOW)


def test_every_message_of_a_batch_is_read() -> None:
    events = parse(sent.text("one"), sent.text("two", **{"from": "4917012345678"}))
    assert [event.text for event in events] == ["one", "two"]


@pytest.mark.parametrize(
    "message",
    [
        sent.message("reaction", {"message_id": "wamid.1", "emoji": "❤"}),
        sent.message("edit", {"original_message_id": "wamid.1"}),
        sent.message("revoke", {"original_message_id": "wamid.1"}),
        sent.message("system", {"body": "changed numbers", "type": "user_changed_number"}),
        {"type": "text", "text": {"body": "without an id"}},
        {},
    ],
    ids=lambda message: message.get("type", "nothing"),
)
def test_what_asks_for_no_answer_gets_none_and_costs_no_other_event(message: dict) -> None:
    assert [event.text for event in parse(message, sent.text("Hello"))] == ["Hello"]


def test_statuses_and_other_fields_are_no_messages() -> None:
    assert not SHOP.parse(sent.batch(statuses=[sent.status(), sent.status("read")]))
    assert not SHOP.parse(sent.batch(field="smb_message_echoes", message_echoes=[sent.text("Hi")]))


def test_messages_to_another_number_of_the_app_are_not_ours() -> None:
    assert not SHOP.parse(sent.batch(sent.text("Hello"), phone_id="2"))


@pytest.mark.parametrize(
    ("message", "kind", "text"),
    [
        (sent.tapped(PAYLOAD), "choice", PAYLOAD),
        (sent.tapped(PAYLOAD, row=True), "choice", PAYLOAD),
        (sent.message("button", {"payload": PAYLOAD, "text": "Blue"}), "choice", PAYLOAD),
        (sent.message("button", {"payload": "yes", "text": "Yes"}), "text", "Yes"),
        (sent.picture(), "media", ""),
        (sent.picture("this one?"), "media", "this one?"),
        (sent.message("audio", {"id": "1", "voice": True}), "media", ""),
        (sent.message("document", {"id": "1", "filename": "a.pdf"}), "media", ""),
        (sent.message("sticker", {"id": "1"}), "media", ""),
        (sent.message("location", {"latitude": 1.0}), "unsupported", ""),
        (sent.message("order", {"catalog_id": "1"}), "unsupported", ""),
        (sent.message("unsupported", {}, errors=[{"code": 131051}]), "unsupported", ""),
        (sent.message("request_welcome", {}), "text", "Hello"),
    ],
    ids=str,
)
def test_each_form_of_message_is_told_apart(message: dict, kind: str, text: str) -> None:
    [event] = parse(message)
    assert (event.kind, event.text) == (kind, text)


def test_someone_without_a_number_is_answered_by_user_id() -> None:
    message = sent.text("Hello", from_user_id=USER)
    del message["from"]
    [event] = parse(message)
    [call] = SHOP.render(event, [Reply("Hi!")]).calls
    WhatsAppStandIn().check(Call(call.path, dict(call.body)))
    assert call.body["recipient"] == USER
    assert event.sender == USER


def test_a_message_is_shown_as_read_while_the_answer_is_written() -> None:
    [event] = parse(sent.text("Hello", id="wamid.A"))
    [call] = SHOP.signs(event)
    WhatsAppStandIn().check(Call(call.path, dict(call.body)))
    assert (call.body["message_id"], "typing_indicator" in call.body) == ("wamid.A", True)


def test_up_to_three_short_choices_are_buttons() -> None:
    [message] = shown(Reply("Which colour?", choices("Blue", "Red", "Green")))
    assert message["interactive"]["type"] == "button"


@pytest.mark.parametrize(
    "titles",
    [
        ["Blue", "Red", "Green", "Black"],
        ["Trail Runner 2 Waterproof"],
        ["Blue", "Blue"],
    ],
)
def test_more_or_longer_or_equal_ones_are_a_list(titles: list[str]) -> None:
    [message] = shown(Reply("Which one?", choices(*titles)))
    assert message["interactive"]["type"] == "list"


def test_a_row_says_the_rest_of_a_long_title_below_it() -> None:
    [message] = shown(Reply("Which one?", choices("Trail Runner 2 Waterproof Wide")))
    [row] = message["interactive"]["action"]["sections"][0]["rows"]
    assert row["title"] == "Trail Runner 2 Waterpro…"
    assert row["description"] == "Trail Runner 2 Waterproof Wide"


def test_a_long_text_comes_before_its_buttons() -> None:
    reply = Reply("It runs small. " * 400, choices("Blue"))
    *texts, last = shown(reply)
    assert [text["type"] for text in texts] == ["text"] * len(texts)
    assert last["type"] == "interactive"


def test_cards_are_titles_prices_and_links() -> None:
    [message] = shown(FULL)
    body = sent.says(message)
    assert "Trail <Runner> & Co – €89.90\nhttps://shop.example/products/trail-2?a=1&b=2" in body
    assert "Fell One – €120.00" in body
    assert "/products/fell-1" not in body


async def test_a_payload_that_does_not_fit_is_found_again() -> None:
    payload = "/select_item" + '{"product": "' + "x" * 300 + '"}'
    [event] = parse(sent.text("Hello"))
    rendered = SHOP.render(event, [Reply("Which?", (Choice("Long", payload),))])
    [button] = rendered.calls[0].body["interactive"]["action"]["buttons"]

    async def recall(key: str) -> str | None:
        return rendered.notes.get(key)

    [tap] = parse(sent.tapped(button["reply"]["id"]))
    assert (await SHOP.resolve(tap, recall)).text == payload


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("a *bold* word", "a ∗bold∗ word"),
        ("_slanted_ ~struck~ `code`", "ˍslantedˍ ∼struck∼ ˋcodeˋ"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("https://a.example/_b_/*c*", "https://a.example/_b_/*c*"),
        ("*a* https://a.example/_b_ *c*", "∗a∗ https://a.example/_b_ ∗c∗"),
    ],
)
def test_no_text_is_formatted_by_chance(text: str, shown_as: str) -> None:
    assert plain(text) == shown_as


@given(REPLIES)
@settings(deadline=None, max_examples=60)
def test_whatsapp_takes_whatever_is_said_and_no_word_is_lost(reply: Reply) -> None:
    texts = "".join(sent.says(message) for message in shown(reply))
    assert squeezed(plain(reply.text)) in squeezed(texts)


def test_after_a_day_only_the_template_is_sent() -> None:
    [event] = parse(sent.text("Hello"))
    assert not SHOP.closed(event, NOW + 23 * 3600)
    assert SHOP.closed(event, NOW + 25 * 3600)
    assert not SHOP.reopening(event).calls
    with_template = WhatsApp.of(sent.settings(API, template="shop_reply/en_US"))
    [call] = with_template.reopening(event).calls
    WhatsAppStandIn().check(Call(call.path, dict(call.body)))
    assert call.body["template"] == {"name": "shop_reply", "language": {"code": "en_US"}}
