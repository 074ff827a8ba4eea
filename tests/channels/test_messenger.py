from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.channels.messaging.incoming import Incoming, Received
from bot.channels.messaging.platform import Response
from bot.channels.messaging.reply import Choice, Reply
from bot.channels.messenger.platform import Messenger
from tests.channels.platforms import messenger as sent
from tests.channels.platforms.messenger import MessengerStandIn
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

PAGE = Messenger(TOKEN, APP_SECRET, VERIFY_TOKEN, "https://graph.example/v25.0")
PAYLOAD = '/select_item{"product": "trail-2"}'


def parse(*items: dict) -> list[Incoming]:
    return list(PAGE.parse(sent.batch(*items)))


def shown(*replies: Reply) -> list[dict]:
    """The bodies of the messages for `replies`, each taken by the stand-in."""
    [event] = parse(sent.message("Hello"))
    stand_in = MessengerStandIn()
    calls = PAGE.render(event, replies).calls
    for call in calls:
        for made in filter(None, (call, call.otherwise)):
            stand_in.check(Call(made.path, dict(made.body)))
    return [call.body["message"] for call in calls]


def test_the_webhook_is_registered_with_the_verify_token_alone() -> None:
    right = registration("messenger", **{"hub.verify_token": VERIFY_TOKEN})
    assert PAGE.handshake(right) == Response("1158201444")
    for query in ({}, {"hub.verify_token": "x"}, {"hub.verify_token": ""}):
        assert PAGE.handshake(registration("messenger", **query)) is None
    other = {"hub.mode": "unsubscribe", "hub.verify_token": VERIFY_TOKEN}
    assert PAGE.handshake(registration("messenger", **other)) is None


def test_only_the_apps_own_signature_opens() -> None:
    request = sent.batch(sent.message("Größe 42?"))
    assert PAGE.verify(request)
    assert not PAGE.verify(delivery("messenger", {"object": "page"}, secret="other"))
    assert not PAGE.verify(Received("POST", "/", {}, request.body, 0))
    # The old signature is there too, and right; SHA-1 is not enough.
    old = {"x-hub-signature": request.headers["x-hub-signature"]}
    assert not PAGE.verify(Received("POST", "/", old, request.body, 0))


def test_a_text_is_read() -> None:
    [event] = parse(sent.message("in 42?", psid="7", mid="m_1"))
    assert (event.event_id, event.kind, event.text) == ("m_1", "text", "in 42?")
    assert (event.address["psid"], event.at, event.sequence) == ("7", NOW, NOW * 1000)


def test_every_message_of_a_batch_is_read() -> None:
    events = parse(sent.message("one"), sent.read_receipt(), sent.message("two", psid="8"))
    assert [event.text for event in events] == ["one", "two"]
    assert len({event.sender for event in events}) == 2


@pytest.mark.parametrize(
    "item",
    [
        sent.echo("Hi"),
        sent.read_receipt(),
        sent.delivery_receipt(),
        sent.reaction(),
        sent.edit("in 43?"),
        sent.item(optin={"ref": "a"}),
        sent.item(message={"mid": "m_9", "is_deleted": True}),
        sent.item(message={"text": "without an id"}),
        {"timestamp": NOW},
    ],
    ids=lambda item: next(iter(item.keys() - {"sender", "recipient", "timestamp"}), "nothing"),
)
def test_what_asks_for_no_answer_gets_none_and_costs_no_other_event(item: dict) -> None:
    assert [event.text for event in parse(item, sent.message("Hello"))] == ["Hello"]


def test_messages_of_a_conversation_that_others_hold_are_not_ours() -> None:
    entry = {"id": sent.PAGE, "time": NOW, "standby": [sent.message("to a person")]}
    assert not PAGE.parse(delivery("messenger", {"object": "page", "entry": [entry]}))


@pytest.mark.parametrize(
    ("item", "kind", "text"),
    [
        (sent.chosen(PAYLOAD), "choice", PAYLOAD),
        (sent.postback(PAYLOAD, mid="m_2"), "choice", PAYLOAD),
        (sent.postback("GET_STARTED", "Get Started"), "text", "Hello"),
        (sent.postback("ICE_1", "How long is shipping?"), "text", "How long is shipping?"),
        (sent.attached("image", url="https://cdn.example/1.jpg"), "media", ""),
        (sent.attached("audio"), "media", ""),
        (sent.attached("file"), "media", ""),
        (sent.attached("video", "this one?"), "media", "this one?"),
        (sent.attached("fallback", "see https://a.example"), "text", "see https://a.example"),
        (sent.attached("location"), "unsupported", ""),
        (sent.message("in 42?", reply_to={"mid": "m_1"}), "text", "in 42?"),
    ],
    ids=str,
)
def test_each_form_of_message_is_told_apart(item: dict, kind: str, text: str) -> None:
    [event] = parse(item)
    assert (event.kind, event.text) == (kind, text)


def test_postbacks_without_an_id_get_one_that_stays() -> None:
    first, again = parse(sent.postback(PAYLOAD)), parse(sent.postback(PAYLOAD))
    assert first[0].event_id == again[0].event_id
    assert first[0].event_id != parse(sent.postback(PAYLOAD) | {"timestamp": 7})[0].event_id


def test_another_object_is_not_read() -> None:
    assert not PAGE.parse(delivery("messenger", {"object": "instagram", "entry": []}))


def test_seen_and_typing_are_shown_first() -> None:
    [event] = parse(sent.message("Hello"))
    for call in PAGE.signs(event):
        MessengerStandIn().check(Call(call.path, dict(call.body)))
    assert [call.body["sender_action"] for call in PAGE.signs(event)] == ["mark_seen", "typing_on"]


def test_a_reply_is_text_cards_and_quick_replies_at_the_end() -> None:
    text, carousel = shown(FULL)
    assert text["text"].startswith("It comes in 41 & 42 <both>.")
    assert "quick_replies" not in text
    local = carousel["attachment"]["payload"]["elements"][1]
    assert local == {"title": "Fell One", "subtitle": "€120.00"}
    assert [reply["title"] for reply in carousel["quick_replies"]] == ["Blue", "Long one"]


def test_long_labels_are_listed_with_numbers() -> None:
    choices = (Choice("Trail Runner 2 Waterproof", "/a"), Choice("Trail Runner 2 Wide", "/b"))
    [message] = shown(Reply("Which one?", choices))
    assert "1. Trail Runner 2 Waterproof\n2. Trail Runner 2 Wide" in message["text"]
    titles = [reply["title"] for reply in message["quick_replies"]]
    assert titles == ["1. Trail Runner 2 W…", "2. Trail Runner 2 W…"]


def test_without_its_pictures_a_refused_carousel_is_words() -> None:
    [event] = parse(sent.message("Hello"))
    last = PAGE.render(event, [FULL]).calls[-1]
    assert last.otherwise is not None
    assert last.otherwise.body["message"]["text"].startswith("Trail <Runner> & Co – €89.90")


async def test_a_payload_that_does_not_fit_is_found_again() -> None:
    payload = "/select_item" + '{"product": "' + "x" * 1000 + '"}'
    [event] = parse(sent.message("Hello"))
    rendered = PAGE.render(event, [Reply("Which?", (Choice("Long", payload),))])
    value = rendered.calls[0].body["message"]["quick_replies"][0]["payload"]

    async def recall(key: str) -> str | None:
        return rendered.notes.get(key)

    [tap] = parse(sent.chosen(value))
    assert (await PAGE.resolve(tap, recall)).text == payload


@given(REPLIES)
@settings(deadline=None, max_examples=60)
def test_messenger_takes_whatever_is_said_and_no_word_is_lost(reply: Reply) -> None:
    texts = "".join(message.get("text", "") for message in shown(reply))
    assert squeezed(reply.text) in squeezed(texts)


def test_after_a_day_nothing_is_sent() -> None:
    [event] = parse(sent.message("Hello"))
    assert not PAGE.closed(event, NOW + 23 * 3600)
    assert PAGE.closed(event, NOW + 25 * 3600)
    assert not PAGE.reopening(event).calls
