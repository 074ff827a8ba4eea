from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.reply import Choice, Reply
from bot.channels.telegram.platform import Telegram
from tests.channels.platforms import telegram as sent
from tests.channels.platforms.replies import FULL, REPLIES, SHOE, squeezed
from tests.channels.platforms.standin import Call
from tests.channels.platforms.telegram import TelegramStandIn, received, visible_text

BOT = Telegram(sent.TOKEN, sent.SECRET, "https://api.telegram.example")


def parse(update: dict) -> list[Incoming]:
    return list(BOT.parse(received(update)))


def shown(*replies: Reply) -> list[dict]:
    """The bodies of the messages for `replies`, each taken by the stand-in."""
    [event] = parse(sent.message("Hello", user=7))
    stand_in = TelegramStandIn()
    calls = BOT.render(event, replies).calls
    for call in calls:
        for sent_call in filter(None, (call, call.otherwise)):
            stand_in.check(Call(sent_call.path, dict(sent_call.body)))
    return [dict(call.body) for call in calls]


def test_only_the_secret_token_opens() -> None:
    update = sent.message("Hello")
    assert BOT.verify(received(update))
    for secret in ("", "wrong", sent.SECRET + "x", sent.SECRET[:-1], sent.SECRET.upper(), "\udc80"):
        assert not BOT.verify(received(update, secret=secret))
    assert not BOT.verify(Received("POST", "/", {}, b"{}", 0))


def test_a_text_is_read() -> None:
    [event] = parse(sent.message("in 42?", user=7, update_id=99))
    assert (event.event_id, event.sender, event.kind, event.text) == ("99", "7", "text", "in 42?")
    assert (event.sequence, event.at) == (99, 1_790_000_000)


@pytest.mark.parametrize("start", ["/start", "/start@shop_bot", "/start from_poster"])
def test_start_is_a_greeting(start: str) -> None:
    [event] = parse(sent.message(start))
    assert event.text == "Hello"


@pytest.mark.parametrize(
    ("update", "kind", "text"),
    [
        (sent.photo(), "media", ""),
        (sent.photo(caption="this one?"), "media", "this one?"),
        (sent.voice(), "media", ""),
    ],
)
def test_what_is_no_text_is_named(update: dict, kind: str, text: str) -> None:
    [event] = parse(update)
    assert (event.kind, event.text) == (kind, text)


def test_a_place_is_not_read() -> None:
    message = sent.message("")["message"]
    del message["text"]
    [event] = parse(sent.update({"message": {**message, "location": {"latitude": 1.0}}}))
    assert event.kind == "unsupported"


def in_group(update: dict) -> dict:
    update["message"]["chat"]["type"] = "supergroup"
    return update


def from_bot(update: dict) -> dict:
    update["message"]["from"]["is_bot"] = True
    return update


@pytest.mark.parametrize(
    "update",
    [
        sent.edited("in 43?"),
        in_group(sent.message("Hello")),
        from_bot(sent.message("Hello")),
        sent.update({"channel_post": sent.message("News")["message"]}),
        sent.update({"message_reaction": {"chat": {"id": 1, "type": "private"}}}),
        sent.update({"my_chat_member": {"chat": {"id": 1, "type": "private"}}}),
        sent.update({"some_new_kind": {}}),
    ],
    ids=["edit", "group", "bot", "channel", "reaction", "member", "unknown"],
)
def test_the_rest_asks_for_no_answer(update: dict) -> None:
    assert parse(update) == []


def test_a_reply_is_shown_with_cards_source_and_keyboard() -> None:
    [body] = shown(FULL)
    assert body["chat_id"] == 7
    assert visible_text(body["text"]) == (
        "It comes in 41 & 42 <both>.\n\nTrail <Runner> & Co – €89.90\nFell One – €120.00\n"
        "Source: Shipping: Spain and Portugal"
    )
    assert 'href="https://shop.example/products/trail-2?a=1&amp;b=2"' in body["text"]
    assert body["link_preview_options"]["url"] == SHOE.image
    rows = body["reply_markup"]["inline_keyboard"]
    assert [button["text"] for [button] in rows] == ["Blue", "Long one"]


async def test_a_pressed_button_says_its_payload_however_long() -> None:
    [event] = parse(sent.message("Hello"))
    outgoing = BOT.render(event, [FULL])
    keyboard = outgoing.calls[-1].body["reply_markup"]["inline_keyboard"]

    async def recall(key: str) -> str | None:
        return outgoing.notes.get(key)

    said = [
        await BOT.resolve(parse(sent.tapped(button["callback_data"]))[0], recall)
        for [button] in keyboard
    ]
    assert [(event.kind, event.text) for event in said] == [
        ("choice", choice.payload) for choice in FULL.choices
    ]


async def test_a_forgotten_button_says_its_label() -> None:
    [event] = parse(sent.message("Hello"))
    markup = BOT.render(event, [FULL]).calls[-1].body["reply_markup"]
    [button] = markup["inline_keyboard"][1]
    update = sent.tapped(button["callback_data"])
    update["callback_query"]["message"]["reply_markup"] = markup

    async def recall(key: str) -> str | None:
        return None

    said = await BOT.resolve(parse(update)[0], recall)
    assert (said.kind, said.text) == ("text", "Long one")


def test_a_pressed_button_is_let_go() -> None:
    stand_in = TelegramStandIn()
    [event] = parse(sent.tapped("x"))
    calls = BOT.signs(event)
    for call in calls:
        stand_in.check(Call(call.path, dict(call.body)))
    assert [call.path for call in calls] == ["answerCallbackQuery", "sendChatAction"]
    assert [call.path for call in BOT.signs(parse(sent.message("Hi"))[0])] == ["sendChatAction"]


@settings(deadline=None, max_examples=60)
@given(REPLIES)
def test_telegram_takes_every_reply_and_no_text_is_lost(reply: Reply) -> None:
    seen = squeezed("".join(visible_text(body["text"]) for body in shown(reply)))
    assert seen.startswith(squeezed(reply.text))


def test_long_texts_are_cut_at_sentences() -> None:
    bodies = shown(Reply("One sentence with a 🥾. " * 400, choices=(Choice("Yes", "yes"),)))
    assert len(bodies) == 3
    assert all(body["text"].endswith("🥾.") for body in bodies)
    assert ["reply_markup" in body for body in bodies] == [False, False, True]


def test_the_seconds_to_wait_are_read_from_the_body() -> None:
    body = '{"ok": false, "error_code": 429, "parameters": {"retry_after": 7}}'
    refusal = BOT.refusal(429, {}, body)
    assert refusal is not None
    assert (refusal.temporary, refusal.after) == (True, 7)
    assert BOT.refusal(400, {}, '{"ok": false, "error_code": 400}') is None
    assert BOT.refusal(502, {}, "<html>") is None
    assert BOT.refusal(200, {}, '{"ok": true}') is None
