from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.reply import Card, Choice, Reply
from bot.channels.slack.markup import plain
from bot.channels.slack.platform import Slack
from tests.channels.platforms import slack as sent
from tests.channels.platforms.replies import FULL, REPLIES, SHOE, squeezed
from tests.channels.platforms.slack import SlackStandIn, received
from tests.channels.platforms.standin import Call

APP = Slack(sent.TOKEN, sent.SECRET, "https://slack.example/api")
NOW = 1_790_000_000.0


def parse(body: bytes) -> list[Incoming]:
    return list(APP.parse(received(body)))


def shown(*replies: Reply, to: bytes | None = None) -> list[dict]:
    """The bodies of the messages for `replies`, each taken by the stand-in."""
    [event] = parse(to or sent.direct_message("Hello"))
    stand_in = SlackStandIn()
    calls = APP.render(event, replies).calls
    for call in calls:
        for sent_call in filter(None, (call, call.otherwise)):
            stand_in.check(Call(sent_call.path, dict(sent_call.body)))
    return [dict(call.body) for call in calls]


def texts(body: dict) -> str:
    sections = [block["text"]["text"] for block in body["blocks"] if block["type"] == "section"]
    return html.unescape("".join(sections))


def test_what_slack_signed_is_let_in() -> None:
    assert APP.verify(received(sent.direct_message("Hello")))
    assert APP.verify(received(sent.tapped("x")))


@pytest.mark.parametrize("age", [-301, 301, 86_400])
def test_an_old_request_is_worth_nothing(age: int) -> None:
    request = received(sent.direct_message("Hello"), at=NOW)
    assert APP.verify(request)
    replayed = type(request)(
        request.method, request.target, request.headers, request.body, NOW + age
    )
    assert not APP.verify(replayed)


def test_a_direct_message_is_read() -> None:
    [event] = parse(sent.direct_message("in 42 &amp; 43?", event_id="Ev7", ts="1790000000.000100"))
    assert (event.event_id, event.kind, event.text) == ("Ev7", "text", "in 42 & 43?")
    assert event.address == {"channel": "DU0ANN", "thread": ""}
    assert (event.at, event.sequence) == (1_790_000_000.0001, 1_790_000_000_000_100)


def test_a_mention_is_answered_below_it() -> None:
    [event] = parse(sent.mention("in 42?", ts="1790000000.000100"))
    assert event.text == "in 42?"
    assert event.address == {"channel": "C0SHOP", "thread": "1790000000.000100"}
    [within] = parse(sent.mention("and 43?", thread_ts="1790000000.000100", ts="1790000009.0"))
    assert within.address == event.address
    assert within.sender == event.sender


def test_a_thread_is_kept() -> None:
    message = sent.direct_message("in 42?", thread_ts="1790000000.000100")
    [body] = shown(Reply("Yes."), to=message)
    assert body["thread_ts"] == "1790000000.000100"
    assert "thread_ts" not in shown(Reply("Yes."))[0]


def test_places_are_conversations_of_their_own() -> None:
    [direct] = parse(sent.direct_message("Hello"))
    [mention] = parse(sent.mention("Hello"))
    assert direct.sender != mention.sender


def test_a_file_is_named_with_its_words() -> None:
    [event] = parse(sent.file_share("this one?"))
    assert (event.kind, event.text) == ("media", "this one?")


@pytest.mark.parametrize(
    "body",
    [
        sent.own_echo("We have it."),
        sent.direct_message("We have it.", user=sent.BOT),
        sent.edited("in 43?"),
        sent.direct_message("", subtype="message_deleted"),
        sent.direct_message("joined", subtype="channel_join"),
        sent.mention("Hello", edited={"user": "U0ANN", "ts": "1.0"}),
        sent.mention("Hello", channel="D0SHOP"),
        sent.direct_message("to all", channel="C0SHOP", channel_type="channel"),
        sent.envelope({"type": "reaction_added", "user": "U0ANN", "channel": "C1", "ts": "1.0"}),
        sent.tapped(""),
        b'{"type": "app_rate_limited"}',
    ],
    ids=str,
)
def test_the_rest_asks_for_no_answer(body: bytes) -> None:
    assert parse(body) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"type": "event_callback"}', b"\xff"])
def test_what_slack_does_not_send_is_no_event(body: bytes) -> None:
    request = received(body)
    assert APP.handshake(request) is None
    with pytest.raises((ValueError, KeyError)):
        APP.parse(request)


def test_the_challenge_is_given_back() -> None:
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw"}).encode()
    answer = APP.handshake(received(body))
    assert answer is not None
    assert (answer.status, answer.body) == (200, "3eZbrw")
    assert APP.handshake(received(sent.direct_message("Hello"))) is None


def test_a_pressed_button_says_its_payload_in_its_thread() -> None:
    [body] = shown(FULL)
    [actions] = [block for block in body["blocks"] if block["type"] == "actions"]
    thread = {"message": {"ts": "1.2", "thread_ts": "1.1"}}
    events = [parse(sent.tapped(e["value"], **thread))[0] for e in actions["elements"]]
    assert [(e.kind, e.text) for e in events] == [("choice", c.payload) for c in FULL.choices]
    assert events[0].event_id != events[1].event_id
    assert events[0].address == {"channel": "DU0ANN", "thread": "1.1"}
    assert events[0].sender == parse(sent.direct_message("Hello"))[0].sender


def test_a_reply_is_shown_with_cards_source_and_buttons() -> None:
    [body] = shown(FULL)
    assert body["text"].startswith("It comes in 41 &amp; 42 &lt;both&gt;.")
    kinds = [block["type"] for block in body["blocks"]]
    assert kinds == ["section", "section", "section", "actions", "context"]
    shoe, local = body["blocks"][1:3]
    assert shoe["text"]["text"] == (
        "*<https://shop.example/products/trail-2?a=1&amp;b=2|Trail &lt;Runner&gt; &amp; Co>*\n"
        "€89.90"
    )
    assert shoe["accessory"]["image_url"] == SHOE.image
    assert local["text"]["text"] == "*Fell One*\n€120.00"
    assert "accessory" not in local
    source = body["blocks"][4]["elements"][0]["text"]
    assert source == "Source: Shipping: Spain and Portugal"


def test_a_picture_that_slack_cannot_load_costs_nobody_the_answer() -> None:
    [event] = parse(sent.direct_message("Hello"))
    [call] = APP.render(event, [FULL]).calls
    assert call.otherwise is not None
    assert "accessory" not in json.dumps(call.otherwise.body)
    assert texts(dict(call.otherwise.body)) == texts(dict(call.body))


def test_a_notice_stays_short_however_long_the_titles_are() -> None:
    long = replace(SHOE, title="A & B " * 10_000)
    [body] = shown(replace(FULL, cards=(long,) * 10))
    assert len(body["text"]) < 10_000


@settings(deadline=None, max_examples=60)
@given(REPLIES)
def test_slack_takes_every_reply_and_no_text_is_lost(reply: Reply) -> None:
    seen = squeezed("".join(texts(body) for body in shown(reply)))
    assert seen.startswith(squeezed(reply.text))


def test_more_blocks_than_fit_make_another_message() -> None:
    reply = Reply("Long. " * 30_000, cards=(Card("a", "A", "", "", "", ""),))
    bodies = shown(reply)
    assert len(bodies) == 2
    assert squeezed("".join(map(texts, bodies))).endswith("Long.*A*")


def test_a_payload_that_does_not_fit_gets_no_button() -> None:
    reply = Reply("Which?", choices=(Choice("A", "x" * 2001), Choice("B", "b")))
    [actions] = [b for b in shown(reply)[0]["blocks"] if b["type"] == "actions"]
    assert [element["value"] for element in actions["elements"]] == ["b"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0BOT> in 42?", "in 42?"),
        ("see <https://a.example/b?c=1&amp;d=2>", "see https://a.example/b?c=1&d=2"),
        ("see <https://a.example|this page>", "see this page"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("in <#C1|shoes> or <#C2>", "in #shoes or"),
        ("<!here> hello", "hello"),
        ("&lt;@U0BOT&gt; &amp;lt;", "<@U0BOT> &lt;"),
    ],
)
def test_slacks_markup_is_read_as_written(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("body", "code", "temporary"),
    [
        ('{"ok": false, "error": "channel_not_found"}', "channel_not_found", False),
        ('{"ok": false, "error": "internal_error"}', "internal_error", True),
        ("<html>", "unreadable", True),
    ],
)
def test_a_200_can_be_a_no(body: str, code: str, temporary: bool) -> None:
    refusal = APP.refusal(200, {}, body)
    assert refusal is not None
    assert (refusal.code, refusal.temporary) == (code, temporary)


def test_a_yes_and_a_status_speak_for_themselves() -> None:
    assert APP.refusal(200, {}, '{"ok": true}') is None
    assert APP.refusal(429, {"Retry-After": "3"}, "") is None
